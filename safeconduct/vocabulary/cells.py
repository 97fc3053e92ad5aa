"""Texts in cells of a table that a spreadsheet program opens: none of them is a formula there. Pure."""

RUNS_AS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a spreadsheet program may take a text for a formula, at the latest when it has been a CSV in between.

Source: OWASP, CSV Injection.
"""


def defused(text: str) -> str:
    """As it may stand in a cell: an apostrophe before what could run."""
    return f"'{text}" if text.startswith(RUNS_AS_A_FORMULA) else text
