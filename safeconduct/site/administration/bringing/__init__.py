"""Bringing services in, for who keeps the node: a file is read, its proposals are looked at, accepted, taken back."""
