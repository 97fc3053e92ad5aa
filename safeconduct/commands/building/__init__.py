"""What is made from the source before anything runs or is tested: style sheet, catalogues; Chromium, and times."""
