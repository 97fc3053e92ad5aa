"""What a national report to GRETA asks for: computed where the facts hold it, entered by hand elsewhere."""
