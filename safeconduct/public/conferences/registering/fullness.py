"""Whether a seat is left, as readers see it before they register. It holds for this moment and promises no seat."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count

from safeconduct.public.conferences.models import Edition, Quota, Registration
from safeconduct.public.conferences.models.participants import HOLDING
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.programme.facts import EditionFacts
from safeconduct.public.conferences.programme.queries import facts_of
from safeconduct.public.conferences.registering.seating import Kind, Limit, full_for
from safeconduct.public.conferences.registering.seats import limit_of
from safeconduct.vocabulary.countries import COUNTRIES


def facts_with_seats(editions: Iterable[Edition], language: str) -> list[EditionFacts]:
    """These editions with how their seats stand, in the same order; three queries, however many they are."""
    found = list(editions)
    limits: defaultdict[int, list[Limit]] = defaultdict(list)
    for quota in Quota.objects.filter(edition__in=found).order_by("profession", "country"):
        limits[quota.edition_id].append(limit_of(quota))
    held: defaultdict[int, Counter[Kind]] = defaultdict(Counter)
    holding = Registration.objects.filter(edition__in=found, state__in=HOLDING)
    counted = holding.values_list("edition_id", "profession", "country").annotate(Count("pk")).order_by()
    for pk, profession, country, number in counted:
        held[pk][Kind(profession, country)] = number
    told = zip(found, facts_of(found, language), strict=True)
    return [_with(facts, each.seats, limits[each.pk], held[each.pk]) for each, facts in told]


def _with(facts: EditionFacts, seats: int, limits: list[Limit], held: Counter[Kind]) -> EditionFacts:
    full = full_for(
        seats=seats,
        limits=limits,
        holders=held,
        professions=[code for code, _label in professions()],
        countries=list(COUNTRIES),
    )
    if full is None:
        return replace(facts, is_full=True)
    return replace(facts, full_for=tuple((kind.profession, kind.country) for kind in full))
