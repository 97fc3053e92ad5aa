"""The pages of an erasure at the person's wish, and the taking back of that section wherever it was shared."""
