"""What the worker does by the clock: jobs of clocks and purging, and the mails that follow."""
