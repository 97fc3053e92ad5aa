"""Rules of law in plain words, for the person: data in one file for each language, and the cards made of both."""
