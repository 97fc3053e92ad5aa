"""A public office's address, from the one line in which the directory has it. Pure.

HSDS wants street, town, region, postal code and country apart. Where a line does not show which is which, none is
made up: the place is then given out with its line as a description, and without an address.
"""

import re
from typing import Any

from safeconduct.vocabulary.hsds.ids import part_id
from safeconduct.vocabulary.regions import region_name

CODE_AND_TOWN = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4,6}|\d{3} \d{2}) +(\D+)$")
TOWN_AND_CODE = re.compile(r"^(\D+?) +(\d{4,6}|\d{3} \d{2})$")


def taken_apart(line: str) -> tuple[str, str, str] | None:
    """Street, postal code and town; None where the line does not show them."""
    parts = [part.strip() for part in line.replace("\n", ",").split(",") if part.strip()]
    for place, part in enumerate(parts):
        if place == 0:
            continue
        street = ", ".join(parts[:place])
        if found := CODE_AND_TOWN.match(part):
            return street, found[1], found[2].strip()
        if found := TOWN_AND_CODE.match(part):
            return street, found[2], found[1].strip()
    return None


def location(service: str, line: str, *, name: str, country: str, regions: tuple[str, ...]) -> dict[str, Any]:
    """The place of a public office."""
    found: dict[str, Any] = {
        "id": part_id(service, "location"), "location_type": "physical", "name": name, "description": line,
    }  # fmt: skip
    if apart := taken_apart(line):
        street, code, town = apart
        found["addresses"] = [
            {
                "id": part_id(service, "address"),
                "address_1": street,
                "city": town,
                "state_province": region_name(regions[0]) if len(regions) == 1 else town,
                "postal_code": code,
                "country": country,
                "address_type": "physical",
            }
        ]
    return found
