"""Services of lawyers elsewhere: by the country of the proceedings, a language, and what the matter is about."""

from collections.abc import Mapping
from uuid import UUID

from safeconduct.counsel.channel.rules import FOR_LAWYERS
from safeconduct.counsel.codes import MatterKind
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import find
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.law import Law, distance

MOST_LOOKED_AT, MOST = 500, 25
FIELDS: Mapping[MatterKind, Need] = {
    MatterKind.CRIMINAL: Need.LEGAL_AID,
    MatterKind.CIVIL: Need.LEGAL_AID,
    MatterKind.LABOUR: Need.LEGAL_AID,
    MatterKind.ASYLUM: Need.LEGAL_STATUS,
    MatterKind.RESIDENCE: Need.LEGAL_STATUS,
    MatterKind.NON_PUNISHMENT: Need.LEGAL_AID,
    MatterKind.COMPENSATION: Need.COMPENSATION,
    MatterKind.FAMILY: Need.LEGAL_AID,
}
"""For each kind of proceedings the need that a service must answer to, where it has not said which law it practises."""


def law_sought(kind: MatterKind, country: str) -> Law:
    """What a matter asks of a lawyer elsewhere."""
    return Law((country,) if country else (), (kind,))


def lawyers(kind: MatterKind, *, country: str, language: str, but_not_of: UUID) -> list[Entry]:
    """Legal services there that have a node, those that say they practise it first; an empty language filters none."""
    field = FIELDS[kind]
    wanted = law_sought(kind, country)
    found = find(
        country=country, language=language, first_for=field, but_not_of=but_not_of, on_a_node=True, most=MOST_LOOKED_AT
    )  # fmt: skip
    lawyers_there = [one for one in found if one.purpose in FOR_LAWYERS]
    lawyers_there.sort(key=lambda one: distance(wanted, one.law))
    return lawyers_there[:MOST]
