"""Asking whoever holds a section that is closed: for what, until when. The answer is spoken, and opens nothing."""
