"""First contact without a name: could you help somebody like this? Asked and answered without personal data."""
