"""A file of the own agency beside a referral that it received: opened, found again, and what is taken over into it."""
