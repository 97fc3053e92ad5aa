"""A lawyer's room: what a lawyer does for one person, opened by that lawyer and their deputy and by nobody else."""
