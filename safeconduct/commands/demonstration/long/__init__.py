"""The long story: one person, two countries, twelve months, and what each profession sees after every scene."""
