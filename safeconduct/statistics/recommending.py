"""The way from a figure to a recommendation: an address of the public site, with words and no number.

Recommendations are written there, by its editors. What goes with the address is what the figure is called, how it is
defined and which released edition is to be cited. No number of the screen does: none of them is protected for others.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings

from safeconduct.statistics.editions.store import Edition
from safeconduct.statistics.figures import Figure

BEGIN = "edit/recommendations/begin/"
MOST = 5
"""Editions that are offered, the newest first."""


def ways(figure: Figure, editions: Iterable[Edition], *, now: datetime) -> list[tuple[str, str]]:
    """The name of each edition that can be cited, with the address that begins a recommendation on the public site;
    first "" with one that cites none, for no edition has a figure of the loop. Empty where no public site is known."""
    site: str | None = settings.PUBLIC_SITE
    if site is None:
        return []
    said = {"figure": str(figure.title), "meaning": str(figure.meaning)}
    names = [one.id for one in editions if _can_be_cited(one, now)][:MOST]
    return [
        (name, f"{site}{BEGIN}?{urlencode(said | ({'cites': name} if name else {}))}")
        for name in ("", *names)
    ]


def _can_be_cited(one: Edition, now: datetime) -> bool:
    """What readers see, in its newest wording."""
    return not one.corrected_by and (one.embargo is None or one.embargo <= now)
