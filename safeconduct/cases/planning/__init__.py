"""The support-and-safety plan: what it must say, how it stands with the person, and its versions."""
