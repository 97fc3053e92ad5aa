"""The parts of a service that are checked by themselves, and which fields each has. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Part(StrEnum):
    """A part of what a service says of itself. Stored as it is, never renamed."""

    TAKES = "takes"
    REACHED = "reached"
    WHERE = "where"
    PLACES = "places"

    @classmethod
    def labels(cls) -> Mapping["Part", Words]:
        """As they are headed."""
        return {
            cls.TAKES: _("Whom it takes"),
            cls.REACHED: _("How it is reached, and its hours"),
            cls.WHERE: _("Where it is, and its languages"),
            cls.PLACES: _("Places free"),
        }

    @property
    def label(self) -> Words:
        """Its heading."""
        return self.labels()[self]


SAID_BY_TEAM = Part.PLACES
"""Said by the service's team, with the number; every other part by who edits the service."""
CHECKED: tuple[Part, ...] = tuple(part for part in Part if part is not SAID_BY_TEAM)

FIELDS: Mapping[Part, frozenset[str]] = {
    Part.TAKES: frozenset(
        [
            "service",
            "needs",
            "purpose",
            "takes_children",
            "takes",
            "min_age",
            "max_age",
            "with_children",
            "step_free",
            "without_papers",
            "from_abroad",
            "intake",
            "jurisdictions",
            "proceeding_types",
        ]
    ),
    Part.REACHED: frozenset(
        [
            "team_id",
            "hours",
            "open_days",
            "opens",
            "closes",
            "ways",
            "contact",
            "audience",
            "public_contact",
            "tells_intake",
        ]
    ),
    Part.WHERE: frozenset(["place", "address", "regions", "spoken", "interpreters"]),
}
"""The columns of each part. A column that stands nowhere here belongs to whom it takes."""


NOT_SAID = frozenset(
    [
        "id",
        "agency_id",
        "words",
        "checked_on",
        "checks",
        "places_free",
        "places_as_of",
        "doubted_at",
        "offered_to",
        "offered_nodes",
    ]
)
"""Columns that no version holds: keys, what the database keeps by itself, places, which have their own record, and to
whom it is offered, which says nothing of the service."""


def part_of(column: str) -> Part:
    """The part to which a column belongs."""
    return next((part for part, columns in FIELDS.items() if column in columns), Part.TAKES)


def parts_of(columns: Iterable[str]) -> list[Part]:
    """The parts of these columns, each once, in their order."""
    found = {part_of(column) for column in columns}
    return [part for part in Part if part in found]
