"""Foreign tables, read as far as rows of texts: CSV, XLSX, JSON. What their cells mean is said above."""
