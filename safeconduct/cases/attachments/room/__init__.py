"""What runs in a process of its own, with nothing in reach: the only place in which a file of others is taken apart."""
