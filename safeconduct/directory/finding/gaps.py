"""What nothing fitted: counted by need, country and day, once for each sign-in and day. No person and no name."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.reading.laid_out import Gap
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

IN_SESSION = "gaps"
LOOKS_BACK = timedelta(days=90)
MOST = 50
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Missing:
    """How often nothing fitted a need in a country; "" stands for any."""

    need: str
    country: str
    times: int

    @property
    def words(self) -> Words:
        """The need in words."""
        return label(Need(self.need)) if self.need in set(Need) else _("Any need")

    @property
    def where(self) -> Words:
        """The country in words."""
        return country_in_full(self.country) if self.country else _("Any country")


def is_gap(wanted: Wanted, text: str) -> bool:
    """Whether a search that found nothing says what is missing: a need; or a country, and no words beside it."""
    return bool(wanted.needs) or bool(wanted.country and not text)


def count(wanted: Wanted, session: MutableMapping[str, Any], at: datetime) -> None:
    """Count each need of a search that found nothing; a page that is loaded again counts no second time."""
    told: list[str] = session.get(IN_SESSION, [])
    for need in sorted(wanted.needs) or [""]:
        key = f"{at.date()} {need} {wanted.country}"
        if key in told:
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT directory.count_gap(%s, %s)", [need, wanted.country])
        told = [*told, key][-REMEMBERED:]
    session[IN_SESSION] = told


def missing(at: datetime) -> list[Missing]:
    """What was missing most in the last 90 days: of the own agency, or of the node for who keeps it."""
    rows = (
        Gap.objects.filter(day__gte=(at - LOOKS_BACK).date())
        .values("need", "country")
        .annotate(all_times=Sum("times"))
        .order_by("-all_times", "country", "need")[:MOST]
    )
    return [Missing(row["need"], row["country"], row["all_times"]) for row in rows]
