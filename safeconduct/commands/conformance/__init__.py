"""A peer that asks a running node whether it keeps to the exchange protocol: `./run peer conform`.

It speaks the protocol from outside and looks at answers and at what comes back, never into the node. Its referrals are
about an invented person, and are taken back at the end.
"""
