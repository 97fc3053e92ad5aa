"""What of a person's file is given out on paper: to the person, or to an authority that has an order."""
