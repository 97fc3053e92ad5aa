"""Which cells are too small to be shown for their own sake."""

from collections.abc import Iterable, Mapping

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.hiding.relations import Relation
from safeconduct.statistics.protecting.one_class import in_one_class
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role


def primary(
    printed: Iterable[Region],
    values: Mapping[Region, int],
    agencies: Mapping[Region, frozenset[str]],
    relations: Iterable[Relation],
    rules: Rules,
    said: Mapping[Region, Role] | None = None,
) -> dict[Region, Role]:
    """The printed cells that must be hidden, each with its reason. Dominance does not apply: every person counts one.

    Zero is no person and is shown, unless the rules say otherwise, or unless it would tell in which class of a
    sensitive dimension the few of a group all are. `said` is what stands printed already and stays as it is.
    """
    printed = set(printed)
    roles: dict[Region, Role] = {}
    for one in printed:
        count = values[one]
        if 0 < count < rules.minimum or (count == 0 and rules.hides_zeros):
            roles[one] = Role.SMALL
        elif 0 < len(agencies.get(one, frozenset())) < rules.fewest_agencies:
            roles[one] = Role.FEW
    classes = in_one_class(printed, values, roles, said or {}, relations, rules) if rules.sensitive else set()
    return {**roles, **dict.fromkeys(classes, Role.LINE)}
