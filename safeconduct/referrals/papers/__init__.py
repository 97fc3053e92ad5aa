"""Papers: blank forms in each language, and the copy that a person may take along."""
