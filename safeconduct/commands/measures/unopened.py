"""Addresses that the measure of the pages does not open, each group with its reason."""

UNOPENED: frozenset[str] = frozenset()
