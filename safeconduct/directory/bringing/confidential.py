"""What of a confidential place is never taken over, whatever a file says beside it. Pure.

A place counts as confidential when the file says so, when people live there, or when its name says that it is a
shelter. Its address, its own contact and every free text go before the row is kept anywhere; a row that writes a piece
of the address into a name is refused, so that nobody has to look for it later.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.proposed import Note, Proposed
from safeconduct.directory.bringing.words import SHELTER_WORDS
from safeconduct.vocabulary.codes import CONFIDENTIAL, PlaceKind, Service
from safeconduct.vocabulary.scanner import Kind, scan
from safeconduct.vocabulary.tables.cells import plain
from safeconduct.vocabulary.tables.problems import Problem

WHERE_PEOPLE_LIVE = frozenset({Service.CRISIS_SHELTER, Service.SHELTER, Service.SUPPORTED_HOUSING})
SHORTEST_PIECE = 4
_GENERIC = frozenset(
    [
        "street",
        "strada",
        "straße",
        "strasse",
        "rue",
        "calle",
        "avenue",
        "avenida",
        "boulevard",
        "bulevardul",
        "rruga",
        "gatan",
        "gata",
        "vägen",
        "ulitsa",
        "ulica",
        "platz",
        "place",
        "piata",
        "plaza",
        "house",
        "road",
        "floor",
        "etaj",
        "etage",
        "building",
    ]
)

NAMES_THE_PLACE = _(
    "It names where a confidential place is. Take that out of the file. Nothing of this row was kept."
)


def place_of(said: str, *, is_secret: bool, service: str, names: Iterable[str]) -> str:
    """The kind of place: what the file says, or a shelter where anything speaks for one."""
    if said in CONFIDENTIAL:
        return said
    lived_in = service in WHERE_PEOPLE_LIVE
    named = any(SHELTER_WORDS.intersection(plain(name).split()) for name in names)
    return PlaceKind.SHELTER.value if is_secret or lived_in or named else said


def cleaned(found: Proposed, addresses: Iterable[str]) -> Proposed | list[Problem]:
    """Without what may not be known of a confidential place; `addresses` are those that the file gave for it.

    The row number of a problem is 0: the caller knows it.
    """
    given = [one for one in addresses if one]
    if found.place not in CONFIDENTIAL:
        return _of_others(found, given)
    lost = [
        *([Note.HIDDEN_ADDRESS] if given else []),
        *([Note.HIDDEN_CONTACT] if found.contact else []),
        *([Note.HIDDEN_TEXT] if found.note or found.hours else []),
    ]
    bare = replace(
        found, address="", contact="", note="", hours="", notes=tuple(dict.fromkeys([*found.notes, *lost]))
    )
    leaks = [
        Problem(0, field, NAMES_THE_PLACE)
        for field in (
            "organisation",
            "name",
            "website",
            "agency_contact",
            "source",
            "origin",
            "organisation_origin",
        )
        if gives_away(getattr(bare, field), given, is_name=field in ("organisation", "name"))
    ]
    return leaks or bare


def _of_others(found: Proposed, given: list[str]) -> Proposed:
    if found.place == PlaceKind.OFFICE:
        return replace(found, address=given[0] if given else "")
    notes = [*found.notes, Note.PLACE_NOT_SAID] if given and not found.place else list(found.notes)
    # What has not said its kind is as closed as a shelter, so its own contact waits for a keeper, too.
    return replace(found, address="", notes=tuple(dict.fromkeys(notes)))


def gives_away(text: str, addresses: Iterable[str], *, is_name: bool) -> bool:
    """Whether a text repeats a piece of these addresses, or a name looks like one."""
    words = set(plain(text).split())
    if any(words & pieces(address) for address in addresses):
        return True
    return is_name and bool(text) and any(piece.kind is Kind.ADDRESS for piece in scan(text))


def pieces(address: str) -> set[str]:
    """The words and numbers that give an address away: of its street, and its postal code."""
    street, *rest = re.split(r"[,\n;]", address)
    words = [word for word in plain(street).split() if len(word) >= SHORTEST_PIECE and word not in _GENERIC]
    codes = [
        word
        for part in rest
        for word in plain(part).split()
        if word.isdecimal() and len(word) >= SHORTEST_PIECE
    ]
    return {*words, *codes}
