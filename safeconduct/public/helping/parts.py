"""Which parts of the file of texts a page shows, so that it can say whether a speaker has checked them. Pure."""

FRAME = frozenset({"frame", "start", "card"})
"""Around every page: its exit, its languages, the list of pages."""
PLACES = frozenset({"near", "needs", "countries"})
SHOWS = {
    "choose": FRAME,
    "start": FRAME | PLACES | {"rights", "questions"},
    "near": FRAME | PLACES | {"takes", "papers", "intake", "room"},
    "paper": FRAME | {"near", "paper"},
    "questions": FRAME | {"questions"},
    "asking": FRAME | {"asking"},
    "telephone": FRAME | {"telephone"},
    "easy_start": FRAME | PLACES | {"rights", "questions"},
    "easy_near": FRAME | PLACES | {"takes", "papers", "intake", "room"},
    "easy": FRAME,
    "wrong": FRAME | {"wrong"},
    "nothing": FRAME | {"nothing"},
}
"""By the name of the page's template; a test compares them."""
