"""Parts of a country by ISO 3166-2, and how near two places are without a point on a map.

A place is a country ("RO") or a part of one ("RO-B"). The land borders are facts that everybody knows; a sea is none.
"""

from dataclasses import dataclass

from safeconduct.vocabulary.iso3166_2 import ROWS

BORDERS = frozenset(
    frozenset(pair.split("-"))
    for row in (
        "AL-GR AL-ME AL-MK AL-XK AT-CH AT-CZ AT-DE AT-HU AT-IT AT-LI AT-SI AT-SK BA-HR BA-ME BA-RS BE-DE BE-FR BE-LU",
        "BE-NL BG-GR BG-MK BG-RO BG-RS BG-TR BY-LT BY-LV BY-PL BY-RU BY-UA CH-DE CH-FR CH-IT CH-LI CZ-DE CZ-PL CZ-SK",
        "DE-DK DE-FR DE-LU DE-NL DE-PL EE-LV EE-RU ES-FR ES-PT FI-NO FI-RU FI-SE FR-IT FR-LU GB-IE GR-MK GR-TR HR-HU",
        "HR-ME HR-RS HR-SI HU-RO HU-RS HU-SI HU-SK HU-UA IT-SI LT-LV LT-PL LV-RU MD-RO MD-UA ME-RS ME-XK MK-RS MK-XK",
        "NO-SE PL-SK PL-UA RO-RS RO-UA RS-XK RU-UA SK-UA",
    )
    for pair in row.split()
)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country; `part_of` is the code of the larger part, or "" where it is a part of the country."""

    code: str
    name: str
    part_of: str


def _read() -> dict[str, Region]:
    found = {}
    for country, row in ROWS.items():
        for piece in row.split("|"):
            key, name = piece.split("=")
            code, _sign, larger = key.partition("<")
            found[f"{country}-{code}"] = Region(
                f"{country}-{code}", name, f"{country}-{larger}" if larger else ""
            )
    return found


REGIONS: dict[str, Region] = _read()
"""Every part that is known, by its code."""


def of_country(country: str) -> list[Region]:
    """The parts of a country by name; none of a country whose parts are not known here."""
    return sorted(
        (one for one in REGIONS.values() if country_of(one.code) == country), key=lambda one: one.name
    )


def country_of(place: str) -> str:
    """The country of a place."""
    return place[:2]


def region_name(place: str) -> str:
    """How a part of a country is called there; a code that is not known stays as it is."""
    return REGIONS[place].name if place in REGIONS else place


def chain(place: str) -> list[str]:
    """A part of a country and the larger parts that it lies in, the smallest first; without the country."""
    found = []
    while place in REGIONS:
        found.append(place)
        place = REGIONS[place].part_of
    return found


def are_neighbours(one: str, other: str) -> bool:
    """Whether two countries share a border on land."""
    return frozenset((one, other)) in BORDERS
