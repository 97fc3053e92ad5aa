"""What the person says is wrong, or to stop: it waits for the lead until it is answered with what became of it."""
