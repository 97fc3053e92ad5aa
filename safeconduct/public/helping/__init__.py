"""Pages for the person: rights here, help nearby, a way out at once. See README.md."""
