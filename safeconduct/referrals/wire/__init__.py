"""What the exchange protocol says of referrals, as tables: the page, the schemas and the tests are drawn from them.

Nothing here runs when a message comes in: `inbound/` reads with code of its own, and tests hold the two together.
"""
