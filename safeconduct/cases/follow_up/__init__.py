"""Follow-ups after one, three, six and twelve months: planned from the start, moved, done, or not done and why."""
