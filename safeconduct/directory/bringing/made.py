"""From the values of one record to a proposal: every value is read, and everything that is wrong is named. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing import said
from safeconduct.directory.bringing.confidential import cleaned, place_of
from safeconduct.directory.bringing.proposed import Confidence, Defaults, Note, Proposed
from safeconduct.directory.bringing.words import NOTHING_FOUND, ROLES
from safeconduct.vocabulary.codes import Need, PlaceKind, Sector, Service
from safeconduct.vocabulary.tables.cells import plain
from safeconduct.vocabulary.tables.problems import Problem, WrongCell
from safeconduct.vocabulary.telephones import is_short

MISSING = _("This is missing.")
AGES_TURNED = _("The youngest is older than the oldest.")
HOURS_TURNED = _("It closes before it opens.")
NOT_A_ROLE = _("This role is not in the list. Leave it empty, or write one of: {roles}.")


class Reading:
    """One record on its way: what was read so far, and what is wrong with it."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.wrong: list[Problem] = []
        self.notes: list[str] = []

    def take[T, O](self, field: str, value: object, read: Callable[[object], T], otherwise: O) -> T | O:
        """The value as `read` has it; `otherwise` where there is none, or it is wrong, which is then named."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return otherwise
        try:
            return read(value)
        except WrongCell as wrong:
            self.wrong.append(Problem(self.row, field, wrong.sentence))
            return otherwise

    def each[T](self, field: str, values: Iterable[object], read: Callable[[object], T]) -> tuple[T, ...]:
        """The same of a list, of which each is named by its place."""
        found: dict[T, None] = {}
        for place, value in enumerate(values):
            if place >= said.MOST_VALUES:
                self.note_wrong(field, said.TOO_MANY.format(most=said.MOST_VALUES))
                break
            one = self.take(f"{field}[{place}]" if place else field, value, read, None)
            found |= {} if one is None else {one: None}
        return tuple(found)

    def note_wrong(self, field: str, sentence: Any) -> None:
        """Name what is wrong."""
        self.wrong.append(Problem(self.row, field, sentence))

    def needed(self, field: str, value: str) -> str:
        """Name it where it is missing."""
        if not value and not any(one.field == field for one in self.wrong):
            self.note_wrong(field, MISSING)
        return value


def finished(
    reading: Reading,
    values: Mapping[str, Any],
    *,
    addresses: Iterable[str],
    is_secret: bool,
    defaults: Defaults,
) -> Proposed | list[Problem]:
    """The proposal of a record, or everything that is wrong with it. `values` are fields of `Proposed`."""
    found = _with_role(Proposed(**{"origin": "", **values}))
    _compared(reading, found)
    place = place_of(
        found.place or defaults.place, is_secret=is_secret, service=found.service,
        names=(found.name, found.organisation),
    )  # fmt: skip
    notes = [
        *reading.notes,
        *([Note.SHORT_NUMBER] if is_short(found.contact.split(", ")[0]) and found.contact else []),
    ]
    if not found.country:
        notes.append(Note.COUNTRY_NOT_SAID)
    found = replace(
        found,
        place=place,
        origin=found.origin or _made_origin(found),
        source=found.source or defaults.source,
        source_date=found.source_date or defaults.source_date,
        is_gap=plain(found.organisation) in NOTHING_FOUND,
        notes=tuple(dict.fromkeys(notes)),
    )
    clean = cleaned(_held_back(found), addresses)
    if isinstance(clean, list):
        return [replace(one, row=reading.row) for one in clean] + reading.wrong
    return reading.wrong or clean


def _with_role(found: Proposed) -> Proposed:
    service, sector = ROLES.get(found.role, ("", ""))
    return replace(found, service=found.service or service, sector=found.sector or sector)


def _compared(reading: Reading, found: Proposed) -> None:
    if found.min_age is not None and found.max_age is not None and found.min_age > found.max_age:
        reading.note_wrong("max_age", AGES_TURNED)
    if found.opens and found.closes and time.fromisoformat(found.closes) <= time.fromisoformat(found.opens):
        reading.note_wrong("closes", HOURS_TURNED)


def _held_back(found: Proposed) -> Proposed:
    """A number that its source contradicts stands in the note for editors alone."""
    if found.confidence != Confidence.UNCERTAIN or not (found.contact or found.agency_contact):
        return found
    held = ", ".join(one for one in (found.contact, found.agency_contact) if one)
    return replace(
        found, contact="", agency_contact="", note="\n".join(one for one in (found.note, f"({held})") if one),
        notes=(*found.notes, Note.NUMBER_HELD_BACK),
    )  # fmt: skip


def _made_origin(found: Proposed) -> str:
    """For a source that numbers nothing: the same row read again is the same service."""
    parts = (found.country, found.role or found.service, plain(found.organisation), plain(found.name))
    return str(uuid5(NAMESPACE_URL, "safeconduct:" + "|".join(parts)))


def role(value: object) -> str:
    """A role of the seed's list. Raises WrongCell."""
    bare = plain(said.name(value)).replace(" ", "_")
    if bare not in ROLES:
        raise WrongCell(NOT_A_ROLE.format(roles=", ".join(ROLES)))
    return bare


def confidence(value: object) -> str:
    """One of the four tags. Raises WrongCell."""
    bare = plain(said.name(value))
    if bare not in set(Confidence):
        raise WrongCell(said.NOT_A_CODE.format(value=bare[:30], codes=", ".join(Confidence)))
    return bare


def place(value: object) -> str:
    """A kind of place."""
    return said.code(PlaceKind, value)


def service(value: object) -> str:
    """A service of our list."""
    return said.code(Service, value)


def needs(values: Iterable[object]) -> tuple[str, ...]:
    """Needs of our list."""
    return said.codes(Need, values)


def sector(value: object) -> str:
    """A kind of agency."""
    return said.code(Sector, value)


def day(value: object, today: date) -> date | None:
    """A day that was."""
    return said.day(value, today=today)
