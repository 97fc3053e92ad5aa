"""The services of this node that may be given out, as the rules of giving out see them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from safeconduct.agencies.models import Agency as Kept
from safeconduct.directory.hsds.reaching import shared
from safeconduct.directory.hsds.rules import ADMITS
from safeconduct.directory.hsds.told import Agency, Reader, Told
from safeconduct.directory.keeping.rules import is_hotline
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import hours
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Sector, Service, Takes
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.hsds.handing_over import MOST
from safeconduct.vocabulary.hsds.terms import in_english
from safeconduct.vocabulary.labels import label


def of_this_node(node: str, reader: Reader, *, agency: UUID | None = None) -> Iterator[Told]:
    """What agencies with a seat here let this reader know, by id; of one agency alone when it is named."""
    rows = (
        Entry.objects.select_related("team", "agency")
        .exclude(audience=Audience.MEMBERS_ONLY.value)
        .filter(agency__node=node, audience__in=ADMITS[reader], checked_on__isnull=False)
        .order_by("id")
    )
    return map(told, (rows.filter(agency_id=agency) if agency else rows)[:MOST])


def told(entry: Entry) -> Told:
    """One entry, with what its team reads where it names no language of its own."""
    return Told(
        id=str(entry.id),
        agency=told_agency(entry.agency),
        service=Service(entry.service),
        needs=_known(Need, entry.needs),
        audience=Audience(entry.audience),
        checked_on=entry.checked_on,
        place=PlaceKind(entry.place) if entry.place else None,
        address=entry.address,
        contact=public_contact(entry),
        takes=_known(Takes, entry.takes),
        takes_children=entry.takes_children,
        min_age=entry.min_age,
        max_age=entry.max_age,
        with_children=entry.with_children,
        step_free=entry.step_free,
        without_papers=entry.without_papers,
        from_abroad=entry.from_abroad,
        languages=tuple(entry.spoken or entry.team.languages),
        interpreters=entry.interpreters,
        regions=tuple(entry.regions),
        hours=hours(entry),
        hours_in_words=entry.hours,
        intake=Intake(entry.intake) if entry.intake else None,
        tells_intake=entry.tells_intake,
        places=None if entry.doubted_at else entry.places_free,
        places_as_of=None if entry.doubted_at else entry.places_as_of,
    )


def public_contact(entry: Entry) -> str:
    """What everybody may know of how to reach it; of a hotline the contact that two have seen.

    While it has none, what its agency made public before stays, as far as it is the agency's own telephone: members are
    shown the same. No other number that one person alone has said.
    """
    if is_hotline(entry.intake, entry.place):
        return entry.contact or shared(entry.public_contact, entry.agency.duty_number)
    return entry.public_contact or ("" if entry.is_confidential else entry.contact)


def told_agency(agency: Kept) -> Agency:
    """Whose it is."""
    return Agency(str(agency.id), agency.name, agency.country, in_english(label(Sector(agency.sector))))


def _known[Code: (Need, Takes)](codes: type[Code], said: Iterable[str]) -> tuple[Code, ...]:
    """Those of our lists; a code of a newer release is left out."""
    return tuple(codes(each) for each in said if each in set(codes))
