"""The tabular form of HSDS: a zip of CSV files, as its services with what belongs to each. Memory does not grow.

The files are read once, one after the other, into a database of the moment on disk, which goes when the reading ends;
then the services come in the order of services.csv, each with its phones, languages, areas and the rest.
"""

import csv
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import batched
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.sheets import delimiter

MOST_UNPACKED = 2 * 1024 * 1024 * 1024
MOST_FILES = 100
LONGEST_FIELD = 16 * 1024 * 1024

NOT_A_ZIP = _("This zip cannot be read. Make it again.")
NO_SERVICES = _(
    "There is no services.csv in this zip. Expected is the tabular form of HSDS: one CSV for each table."
)
TOO_LARGE = _("This zip becomes larger than {most} GiB when it is unpacked. Split it.")
NOT_LETTERS = _("The letters of {file} cannot be read: it is not UTF-8. Save it as “CSV UTF-8”.")
NOT_CSV = _("From row {row} on {file} is no CSV: {why}.")

CHILDREN: dict[str, tuple[str, tuple[str, ...]]] = {
    "phones": (
        "phones",
        ("service_id", "service_at_location_id", "organization_id", "contact_id", "location_id"),
    ),
    "languages": ("languages", ("service_id",)),
    "service_areas": ("service_areas", ("service_id", "service_at_location_id")),
    "schedules": ("schedules", ("service_id", "service_at_location_id", "location_id")),
    "contacts": ("contacts", ("service_id",)),
    "attributes": ("attributes", ("link_id",)),
    "service_capacity": ("capacities", ("service_id",)),
    "service_at_location": ("service_at_locations", ("service_id",)),
    "service_at_locations": ("service_at_locations", ("service_id",)),
    "addresses": ("addresses", ("location_id",)),
}
"""Tables by the property under which they hang, and the columns that may say on what; the first filled one counts."""
BY_ID = {"organizations": "organization", "locations": "location"}

type Given = dict[str, Any]


def services(file: IO[bytes]) -> Iterator[tuple[int, Given]]:
    """Each service with its row in services.csv. Raises WrongFile, also on the way."""
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with zipfile.ZipFile(file) as bundle, closing(sqlite3.connect("")) as store:
            tables = _tables(bundle)
            _load(bundle, tables, store)
            terms = _terms(bundle, tables)
            for number, record in _rows(bundle, tables["services"]):
                yield number, _whole(record, store, terms)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise WrongFile(Problem(0, "", NOT_A_ZIP)) from None


def holds_services(file: IO[bytes]) -> bool:
    """Whether this zip is no spreadsheet but a bundle of tables."""
    try:
        with zipfile.ZipFile(file) as bundle:
            return not any(name.startswith(("xl/", "[Content_Types]")) for name in bundle.namelist())
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


def _tables(bundle: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    parts = bundle.infolist()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongFile(Problem(0, "", format_lazy(TOO_LARGE, most=MOST_UNPACKED // 1024**3)))
    named = {PurePosixPath(part.filename).name.lower(): part for part in parts if not part.is_dir()}
    found = {name.removesuffix(".csv"): part for name, part in named.items() if name.endswith(".csv")}
    if "services" not in found:
        raise WrongFile(Problem(0, "", NO_SERVICES))
    return found


def _rows(bundle: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, Given]]:
    """Rows as objects of what is filled; the header is row 1."""
    number = 1
    try:
        with bundle.open(part) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            sign = delimiter(first)
            header = [name.strip() for name in next(csv.reader([first], delimiter=sign), [])]
            for number, cells in enumerate(csv.reader(text, delimiter=sign, strict=True), 2):
                given = {
                    name: cell for name, cell in zip(header, cells, strict=False) if cell.strip() and name
                }
                if given:
                    yield number, given
    except UnicodeDecodeError:
        raise WrongFile(Problem(0, "", format_lazy(NOT_LETTERS, file=part.filename[:60]))) from None
    except csv.Error as wrong:
        said = format_lazy(NOT_CSV, row=number + 1, file=part.filename[:60], why=str(wrong))
        raise WrongFile(Problem(0, "", said)) from None


def _load(bundle: zipfile.ZipFile, tables: dict[str, zipfile.ZipInfo], store: sqlite3.Connection) -> None:
    store.execute("CREATE TABLE child (parent TEXT, name TEXT, body TEXT)")
    store.execute("CREATE TABLE one (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID")
    for table, (name, columns) in CHILDREN.items():
        if table in tables:
            found = (
                (parent, name, json.dumps(record))
                for _number, record in _rows(bundle, tables[table])
                if (parent := next((record[column] for column in columns if record.get(column)), ""))
            )
            for some in batched(found, 5000, strict=False):
                store.executemany("INSERT INTO child VALUES (?, ?, ?)", some)
    for table in BY_ID:
        if table in tables:
            found_ones = (
                (record.get("id", ""), json.dumps(record)) for _number, record in _rows(bundle, tables[table])
            )
            for pairs in batched(found_ones, 5000, strict=False):
                store.executemany("INSERT OR IGNORE INTO one VALUES (?, ?)", pairs)
    store.execute("CREATE INDEX of_parent ON child (parent)")


def _terms(bundle: zipfile.ZipFile, tables: dict[str, zipfile.ZipInfo]) -> dict[str, Given]:
    """Terms by id, each with its taxonomy; one whose parents lead back to it is marked."""
    named = (
        {one.get("id"): one for _number, one in _rows(bundle, tables["taxonomies"])}
        if "taxonomies" in tables
        else {}
    )
    if "taxonomy_terms" not in tables:
        return {}
    terms = {str(one.get("id")): one for _number, one in _rows(bundle, tables["taxonomy_terms"])}
    for term in terms.values():
        if term.get("taxonomy_id") in named:
            term["taxonomy_detail"] = named[term["taxonomy_id"]]
        if _leads_back(term, terms):
            term["in_a_circle"] = True
    return terms


def _leads_back(term: Given, terms: dict[str, Given]) -> bool:
    seen: set[str] = set()
    at: Given | None = term
    while at is not None:
        if str(at.get("id")) in seen:
            return True
        seen.add(str(at.get("id")))
        at = terms.get(str(at.get("parent_id", "")))
    return False


def _whole(record: Given, store: sqlite3.Connection, terms: dict[str, Given]) -> Given:
    whole = record | _children(str(record.get("id", "")), store)
    if organisation := _by_id(str(record.get("organization_id", "")), store):
        whole["organization"] = organisation | _children(str(organisation.get("id", "")), store)
    for at in whole.get("service_at_locations", ()):
        at.update(_children(str(at.get("id", "")), store))
        if location := _by_id(str(at.get("location_id", "")), store):
            at["location"] = location | _children(str(location.get("id", "")), store)
    for attribute in whole.get("attributes", ()):
        if term := terms.get(str(attribute.get("taxonomy_term_id", ""))):
            attribute["taxonomy_term"] = term
    return whole


def _children(parent: str, store: sqlite3.Connection) -> Given:
    found: Given = {}
    if parent:
        for name, body in store.execute(
            "SELECT name, body FROM child WHERE parent = ? ORDER BY rowid", [parent]
        ):
            found.setdefault(name, []).append(json.loads(body))
    return found


def _by_id(wanted: str, store: sqlite3.Connection) -> Given | None:
    row = store.execute("SELECT body FROM one WHERE id = ?", [wanted]).fetchone() if wanted else None
    return json.loads(row[0]) if row else None
