"""The release between what was said before and what is to be said now: cells, reasons, and what is already public."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.hiding.cycles import around
from safeconduct.statistics.protecting.hiding.problem import Flags, Problem, state
from safeconduct.statistics.protecting.hiding.relations import Parts, Relation, parts_in_use, relations, spans
from safeconduct.statistics.protecting.primary import primary
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout, agencies, sets_of, tally

NOW = "now"
BEFORE = "before "


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that one release is made of. `printed` are its cells with the reasons why they are hidden."""

    facts: Facts
    layouts: Sequence[Layout]
    rules: Rules
    ledger: tuple[Statement, ...]
    parts: Mapping[str, Parts]
    relations: Sequence[Relation]
    values: Mapping[Region, int]
    printed: Mapping[Region, Role]
    between: Mapping[Region, Role]
    """Small groups that no table prints, and that a difference of cells would give away."""

    @property
    def is_too_small(self) -> bool:
        """Whether a table counts somebody, but too few altogether."""
        named = self.facts.named
        most = [max(self.values[one] for one in layout.cells(named).values()) for layout in self.layouts]
        return any(0 < count < self.rules.minimum for count in most)

    @property
    def watched(self) -> tuple[Region, ...]:
        """The cells that this release is about."""
        return tuple(sorted({*self.printed, *self.between}))

    def problem(self, more: Mapping[Region, int]) -> Problem:
        """What is to be solved: earlier numbers stay public, earlier hidden cells stay hidden."""
        public = self._public()
        roles = {
            **self.between,
            **{one: role for one, role in self.printed.items() if role is not Role.SHOWN},
            **public,
        }
        free = {
            one
            for one, role in self.printed.items()
            if role is Role.SHOWN and one not in public and self.values[one]
        }
        for one, role in self.printed.items():
            if role is Role.SHOWN and one not in free:
                roles.setdefault(one, Role.SHOWN)
        return state(self.relations, self.values, roles, free, self.rules, more, self.watched)

    @property
    def dimensions(self) -> list[Dimension]:
        """Of the facts, with a code for each block of classes that only a difference of codes could tell apart."""
        extended = []
        for one in self.facts.dimensions:
            inside = self.parts[one.name].sets if one.name in self.parts else {}
            known = {*one.atoms, *(code for code, _ in one.unions), ""}
            blocks = [
                (code, tuple(sorted(atoms))) for code, atoms in sorted(inside.items()) if code not in known
            ]
            extended.append(replace(one, unions=(*one.unions, *blocks)))
        return extended

    def rectangles(self, problem: Problem) -> Flags | None:
        """What the plain heuristic would hide, where there is one table of two dimensions."""
        names = spans(self.printed)
        return around(problem, self.parts, names[0]) if len(names) == 1 and len(names[0]) == 2 else None

    def _public(self) -> dict[Region, Role]:
        """Earlier cells as they are known: also a number of an earlier state of the facts that has not changed."""
        same = {one.region: Role.SHOWN for one in self.ledger if one.value == self.values[one.region]}
        return {**{one.region: one.role for one in self.ledger if one.facts == NOW}, **same}

    def statements(self, second: frozenset[Region]) -> list[Statement]:
        """The ledger and this release, as somebody outside will have them, with the groups in between to look at."""
        new = [self._says(one, Role.SECOND if one in second else role) for one, role in self.printed.items()]
        between = [replace(self._says(one, role), printed=False) for one, role in self.between.items()]
        return [*self.ledger, *new, *between]

    def _says(self, region: Region, role: Role) -> Statement:
        value = self.values[region] if role is Role.SHOWN else None
        return Statement(region, value, role, self.rules.minimum, self.rules.hides_zeros, NOW)


def framed(facts: Facts, layouts: Sequence[Layout], ledger: Iterable[Statement], rules: Rules) -> Frame:
    """Put the new tables beside the ledger. Raises NotATable."""
    known = _dated(facts, tuple(ledger))
    current = {one.region: one for one in known if one.facts == NOW}
    new = {one for layout in layouts for one in layout.cells(facts.named).values()}
    everything = {*new, *(one.region for one in known)}
    parts = parts_in_use(facts.dimensions, {*new, *current})
    sums = relations(parts, {*new, *current})
    every = {*everything, *(one for whole, inside in sums for one in (whole, *inside))}
    sets = sets_of(facts.dimensions)
    for name, inside in parts.items():
        sets[name] = {**sets[name], **inside.sets}
    values = tally(facts, every, sets)
    said = {one: told.role for one, told in current.items()}
    by = agencies(facts, new, sets) if facts.agencies else {}
    reasons = primary(new, values, by, sums, rules, said)
    _add_changed(reasons, new, values, known, rules)
    printed = {
        one: current[one].role if one in current else reasons.get(one, Role.SHOWN) for one in sorted(new)
    }
    between = {one: Role.SMALL for one in sorted(every - everything) if 0 < values[one] < rules.minimum}
    return Frame(facts, layouts, rules, known, parts, sums, values, printed, between)


def _dated(facts: Facts, ledger: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Editions of which every cell would still be said so are of now; the others are of an earlier state."""
    values = tally(facts, {one.region for one in ledger}, sets_of(facts.dimensions))
    stale: dict[str, bool] = defaultdict(bool)
    for one in ledger:
        stale[one.facts] |= not _is_still_true(one, values[one.region])
    return tuple(replace(one, facts=BEFORE + one.facts if stale[one.facts] else NOW) for one in ledger)


def _is_still_true(one: Statement, value: int) -> bool:
    """Whether the facts of now would be said, or hidden for this reason, in the same way."""
    match one.role:
        case Role.SHOWN:
            return one.value == value
        case Role.SMALL:
            return value < one.minimum and (value > 0 or one.zeros_hidden)
        case Role.SECOND:
            return value >= one.minimum
        case Role.LINE:
            return value < one.minimum
        case _:
            return True


def _add_changed(
    roles: dict[Region, Role],
    new: Iterable[Region],
    values: Mapping[Region, int],
    ledger: Iterable[Statement],
    rules: Rules,
) -> None:
    """A cell that was printed and has changed by fewer persons than the minimum is hidden for its own sake."""
    here = set(new)
    for one in ledger:
        if (
            one.value is not None
            and one.region in here
            and 0 < abs(values[one.region] - one.value) < rules.minimum
        ):
            roles.setdefault(one.region, Role.CHANGED)
