"""The demonstration: two nodes and the people in them, and hands that walk through the pages' own forms."""
