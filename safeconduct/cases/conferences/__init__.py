"""A case conference without a meeting: agenda, each profession's own proposal, the decision; each by its section."""
