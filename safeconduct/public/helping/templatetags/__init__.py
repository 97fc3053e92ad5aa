"""Tags of the pages for the person."""
