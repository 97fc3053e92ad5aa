"""What stands behind the tables of an edition, and which of these numbers may be said. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safeconduct.statistics import classes
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.vocabulary.editions import IN_NO_FIGURE, OBJECTORS

REGISTERED = "registered"
"""In the coverage of a document: the total that the law asks for, with those who object."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What stands behind the tables, in exact numbers: they are hidden from 1 to 4 when the document is made."""

    agencies: int
    with_facts: int
    joined_in_year: int = 0
    files_not_counted: int = 0
    objects: int = 0
    contradictions: int = 0
    main_form_missing: int = 0
    pairs_decided: int = 0
    pairs_open: int = 0
    not_compared: int = 0

    OF_PERSONS = (
        "files_not_counted", "objects", "contradictions", "main_form_missing", "pairs_decided", "pairs_open",
        "not_compared",
    )  # fmt: skip

    years: int = 1
    objectors_in_total: bool = True
    """Whether the law of the country counts who objects in the total that is reported."""

    def said(self, minimum: int, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """As the document says it: of few persons no number, and none that differs by few from what was said before.

        `before` are the coverages of all editions of these years. Of several years no number of persons is said:
        with what single years say it would be a sum that nobody attacks.
        """
        found: dict[str, Any] = {
            name: getattr(self, name) for name in ("agencies", "with_facts", "joined_in_year")
        }
        for name in self.OF_PERSONS:
            number = getattr(self, name)
            is_few = 0 < number < minimum or changed_by_few(number, name, before, minimum)
            found[name] = None if is_few or self.years > 1 else number
        return {**found, "across_nodes": False}


def beside(pattern: Pattern, coverage: Coverage, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The coverage, without what would say something of a hidden cell, or of the few who are left of a shown one.

    Whose main form is missing is of unknown form, and whose age contradicts itself is of known age: each number is a
    bound of a cell, which the attacker does not know of. The total with those who object is the sum of two numbers
    that are said; where it has changed by few, who objects is not said either.
    """
    minimum, said = pattern.rules.minimum, coverage.said(pattern.rules.minimum, before)
    shown = dict(pattern.public())
    ages = [number for one, number in shown.items() if any(name == "age" for name, _code in one)]
    for name, of in (
        ("main_form_missing", shown.get((("form", classes.UNKNOWN),))),
        ("contradictions", None if None in ages else shown.get(())),
    ):
        number = getattr(coverage, name)
        if number and (of is None or 0 < of - number < minimum):
            said[name] = None
    if not coverage.objectors_in_total:
        return {**said, "objects": None, REGISTERED: None, OBJECTORS: IN_NO_FIGURE}
    in_all = with_objections(shown.get(()), said["objects"])
    if in_all is not None and changed_by_few(in_all, REGISTERED, before, minimum):
        said["objects"] = in_all = None
    return {**said, REGISTERED: in_all}


def with_objections(total: int | None, objects: int | None) -> int | None:
    """Everybody who was registered, as the law asks; None where the total or the number of objections is not said."""
    return None if total is None or objects is None else total + objects


def changed_by_few(number: int, name: str, before: Sequence[Mapping[str, Any]], minimum: int) -> bool:
    """Whether it differs by few from what any edition before has said under this name."""
    return any(0 < abs(number - each[name]) < minimum for each in before if each.get(name) is not None)
