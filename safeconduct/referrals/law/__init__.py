"""Which law a referral for legal help asks about: of which countries, and which kinds of proceedings."""
