"""Tasks in common: what one agency of a referral does for the person, known and current on both sides."""
