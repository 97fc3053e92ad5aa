"""Which cells are too small to be shown for their own sake."""

from collections.abc import Iterable, Mapping

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.hiding.relations import Relation
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role


def primary(
    printed: Iterable[Region],
    values: Mapping[Region, int],
    agencies: Mapping[Region, frozenset[str]],
    relations: Iterable[Relation],
    rules: Rules,
) -> dict[Region, Role]:
    """The printed cells that must be hidden, each with its reason. Dominance does not apply: every person counts one.

    Zero is no person and is shown, unless the rules say otherwise, or unless it tells that all persons of a total are
    in another class of a sensitive dimension.
    """
    printed = set(printed)
    roles = dict.fromkeys(_in_one_class(printed, values, relations, rules), Role.LINE)
    for one in printed:
        count = values[one]
        if 0 < count < rules.minimum or (count == 0 and rules.hides_zeros and one not in roles):
            roles[one] = Role.SMALL
        elif one not in roles and 0 < len(agencies.get(one, frozenset())) < rules.fewest_agencies:
            roles[one] = Role.FEW
    return roles


def _in_one_class(
    printed: set[Region], values: Mapping[Region, int], relations: Iterable[Relation], rules: Rules
) -> Iterable[Region]:
    """The cells of every line of a sensitive dimension in which one class has all persons of the total."""
    for whole, inside in relations:
        is_asked = len(inside) > 1 and values[whole] and _split_by(whole, inside[0]) in rules.sensitive
        if is_asked and sum(1 for one in inside if values[one]) == 1:
            yield from (one for one in inside if one in printed)


def _split_by(whole: Region, part: Region) -> str:
    """The dimension along which the whole is split."""
    return next(name for name, code in part if (name, code) not in whole)
