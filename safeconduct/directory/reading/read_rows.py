"""Services with their teams and agencies, made from the rows of a statement that is written by hand.

A search reads up to two hundred. The models are the same as by the ORM; a team or an agency that several of them share
is made once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.base import ModelState

from safeconduct.agencies.models import Agency, Team
from safeconduct.directory.models import Entry

type Row = Sequence[Any]
PARTS: tuple[tuple[str, type[models.Model]], ...] = (("e", Entry), ("t", Team), ("a", Agency))


def _columns() -> str:
    return ", ".join(
        f'{alias}."{field.column}"' for alias, model in PARTS for field in model._meta.concrete_fields
    )


COLUMNS = _columns()
"""Of a service `e`, its team `t` and its agency `a`, in the order in which `made` takes them."""


@dataclass(frozen=True, slots=True)
class _Part[M: models.Model]:
    """The columns of one model in a row."""

    model: type[M]
    names: tuple[str, ...]
    loads: tuple[tuple[int, Callable[..., Any]], ...]

    def one(self, row: Row, first: int) -> M:
        """The model of this row, as read from the database. Django's own way fills each field by a call."""
        values = list(row[first : first + len(self.names)])
        for place, load in self.loads:
            values[place] = load(values[place], None, connection)
        found = self.model.__new__(self.model)
        found.__dict__.update(zip(self.names, values, strict=True))
        found._state = ModelState()
        found._state.adding, found._state.db = False, connection.alias
        return found


def _part[M: models.Model](model: type[M]) -> _Part[M]:
    fields = model._meta.concrete_fields
    loads = [
        (place, load) for place, field in enumerate(fields) if (load := getattr(field, "from_db_value", None))
    ]
    return _Part(model, tuple(field.attname for field in fields), tuple(loads))


ENTRY, TEAM, AGENCY = _part(Entry), _part(Team), _part(Agency)
SECOND = len(ENTRY.names)
THIRD = SECOND + len(TEAM.names)


def made(rows: Sequence[Row]) -> list[Entry]:
    """The services of these rows, which begin with `COLUMNS`."""
    teams: dict[object, Team] = {}
    agencies: dict[object, Agency] = {}
    found = []
    for row in rows:
        entry = ENTRY.one(row, 0)
        if (team := teams.get(entry.team_id)) is None:
            team = teams[entry.team_id] = TEAM.one(row, SECOND)
        if (agency := agencies.get(entry.agency_id)) is None:
            agency = agencies[entry.agency_id] = AGENCY.one(row, THIRD)
        entry._state.fields_cache |= {"team": team, "agency": agency}
        found.append(entry)
    return found
