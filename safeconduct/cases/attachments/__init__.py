"""Files attached to a section of a case: known by their content, made anew, sealed, looked at page by page."""
