"""Partners without a node: told by telephone, on paper or by a sealed file; what they say is entered by the sender."""
