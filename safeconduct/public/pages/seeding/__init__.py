"""What a demonstration's public site is filled with."""
