"""Where the few of a group are all in one class: a second class is hidden beside it, so that it is not told in which.

Group disclosure: three persons, no number shown, and zeros beside it in every class but one say something of each of
the three. Source: Hundepool and others, Statistical Disclosure Control (2012), on frequency tables.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.hiding.relations import Relation
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role

FAR = 10**9


@dataclass(frozen=True, slots=True)
class Line:
    """A small group and its classes in one dimension, of which one has all of them."""

    whole: Region
    name: str
    classes: Mapping[str, Region]

    def holds(self, other: "Line") -> bool:
        """Whether the other one's persons are of this group, by the same dimension."""
        return self.name == other.name and set(self.whole) <= set(other.whole)


@dataclass(frozen=True, slots=True)
class Table:
    """What is known when the second classes are chosen. `open` are zeros that may still be hidden."""

    values: Mapping[Region, int]
    roles: Mapping[Region, Role]
    open: Collection[Region]
    sums: Mapping[Region, list[Relation]]


def in_one_class(
    printed: Collection[Region],
    values: Mapping[Region, int],
    roles: Mapping[Region, Role],
    said: Mapping[Region, Role],
    relations: Iterable[Relation],
    rules: Rules,
) -> set[Region]:
    """The cells that are hidden for this: of each such line the class that all are in, and one that nobody is in.

    `roles` are hidden for other reasons, `said` stands printed already and stays so.
    """
    relations = list(relations)
    hidden = {one for known in (roles, said) for one, role in known.items() if role is not Role.SHOWN}
    sums: dict[Region, list[Relation]] = defaultdict(list)
    for whole, inside in relations:
        for one in (whole, *inside):
            sums[one].append((whole, inside))
    told = {one for one, role in said.items() if role is Role.SHOWN and not values[one]}
    free = {one for one in printed if not values[one] and one not in said and one not in hidden}
    table = Table(values, roles, free - _inside(told, sums), sums)
    found = _around(hidden & set(values), table)
    for lines in _nested(_lines(values, relations, rules)):
        for line, second in _chosen(table, lines, found, hidden):
            found |= {
                one for one in line.classes.values() if values[one] and one in printed and one not in said
            }
            found |= {second} | _around({second}, table)
    return found


def _inside(empty: Iterable[Region], sums: Mapping[Region, list[Relation]]) -> set[Region]:
    """What a printed zero says of its parts: that nobody is in them."""
    waiting, found = list(empty), set[Region]()
    while waiting:
        whole = waiting.pop()
        parts = {part for one, inside in sums[whole] if one == whole for part in inside} - found
        found |= parts
        waiting += parts
    return found


def _around(hidden: Iterable[Region], table: Table) -> set[Region]:
    """The zeros that would say that nobody is in a hidden one: those that it is a part of."""
    waiting, found = list(hidden), set[Region]()
    while waiting:
        part = waiting.pop()
        wholes = {
            whole for whole, inside in table.sums[part] if part in inside and whole in table.open
        } - found
        found |= wholes
        waiting += wholes
    return found


def _lines(values: Mapping[Region, int], relations: Iterable[Relation], rules: Rules) -> Iterator[Line]:
    for whole, inside in relations:
        is_small = 0 < values[whole] < rules.minimum and len(inside) > 1
        name = _split_by(whole, inside[0])
        if is_small and name in rules.sensitive and sum(1 for one in inside if values[one]) == 1:
            line = Line(whole, name, {dict(one)[name]: one for one in inside})
            if not _is_so_of_many(line, values, rules):
                yield line


def _is_so_of_many(line: Line, values: Mapping[Region, int], rules: Rules) -> bool:
    """Whether a larger group, of enough persons, is all in that class too: that is a number about many."""
    for size in range(len(line.whole)):
        for larger in combinations(line.whole, size):
            inside = [values.get(tuple(sorted((*larger, (line.name, code))))) for code in line.classes]
            is_large = values.get(larger, 0) >= rules.minimum and None not in inside
            if is_large and sum(1 for count in inside if count) == 1:
                return True
    return False


def _split_by(whole: Region, part: Region) -> str:
    """The dimension along which the whole is split."""
    return next(name for name, code in part if (name, code) not in whole)


def _nested(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of groups inside one another, largest first: the same class has to be open in all of them."""
    together: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.name, len(one.whole), one.whole)):
        holding = [some for some in together if any(one.holds(line) for one in some)]
        together = [some for some in together if some not in holding]
        together.append([*(one for some in holding for one in some), line])
    return together


def _chosen(
    table: Table, lines: list[Line], found: set[Region], hidden: set[Region]
) -> Iterator[tuple[Line, Region]]:
    """For each line the class beside: one for all where it can be, the one that moves with the least."""
    lines = [
        line
        for line in lines
        if not any(not table.values[one] and (one in hidden or one in found) for one in line.classes.values())
    ]
    codes = sorted({code for line in lines for code, one in line.classes.items() if one in table.open})
    if not codes:
        return
    best = min(codes, key=lambda code: _price(table, lines, code, found))
    for line in lines:
        mine = [code for code in codes if line.classes.get(code) in table.open]
        if mine:
            code = best if best in mine else min(mine, key=lambda one: _price(table, [line], one, found))
            yield line, line.classes[code]


def _price(table: Table, lines: list[Line], code: str, found: set[Region]) -> tuple[int, int, int, str]:
    """How often this class could not move, in how many sums nothing else is hidden yet, and by whom it could."""
    cells = {one for line in lines if (one := line.classes.get(code)) in table.open and one is not None}
    stuck = len(lines) - len(cells)
    alone = 0
    least = FAR
    own = {line.whole for line in lines}
    for one in cells:
        for whole, inside in table.sums[one]:
            if whole in own and one in inside:
                continue
            others = [other for other in (whole, *inside) if other != one]
            moves = [other for other in others if other in cells or other in found or other in table.roles]
            may = [table.values[other] for other in others if table.values[other]]
            stuck += not moves and not may
            alone += not moves
            least = min([least, *may])
    return stuck, alone, least, code
