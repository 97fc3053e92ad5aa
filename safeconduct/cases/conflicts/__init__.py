"""Conflicts of interest, found inside one agency by marks that nobody can read: a possible one, and whom to ask."""
