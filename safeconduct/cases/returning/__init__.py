"""Return and reintegration: what must be there before a person leaves, after the form F9."""
