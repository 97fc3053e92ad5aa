"""What the columns of a spreadsheet can become, and what their names suggest. Pure."""

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.words import COLUMNS
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.tables.cells import plain

TARGETS: dict[str, Words] = {
    "organisation": _("Organisation"),
    "name": _("Name of the service"),
    "service": _("Service, by our list"),
    "needs": _("Needs, by our list"),
    "role": _("Role, by the list of the seed"),
    "sector": _("Kind of agency"),
    "country": _("Country"),
    "regions": _("Parts of the country"),
    "phone": _("Telephone"),
    "agency_phone": _("Telephone of the organisation"),
    "email": _("E-mail"),
    "website": _("Website"),
    "address": _("Address (of public offices only)"),
    "place": _("Kind of place"),
    "secret": _("Whether the place is confidential"),
    "spoken": _("Languages spoken there"),
    "interpreters": _("Whether interpreters come"),
    "takes": _("Whom it takes"),
    "takes_children": _("Whether it takes children"),
    "min_age": _("From which age"),
    "max_age": _("To which age"),
    "with_children": _("Whether it takes somebody with children"),
    "step_free": _("Whether there is a way in without steps"),
    "without_papers": _("Whether it takes people without papers"),
    "from_abroad": _("Whether it takes people from abroad"),
    "intake": _("How soon somebody can come"),
    "hours": _("Hours, in words"),
    "audience": _("For whom the entry is"),
    "latitude": _("Latitude (only looked at)"),
    "longitude": _("Longitude (only looked at)"),
    "capacity": _("Places (not taken over)"),
    "note": _("Note for editors"),
    "source": _("Source"),
    "source_date": _("Date of the source"),
    "confidence": _("How good the source is"),
    "id": _("Number in the source"),
}
"""Every target by its name."""

JOINED = frozenset({"note", "spoken", "needs", "regions", "takes", "phone", "email", "address", "hours"})
"""Those that several columns may fill together."""
REQUIRED = ("organisation", "name")

TWICE = _("“{column}” fills the same as another column: {target}.")
NOT_THERE = _("No column is the {target}. Say which one is.")
NO_SUCH = _("“{target}” is nothing that a column can become.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column becomes; a column that is not here is not read."""

    columns: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"columns": dict(self.columns)}


_BY_NAME = {plain(name): target for target, names in COLUMNS.items() for name in (target, *names.split(";"))}


def propose(columns: Sequence[str]) -> Mapping:
    """What the names suggest; each target once unless several columns may fill it."""
    found: dict[str, str] = {}
    for column in columns:
        target = _BY_NAME.get(plain(column), "")
        if target and (target in JOINED or target not in found.values()):
            found[column] = target
    if "name" not in found.values():
        # Many lists have one column for the service, which names it: what it says is no word of our list then.
        found |= {column: "name" for column, target in list(found.items()) if target == "service"}
    return Mapping(found)


def is_of_services(column: str) -> bool:
    """Whether a file calls this column its services."""
    return _BY_NAME.get(plain(column), "") == "service"


def checked(said: Mapped[str, str], columns: Sequence[str]) -> Mapping:
    """The mapping that somebody chose. Raises BadInput with a sentence for each column that is wrong."""
    errors: dict[str, Words] = {}
    found: dict[str, str] = {}
    for place, column in enumerate(columns):
        target = said.get(column, "")
        if not target:
            continue
        if target not in TARGETS:
            errors[f"column-{place}"] = format_lazy(NO_SUCH, target=target[:40])
        elif target in found.values() and target not in JOINED:
            errors[f"column-{place}"] = format_lazy(TWICE, column=column, target=TARGETS[target])
        else:
            found[column] = target
    for target in REQUIRED:
        if target not in found.values():
            errors.setdefault("columns", format_lazy(NOT_THERE, target=TARGETS[target]))
    if errors:
        raise BadInput(errors)
    return Mapping(found)
