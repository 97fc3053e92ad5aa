"""The hour of a handover, said so that nobody has to guess on whose clock it is: two countries may have two times.

Promised: an hour is never said without its country; where the other agency's clock shows another, both are said.
"""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.workdays import ZONES, zone

DAY_AND_HOUR, HOUR = "D j M, H:i", "H:i"


def clocks(when: datetime, *countries: str) -> list[tuple[str, datetime]]:
    """Each country with its local time, the reader's own first; one whose clock shows the same is left out."""
    found: dict[datetime, tuple[str, datetime]] = {}
    for country in countries:
        local = when.astimezone(zone(country))
        found.setdefault(local.replace(tzinfo=None), (country, local))
    return list(found.values())


def hour(when: datetime, here: str, there: str) -> str:
    """`Tue 1 Dec, 12:00 in Romania (11:00 in Belgium)`; with the day again where it is another day there."""
    (own, local), *others = clocks(when, here, there)
    said = f"{formats.date_format(local, DAY_AND_HOUR)} {on_the_clock(own)}"
    for country, other in others:
        how = HOUR if other.date() == local.date() else DAY_AND_HOUR
        said += f" ({formats.date_format(other, how)} {on_the_clock(country)})"
    return said


def on_the_clock(country: str) -> str:
    """`in Romania`; `UTC` for a country whose time we do not know."""
    if country.upper() not in ZONES:
        return "UTC"
    return _("in %(country)s") % {"country": country_in_full(country)}


def entered(text: str, country: str) -> datetime | None:
    """The moment that was typed on this country's clock; None when it is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=zone(country))
