"""The room of keys: see README.md."""
