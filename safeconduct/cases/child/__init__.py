"""A child, or who may be one: guardians, the child's own view, best interests; after the form F10."""
