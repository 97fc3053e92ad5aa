"""Deadlines of a person: counted from a rule or entered from a document, kept until somebody ends them."""
