"""The pages of referrals, a file a use case: today, drafting, the referral under way."""
