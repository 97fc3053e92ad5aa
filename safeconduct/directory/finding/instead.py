"""When nothing fits: which one thing may be left out so that something does, whom to ask, and which names are near."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from rapidfuzz.distance import OSA

from safeconduct.agencies.models import Member
from safeconduct.directory.finding.asked import Apart, Wanted
from safeconduct.directory.finding.by_country import by_country
from safeconduct.directory.finding.refusing import refusals
from safeconduct.directory.finding.search_form import LABELS, Asked, wanted
from safeconduct.directory.finding.wishes import KEEP_OUT, WISH
from safeconduct.directory.models import Entry
from safeconduct.directory.reading.candidates import candidates, offered
from safeconduct.directory.reading.folding import words
from safeconduct.directory.reading.typed import LONGEST, One, Typed, held_words
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

MARK = "again"
"""In an address: this search was offered by the page of another one, and is no gap of its own."""
NOBODY = Apart()
MOST_NAMES = 5
MOST_KEEPERS = 5
NEEDS = """
SELECT n FROM unnest(%s::text[]) WITH ORDINALITY AS asked (n, place)
 WHERE EXISTS (SELECT FROM directory.spot s WHERE s.need = n AND s.place = %s) ORDER BY asked.place
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One thing left out: its name, how many services fit then, and the address that looks so."""

    name: Words
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the directory does have: needs that are answered in the country that was asked, and all countries."""

    needs: list[Words]
    countries: list[str]
    keepers: list[Member]


def ways(
    search: Asked,
    near_by: Sequence[Entry],
    *,
    near: str,
    at: datetime,
    typed: Typed | None,
    apart: Apart = NOBODY,
) -> list[Way]:
    """What to leave out, where that leads to something. Counted among what was read; other needs cost one question.

    Whom the person keeps out stays out, and a wish hinders nothing: neither is offered to be left out.
    """
    found = []
    said = [name for name in search.said if name not in (WISH, KEEP_OUT)]
    for name in said if len(said) > 1 else ():
        rest = search.without(name)
        looked_for = replace(wanted(rest, near=near), apart=apart)
        words = typed if rest.text else None
        among = candidates(looked_for, now=at, typed=words).entries if name == "need" else near_by
        number = sum(
            not refusals(looked_for, offered(one), now=at) and (words is None or words.fits(one.words))
            for one in among
        )
        if number:
            found.append(Way(LABELS[name], number, search.address(without=name, **{MARK: "1"})))
    return found


def held(country: str) -> Held:
    """What can be looked for instead, and who keeps this node. Three questions."""
    with connection.cursor() as cursor:
        cursor.execute(NEEDS, [[one.value for one in Need], country])
        needs = [label(Need(code)) for (code,) in cursor.fetchall()]
    keepers = Member.objects.select_related("agency").filter(keeps_node=True, suspended_at=None)
    countries = [bar.country for bar in by_country(Wanted())]
    return Held(needs, countries, list(keepers.order_by("name")[:MOST_KEEPERS]))


def names_near(text: str, *, at: datetime) -> list[Entry]:
    """Services with a word that is spelt most like one that was typed. Two questions."""
    typed = words(text[:LONGEST])
    if not typed:
        return []
    known = held_words(typed, [word[:3] for word in typed])
    distance = {one: min(OSA.distance(one, word) for word in typed) for one in known}
    nearest = sorted(known, key=lambda one: (distance[one], one))[:MOST_NAMES]
    if not nearest:
        return []
    spelt = Typed((One("", tuple(nearest)),))
    rows = candidates(Wanted(), now=at, typed=spelt).entries
    rows.sort(key=lambda row: (min(distance[one] for one in row.words if one in distance), row.id))
    return rows[:MOST_NAMES]
