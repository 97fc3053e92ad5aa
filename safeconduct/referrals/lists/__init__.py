"""The list of an agency's referrals: what the address asks for, in which order, and what is done with it."""
