"""Lines of the product broken one by one: made in a copy of the tree, and asked in forks of one session of tests."""
