"""The matrix in the rule: what `may`, `decide` and `may_be_held` answer to a cell, against the naive reading.

`may` is asked every cell. `decide` is asked it once for each way in which a consent or a place may stand: what is live
reaches it as a grant, and what has ended, was withdrawn, narrowed or given for something else does not.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from safeconduct.access.policy import policy
from safeconduct.access.rules import Action, Basis, Cell, may, may_be_held
from safeconduct.commands.measures.matrix import naive
from safeconduct.commands.measures.matrix.naive import Asked
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision
from safeconduct.vocabulary.sections import Section

MOST_SHOWN = 20
type Told = Callable[[int, int], None]
"""How far it is: so many of so many."""


@dataclass(slots=True)
class Found:
    """How much was asked, and where two readings differ: the first of these, as sentences."""

    asked: int = 0
    differing: int = 0
    shown: list[str] = field(default_factory=list)

    def note(self, agrees: bool, what: Callable[[], str]) -> None:
        """One answer that was compared."""
        self.asked += 1
        if not agrees:
            self.differing += 1
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(what())


def word(decision: Decision) -> str:
    """A decision in the words of the naive reading."""
    if isinstance(decision, Allowed):
        return "allow"
    return {"forbidden_by_the_policy": "forbid", "not_in_the_policy": "silence"}[decision.reason.code]


def cell(asked: Asked) -> Cell:
    """The question as the rule takes it."""
    sector, profession, purpose, section, action, basis = asked
    return Cell(
        Sector(sector), Profession(profession), Purpose(purpose), Section(section), Action(action), Basis(basis)
    )  # fmt: skip


def each_cell(cells: Iterable[Asked], of: int, told: Told) -> Found:
    """`may` against the naive reading."""
    found, table = Found(), policy()
    for asked in cells:
        said = word(may(table, cell(asked)))
        found.note(said == naive.effect(asked), lambda asked=asked, said=said: f"may {asked}: {said}")  # type: ignore[misc]
        if found.asked % 20_000 == 0:
            told(found.asked, of)
    return found


# --- What is held ---------------------------------------------------------------------------------------------

CASE = UUID(int=1)
ELSE_SECTION = {one: naive.SECTIONS[(n + 1) % len(naive.SECTIONS)] for n, one in enumerate(naive.SECTIONS)}
ELSE_PURPOSE = {one: naive.PURPOSES[(n + 1) % len(naive.PURPOSES)] for n, one in enumerate(naive.PURPOSES)}
ELSE_BASIS = {one: naive.BASES[(n + 1) % len(naive.BASES)] for n, one in enumerate(naive.BASES)}

type Grant = tuple[str, str, str]
"""Section, purpose and basis of one grant that is live."""


def standings(section: str, purpose: str, basis: str) -> dict[str, list[Grant]]:
    """Each way in which access may stand, as the live grants that are left of it."""
    this, elsewhere = (section, purpose, basis), (section, ELSE_PURPOSE[purpose], basis)
    return {
        "live": [this],
        "live twice": [this, this],
        "ended, withdrawn or never given": [],
        "narrowed to another section": [(ELSE_SECTION[section], purpose, basis)],
        "given for another purpose": [elsewhere],
        "given on another basis": [(section, purpose, ELSE_BASIS[basis])],
        "live beside another purpose": [elsewhere, this],
        "a later version beside the one before": [this, (section, purpose, ELSE_BASIS[basis]), elsewhere],
    }


def each_standing(cells: Iterable[Asked], of: int, told: Told) -> Found:
    """`decide` for every cell in every standing, against: one of the grants of this section allows it."""
    from safeconduct.access.queries import Held, decide  # here: these know Django, which is not set up before

    found = Found()
    held: dict[Grant, Any] = {
        (section, purpose, basis): Held(CASE, Section(section), False, Purpose(purpose), Basis(basis), None, None, None)
        for section in naive.SECTIONS for purpose in naive.PURPOSES for basis in naive.BASES
    }  # fmt: skip
    for sector, profession, purpose, section, action, basis in cells:
        by = cast(Any, SimpleNamespace(agency=SimpleNamespace(sector=sector), profession=profession))
        for name, grants in standings(section, purpose, basis).items():
            said = bool(decide(by, [held[one] for one in grants], Section(section), Action(action)).decision)
            right = any(
                of_section == section and naive.allows(sector, profession, for_what, section, action, on)
                for of_section, for_what, on in grants
            )
            asked = (sector, profession, purpose, section, action, basis, name)
            found.note(said is right, lambda asked=asked, said=said: f"decide {asked}: {said}")  # type: ignore[misc]
            if found.asked % 20_000 == 0:
                told(found.asked, of)
    return found


def sample(number: int, seed: int) -> Iterator[Asked]:
    """So many cells of the whole product, by chance, and as many of those that the file allows."""
    chance = random.Random(seed)  # noqa: S311  (no secret hangs on it)
    allowed = [asked for asked in naive.cells(whole=False) if naive.effect(asked) == "allow"]
    for _ in range(number):
        yield tuple(chance.choice(values) for values in naive.AXES.values())  # type: ignore[misc]
        yield chance.choice(allowed)


def each_team(professions: Iterable[str]) -> Found:
    """`may_be_held` for a team of one profession, for each sector, purpose and basis: set against set."""
    found, table = Found(), policy()
    for sector in naive.SECTORS:
        for profession in professions:
            for purpose in naive.PURPOSES:
                for basis in naive.BASES:
                    said = {
                        str(one)
                        for one in may_be_held(table, sector, [profession], Purpose(purpose), Basis(basis))
                    }
                    right = {
                        s
                        for s in naive.SECTIONS
                        if naive.allows(sector, profession, purpose, s, "open", basis)
                    }
                    where = (sector, profession, purpose, basis)
                    found.note(said == right, lambda where=where: f"team {where}")  # type: ignore[misc]
    return found
