"""Who interprets for a person: the agency's register, what the person wishes, and what an interpreter is told."""
