"""Dates in Bulgarian: months in small letters, a comma after the day of the week.

No "г." after the year, for a sentence may end there.

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
    "j F Y": "j F Y",
    "j F, H:i": "j F, H:i",
    "j F Y, H:i": "j F Y, H:i",
    "l j F": "l, j F",
    "l j F Y": "l, j F Y",
    "l j F Y, H:i": "l, j F Y, H:i",
    "l j F, H:i": "l, j F, H:i",
}
globals().update(OURS)

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
