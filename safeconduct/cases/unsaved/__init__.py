"""What a member typed into a form of the person's page and has not saved: kept for them alone, for a week."""
