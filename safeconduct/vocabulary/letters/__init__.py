"""A question without a name, as it lies between the public site and the node: what both must do alike, and no more."""
