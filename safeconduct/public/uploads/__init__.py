"""What a file must pass before the site takes it: its kind, the virus scanner, and of a PDF what acts in it."""
