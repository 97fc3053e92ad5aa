"""On what an agency processes personal data, purpose by purpose: its own decision, apart from what a person permits."""
