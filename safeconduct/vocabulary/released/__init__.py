"""A frozen edition of tables, as the node signs it and everybody reads it. Pure."""
