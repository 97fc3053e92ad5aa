"""The figures that a national report to GRETA asks for: computed where the facts hold them, entered by hand elsewhere."""
