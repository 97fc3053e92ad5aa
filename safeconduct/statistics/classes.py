"""The classes of `classes.toml`: what a coded answer counts as. Pure."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.vocabulary.codes import NoCitizenship

FILE = Path(__file__).with_name("classes.toml")
UNKNOWN, OTHER, SEVERAL = "UNK", "OTH", "SEV"
"""`SEVERAL`: forms of more than one class, of which nobody has said the main one. No class of Eurostat's: such a person
is listed before a table is made, and counted under no form."""
OTHER_SECTOR = "other"


@cache
def classes() -> dict[str, Any]:
    """The file as it was released."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def version() -> str:
    """Which version of the classes this is."""
    return str(classes()["version"])


def sex(code: object) -> str:
    """F, M, OTH or UNK."""
    return str(classes()["sex"].get(code, UNKNOWN)) if code in ("f", "m", "x") else UNKNOWN


def citizenship(codes: Collection[str], country: str) -> str:
    """Of several the first that holds: the reporting state, the Union, elsewhere, stateless; UNK without any.

    `country` is that of the agency, alpha-2.
    """
    table = classes()["citizenship"]
    found = {_citizenship(code, country, table["union"]) for code in codes}
    return next((one for one in table["order"] if one in found), UNKNOWN)


def _citizenship(code: str, country: str, union: list[str]) -> str:
    if code == NoCitizenship.STATELESS:
        return "STLS"
    if code == NoCitizenship.UNKNOWN:
        return UNKNOWN
    if code == country:
        return "NAT"
    return "EU" if code in union else "NEU"


def form(codes: Collection[str]) -> str:
    """SEX, LAB, OTH; SEV where forms of several classes are named, UNK where none is known."""
    table = classes()["form"]
    found = {str(table.get(code, OTHER)) for code in codes} - {UNKNOWN}
    if not found:
        return UNKNOWN
    return found.pop() if len(found) == 1 else SEVERAL


def registered_by(sector: str) -> str:
    """Which kind of organisation an agency of this sector is."""
    known = classes()["registered_by"]
    return str(known[sector]) if sector in known and sector not in ("source", "confidence") else OTHER_SECTOR
