"""The wizard: seven steps that make a new node somebody's, once, on the machine that it runs on."""
