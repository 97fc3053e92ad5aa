"""The document of an edition: one canonical text of what may leave, the same bytes for the same facts. Pure.

Nothing of a hidden number is in it. How many persons stand in cells that are hidden for others is not said, because it
is a sum of hidden numbers; of the gap only a step is said, for the same reason.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from safeconduct.statistics import classes
from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.cells import changed, places
from safeconduct.statistics.editions.coverage import REGISTERED, Coverage, beside, with_objections
from safeconduct.statistics.editions.tables import TOTAL
from safeconduct.statistics.greta import definitions
from safeconduct.statistics.protecting.dimension import region
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.statements import Role
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.statistics.protecting.writing.sheet import Sheet
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA, name_of

GAPS = (0, 50, 100, 250, 500, 1000)
"""In thousandths; what lies between is said as the next one."""
LONGEST_REASON = 500

type Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """Which edition it is, and what was typed. `year` is the last of its years."""

    country: str
    year: int
    edition: int
    made_on: date
    reason: str = ""
    kind: str = ARTICLE_19A
    years: int = 1

    @property
    def id(self) -> str:
        """Its permanent name."""
        return name_of(self.country, self.year, self.edition, kind=self.kind, years=self.years)


def document(
    about: About,
    patterns: Sequence[Pattern],
    coverage: Coverage,
    before: Document | None,
    coverages: Sequence[Mapping[str, Any]] = (),
) -> Document:
    """The whole edition. The first pattern is of the registered persons; `before` is the edition that it corrects.

    `coverages` are what `said_beside` finds in all editions of the same years, of any kind.
    """
    tables = [table(pattern, one) for pattern in patterns for one in pattern.layouts]
    roles = [role for pattern in patterns for _region, role in pattern.cells]
    of_persons, hardest = patterns[0], worst(patterns)
    earlier = [*coverages, *([said_beside(before)] if before else [])]
    return {
        "kind": about.kind,
        "id": about.id,
        "country": about.country,
        "year": about.year,
        **({"years": about.years} if about.years > 1 else {}),
        "edition": about.edition,
        "corrects": before["id"] if before else "",
        "changed": changed(before["tables"], tables) if before else [],
        "reason": about.reason,
        "made_on": about.made_on.isoformat(),
        "cut_off": about.made_on.isoformat(),
        "rules": {**of_persons.rules.as_data(), "classes": rules_of_classes(about.kind)},
        "coverage": beside(of_persons, coverage, earlier),
        "protection": {
            "hidden": sum(role is not Role.SHOWN for role in roles),
            "hidden_for_others": sum(role is Role.SECOND for role in roles),
            "gap_per_mille": next(step for step in GAPS if hardest.gap_per_mille <= step),
            "end": hardest.end.value,
            "solver": of_persons.as_data()["solver"],
        },
        "dimensions": words.dimensions(
            _codes(one for pattern in patterns for one in pattern.layouts), about.kind
        ),
        "tables": tables,
    }


def worst(patterns: Sequence[Pattern]) -> Pattern:
    """The one whose search came least far: what is said of the edition is true of all."""
    return max(patterns, key=lambda one: (one.end is not End.PROVEN, one.gap_per_mille))


def table(pattern: Pattern, layout: Layout) -> dict[str, Any]:
    """One table: its numbers with the last dimension moving fastest, None where one is hidden."""
    named = {one.name: one for one in pattern.dimensions}
    shown = dict(pattern.public())
    return {
        "code": layout.name,
        "title": words.title(layout.name),
        "dimensions": list(layout.dimensions),
        "codes": [list(codes) for _name, codes in layout.codes],
        "numbers": [
            shown[region(named, zip(layout.dimensions, place, strict=True))]
            for place in product(*(codes for _name, codes in layout.codes))
        ],
    }


def _codes(layouts: Iterable[Layout]) -> dict[str, Iterable[str]]:
    found: dict[str, Iterable[str]] = {}
    for layout in layouts:
        for name, codes in layout.codes:
            found[name] = dict.fromkeys([*found.get(name, ()), *codes])
    return found


def rules_of_classes(kind: str) -> str:
    """The version of the classes, and the beginning of the digest of their file; of GRETA's figures likewise."""
    found = f"{classes.version()}/{_digest(classes.FILE)}"
    return f"{found} greta {definitions.version()}/{_digest(definitions.FILE)}" if kind == GRETA else found


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def registered(of: Document) -> int | None:
    """Everybody who was registered, with those who object; None where that is not said.

    A document from before this was said gives it as the sum of two numbers that it prints.
    """
    coverage, first = of["coverage"], of["tables"][0]
    if REGISTERED in coverage:
        found: int | None = coverage[REGISTERED]
        return found
    total = places(first).get((TOTAL,) * len(first["dimensions"]))
    return with_objections(total, coverage["objects"])


def said_beside(of: Document) -> dict[str, Any]:
    """The numbers that an edition has said beside its tables."""
    return {**of["coverage"], REGISTERED: registered(of)}


def says_something(of: Document) -> bool:
    """Whether any number above zero is shown."""
    return any(number for one in of["tables"] for number in one["numbers"])


def sheets(of: Document) -> list[Sheet]:
    """Its tables, to be written into files. A hidden number cannot be in them: the document has none."""
    labels = {name: str(words.DIMENSIONS[name]) for name in of["dimensions"]}
    for name, dimension in of["dimensions"].items():
        labels |= {f"{name}.{code}": str(words.of_code(name, code)) for code in dimension["codes"]}
    return [
        Sheet(
            title=str(words.TABLES[one["code"]]),
            source=of["id"],
            updated=of["made_on"],
            layout=Layout(
                one["code"],
                tuple(
                    (name, tuple(codes)) for name, codes in zip(one["dimensions"], one["codes"], strict=True)
                ),
            ),
            numbers=tuple(one["numbers"]),
            labels=labels,
        )
        for one in of["tables"]
    ]
