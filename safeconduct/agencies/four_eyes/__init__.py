"""Four eyes for what a node says of law, services or itself: one proposes, another signs exactly what was read."""
