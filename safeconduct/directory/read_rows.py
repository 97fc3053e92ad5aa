"""Services with their teams and agencies, made from the rows of a statement that is written by hand.

A search reads up to two hundred. The models are the same as by the ORM; a team or an agency that several of them share
is made once.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models

from safeconduct.agencies.models import Agency, Team
from safeconduct.directory.models import Entry

type Row = Sequence[Any]
PARTS: tuple[tuple[str, type[models.Model]], ...] = (("e", Entry), ("t", Team), ("a", Agency))


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _columns() -> str:
    return ", ".join(
        f'{alias}."{field.column}"' for alias, model in PARTS for field in model._meta.concrete_fields
    )


COLUMNS = _columns()
"""Of a service `e`, its team `t` and its agency `a`, in the order in which `made` takes them."""


def _loads(model: type[models.Model]) -> list[tuple[int, Callable[..., Any]]]:
    """Which columns Django changes when it has read them, and how."""
    fields = enumerate(model._meta.concrete_fields)
    return [(place, load) for place, field in fields if (load := getattr(field, "from_db_value", None))]


def made(rows: Sequence[Row]) -> list[Entry]:
    """The services of these rows, which begin with `COLUMNS`."""
    names = [_names(model) for _alias, model in PARTS]
    loads = [_loads(model) for _alias, model in PARTS]
    second = len(names[0])
    third = second + len(names[1])
    teams: dict[object, Team] = {}
    agencies: dict[object, Agency] = {}
    found = []
    for row in rows:
        entry = _one(Entry, names[0], loads[0], row[:second])
        if (team := teams.get(entry.team_id)) is None:
            team = teams[entry.team_id] = _one(Team, names[1], loads[1], row[second:third])
        if (agency := agencies.get(entry.agency_id)) is None:
            end = third + len(names[2])
            agency = agencies[entry.agency_id] = _one(Agency, names[2], loads[2], row[third:end])
        entry.team, entry.agency = team, agency
        found.append(entry)
    return found


def _one[M: models.Model](
    model: type[M], names: list[str], loads: list[tuple[int, Callable[..., Any]]], row: Row
) -> M:
    values = list(row)
    for place, load in loads:
        values[place] = load(values[place], None, connection)
    return model.from_db("default", names, values)
