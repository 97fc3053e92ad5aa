"""Who asked the person about what, and when: so that nobody asks twice without a reason."""
