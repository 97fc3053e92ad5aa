"""The pages of what is given out: they know of referrals, so they stand above the file."""
