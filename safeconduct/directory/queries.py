"""Finding a service: filter by need, country and language; always limited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, When
from django.utils.translation import gettext as _

from safeconduct.directory.federation.origin import HEARD
from safeconduct.directory.keeping.said_wrong import WORD
from safeconduct.directory.models import Entry
from safeconduct.directory.rules import Hours, is_open, says_always
from safeconduct.vocabulary.codes import Intake
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import NO_NODE

MOST = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What a service must answer to; what is empty does not filter."""

    need: str = ""
    country: str = ""
    language: str = ""


def find(
    *,
    need: str = "",
    country: str = "",
    language: str = "",
    but_not_of: UUID | None = None,
    only_of: UUID | None = None,
    first_for: str = "",
    on_a_node: bool = False,
    one: UUID | None = None,
    most: int = MOST,
) -> list[Entry]:
    """At most `most` entries, by agency and service; empty filters do not filter.

    Those that answer to the need `first_for` stand before the others. `on_a_node` leaves out partners without one.
    `one` leaves nothing but this entry.
    """
    answers_first = Case(When(needs__contains=[first_for], then=0), default=1)
    entries = Entry.objects.select_related("team", "agency").order_by(
        answers_first, "agency__country", "agency__name", "service"
    )
    if need:
        entries = entries.filter(needs__contains=[need])
    if country:
        entries = entries.filter(agency__country=country)
    if language:
        entries = entries.filter(team__languages__contains=[language])
    if but_not_of:
        entries = entries.exclude(agency_id=but_not_of)
    if only_of:
        entries = entries.filter(agency_id=only_of)
    if one:
        entries = entries.filter(id=one)
    if on_a_node:
        entries = entries.exclude(agency__node=NO_NODE)
    return list(entries[:most])


@dataclass(frozen=True, slots=True)
class Range:
    """What the directory holds to choose from, each sorted by its code."""

    needs: list[str]
    countries: list[str]
    languages: list[str]
    jurisdictions: list[str]
    """Of which countries some service practises the law."""


def offered(*, but_not_of: UUID | None = None) -> Range:
    """The needs, countries and languages of the directory, in one query."""
    rows = Entry.objects.exclude(agency_id=but_not_of) if but_not_of else Entry.objects.all()
    needs: set[str] = set()
    countries: set[str] = set()
    languages: set[str] = set()
    laws: set[str] = set()
    found = rows.values_list("needs", "agency__country", "team__languages", "jurisdictions").distinct()
    for served, country, read, practised in found:
        needs.update(served)
        countries.add(country)
        languages.update(read)
        laws.update(practised)
    return Range(sorted(needs), sorted(countries), sorted(languages), sorted(laws))


def hours(found: Entry) -> Hours:
    """When somebody is there, in the service's own country."""
    are_known = bool(found.open_days) or found.intake == Intake.EMERGENCY_24H or says_always(found.hours)
    return Hours(frozenset(found.open_days), found.opens, found.closes, found.agency.country, are_known)


def is_there(found: Entry, *, at: datetime) -> bool | None:
    """Whether somebody is there at this moment; None where the directory does not know."""
    return is_open(hours(found), at=at)


def entry(entry_id: UUID) -> Entry:
    """One entry with its team and agency. Raises NotFound."""
    rows = Entry.objects.select_related("team", "agency").annotate(said_wrong=WORD, heard_at=HEARD)
    found = rows.filter(id=entry_id).first()
    if found is None:
        raise NotFound(_("This service is not in the directory any more; choose another."))
    return found


def entry_of(team: UUID, service: str) -> Entry | None:
    """The entry of a team's service with its agency; None when the directory has it no longer."""
    rows = Entry.objects.select_related("team", "agency").annotate(said_wrong=WORD, heard_at=HEARD)
    return rows.filter(team_id=team, service=service).first()


def page(wanted: Filters, *, agency: UUID | None, after: UUID | None, most: int) -> list[Entry]:
    """At most `most` entries in the order of their ids, those after `after`; `agency` leaves its own only."""
    entries = Entry.objects.select_related("team", "agency").order_by("id")
    if wanted.need:
        entries = entries.filter(needs__contains=[wanted.need])
    if wanted.country:
        entries = entries.filter(agency__country=wanted.country)
    if wanted.language:
        entries = entries.filter(team__languages__contains=[wanted.language])
    if agency:
        entries = entries.filter(agency_id=agency)
    if after:
        entries = entries.filter(id__gt=after)
    return list(entries[:most])
