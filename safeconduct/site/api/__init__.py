"""The API as a whole: the rooms' operations put together, what every answer keeps to, and its description."""
