"""Step cards: each measure of the mechanism on one screen of a telephone; and a sheet for courts."""
