"""Police and prosecution: they ask for one section for a time, and may be told that a statement was offered."""
