"""A return and the agency that receives the person there: its own words in the dossier, the days after as its tasks."""
