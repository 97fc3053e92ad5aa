"""One row of a spreadsheet as a proposal, or everything that is wrong with it, by the names of its columns. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from safeconduct.directory.bringing import made, said
from safeconduct.directory.bringing.columns import Mapping, is_of_services
from safeconduct.directory.bringing.made import Reading
from safeconduct.directory.bringing.presets import service_named
from safeconduct.directory.bringing.proposed import Defaults, Note, Proposed
from safeconduct.vocabulary.codes import Intake, Takes
from safeconduct.vocabulary.tables.problems import Problem
from safeconduct.vocabulary.tables.sheets import Row
from safeconduct.vocabulary.telephones import NO_COUNTRY, number

_SEVERAL = re.compile(r"[;|/\n]|,(?!\d)")


def read_row(
    row: Row, columns: Sequence[str], mapping: Mapping, defaults: Defaults, *, today: date
) -> Proposed | list[Problem]:
    """What a row says. Every problem has the row's number and the column's name."""
    if row.wrong:
        return [Problem(row.number, "", row.wrong)]
    reading = Reading(row.number)
    cells = _cells(row, columns, mapping)
    names = [column for column, target in mapping.columns.items() if target == "name"]
    if any(map(is_of_services, names)) and not service_named(" ".join(cells.get("name", []))):
        reading.notes.append(Note.SERVICE_NOT_KNOWN)
    found = _read(reading, cells, defaults, today)
    return found if isinstance(found, Proposed) else _named(found, mapping)


def _cells(row: Row, columns: Sequence[str], mapping: Mapping) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        target = mapping.columns.get(column)
        if target and cell.strip():
            cells.setdefault(target, []).append(cell.strip())
    return cells


def _named(problems: list[Problem], mapping: Mapping) -> list[Problem]:
    """The names of targets as the file calls them: somebody looks for the column, not for ours."""
    names = {target: column for column, target in reversed(mapping.columns.items())}
    return [replace(one, field=names.get(one.field.split("[")[0], one.field)) for one in problems]


def _read(
    reading: Reading, cells: dict[str, list[str]], defaults: Defaults, today: date
) -> Proposed | list[Problem]:
    def one(target: str) -> str:
        return "\n".join(cells.get(target, []))

    def many(target: str) -> list[str]:
        return [piece for cell in cells.get(target, []) for piece in _SEVERAL.split(cell) if piece.strip()]

    def yes_no(target: str) -> bool | None:
        return reading.take(target, one(target), said.yes_no, None)

    country = reading.take("country", one("country") or defaults.country, said.country, "")
    numbers = reading.each("phone", many("phone"), partial(number_of, country=country))
    mails = reading.each("email", many("email"), said.email)
    address = reading.take("address", ", ".join(cells.get("address", [])), said.text, "")
    _looked_at(reading, cells, country)
    values = {
        "origin": reading.take("id", one("id"), said.name, ""),
        "organisation": reading.needed(
            "organisation", reading.take("organisation", one("organisation"), said.name, "")
        ),
        "name": reading.needed("name", reading.take("name", one("name"), said.name, "")),
        "country": country,
        "role": reading.take("role", one("role"), made.role, ""),
        "sector": reading.take("sector", one("sector"), made.sector, ""),
        "service": reading.take("service", one("service"), made.service, ""),
        "needs": reading.take("needs", many("needs") or None, made.needs, ()),  # type: ignore[arg-type]
        "regions": reading.each("regions", many("regions"), partial(said.region, of=country)),
        "place": reading.take("place", one("place"), made.place, ""),
        "contact": ", ".join([*numbers, *mails]),
        "agency_contact": reading.take(
            "agency_phone", one("agency_phone"), partial(number_of, country=country), ""
        ),
        "website": reading.take("website", one("website"), said.website, ""),
        "spoken": reading.each("spoken", many("spoken"), said.language),
        "interpreters": yes_no("interpreters"),
        "takes": reading.take("takes", many("takes") or None, partial(said.codes, Takes), ()),
        "takes_children": yes_no("takes_children"),
        "min_age": reading.take("min_age", one("min_age"), said.age, None),
        "max_age": reading.take("max_age", one("max_age"), said.age, None),
        "with_children": yes_no("with_children"),
        "step_free": yes_no("step_free"),
        "without_papers": yes_no("without_papers"),
        "from_abroad": yes_no("from_abroad"),
        "intake": reading.take("intake", one("intake"), partial(said.code, Intake), ""),
        "hours": reading.take("hours", one("hours"), said.name, ""),
        "audience": reading.take("audience", one("audience"), said.name, ""),
        "note": reading.take("note", one("note"), said.text, ""),
        "source": reading.take("source", one("source"), said.name, ""),
        "source_date": reading.take("source_date", one("source_date"), partial(said.day, today=today), None),
        "confidence": reading.take("confidence", one("confidence"), made.confidence, defaults.confidence),
    }
    is_secret = bool(yes_no("secret"))
    if any(one.field == "country" for one in reading.wrong):
        # Said once: without its country no number can be read either.
        reading.wrong = [one for one in reading.wrong if one.sentence is not NO_COUNTRY]
    return made.finished(reading, values, addresses=[address], is_secret=is_secret, defaults=defaults)


def number_of(value: object, country: str) -> str:
    """A number that a cell holds. Raises WrongCell."""
    return number(str(value), country)


def _looked_at(reading: Reading, cells: dict[str, list[str]], country: str) -> None:
    latitude, longitude = cells.get("latitude"), cells.get("longitude")
    if latitude and longitude:
        is_wrong = said.wrong_coordinates(latitude[0], longitude[0], country)
        reading.notes.append(Note.COORDINATES_WRONG if is_wrong else Note.COORDINATES)
    if cells.get("capacity"):
        reading.notes.append(Note.CAPACITY)
