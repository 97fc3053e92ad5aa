"""The case conference across agencies: items that a referral covers go there, proposals and decisions come and go."""
