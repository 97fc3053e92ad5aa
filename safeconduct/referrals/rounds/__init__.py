"""A round: up to five services asked at once without a name, of which the first yes wins and the others are told."""
