"""Dates in Bulgarian: months in small letters, a comma after the day of the week, "г." after the year.

Django looks a format up by its own text first; what stands here replaces the formats that our pages use.
"""

OURS = {
    "D j M": "D, j b",
    "D j M Y": "D, j b Y г.",
    "D j M, H:i": "D, j b, H:i",
    "D j M Y, H:i": "D, j b Y г., H:i",
    "D H:i": "D, H:i",
    "j M": "j b",
    "j M Y": "j b Y г.",
    "j F Y": "j F Y г.",
    "l j F": "l, j F",
    "l j F Y": "l, j F Y г.",
    "l j F Y, H:i": "l, j F Y г., H:i",
    "l j F, H:i": "l, j F, H:i",
}
globals().update(OURS)

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
