"""Which columns of a conference organisers write, and which of them a new edition takes over. Pure."""

TIMES = ("starts_at", "ends_at", "opens_at", "closes_at")
KEPT = (
    "series", "scope", "country", "place", "time_zone", "seats", "interpretation", "organiser", "contact",
    "offer_hours", "keeps_days", "funding", "shows_budget", "language",
)  # fmt: skip
"""What a new edition takes over. Whatever is not named here begins anew: state, revisions, secrets of other rooms."""
WRITTEN = ("name", "code", *TIMES, *KEPT, "revision", "moved_at", "changed_at")
"""What the page of particulars writes, and no more: the worker may have written other columns meanwhile."""
