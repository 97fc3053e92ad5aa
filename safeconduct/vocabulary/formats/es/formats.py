"""Dates in Spanish: a comma after the day of the week, "de" before month and year.

Django looks a format up by its own text first; what stands here replaces the formats that our pages use.
"""

OURS = {
    "D j M": "D, j b",
    "D j M Y": "D, j b Y",
    "D j M, H:i": "D, j b, H:i",
    "D j M Y, H:i": "D, j b Y, H:i",
    "D H:i": "D, H:i",
    "j M": "j b",
    "j M Y": "j b Y",
    "j F Y": r"j \d\e F \d\e Y",
    "j F, H:i": r"j \d\e F, H:i",
    "j F Y, H:i": r"j \d\e F \d\e Y, H:i",
    "l j F": r"l, j \d\e F",
    "l j F Y": r"l, j \d\e F \d\e Y",
    "l j F Y, H:i": r"l, j \d\e F \d\e Y, H:i",
    "l j F, H:i": r"l, j \d\e F, H:i",
}
globals().update(OURS)

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
