"""What the door `secure` looks at. Only the standard library here: it runs in an environment of its own."""
