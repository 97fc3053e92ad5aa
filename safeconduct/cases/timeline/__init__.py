"""What happened with a case, newest first: each entry for whoever may see the thing itself, and no other."""
