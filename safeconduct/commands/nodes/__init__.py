"""Nodes on this machine: their folders, databases, processes and keys, prepared, started and stopped."""
