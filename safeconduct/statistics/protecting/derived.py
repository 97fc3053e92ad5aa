"""Small groups that nobody asked for, and that answers give away together: all but those who were asked about.

The attack on tables looks at groups that a table prints, or that a difference of its cells is. Whoever asks chooses
the groups, so those in between are looked at by name: of each dimension that was asked the codes of all questions,
what each leaves over, and the blocks that they tell apart; beside a table each code that it prints. So of 25 girls of a
citizenship that a table prints, 21 children of it in a form, with no boy in that form, are not said. What earlier
publications tell by themselves is not held against an answer; what only the answer tells is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Finding, Found, Means
from safeconduct.statistics.protecting.dimension import Dimension, Region, region
from safeconduct.statistics.protecting.frame import NOW, Frame
from safeconduct.statistics.protecting.reasons import refusal
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import sets_of, tally
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import SafeconductError

MOST_GROUPS = 6_000
"""So many groups of some dimensions are counted; where there are more, only the blocks are, and beyond that none."""

type Classes = frozenset[str]
type Names = frozenset[str]


class NotLookedAt(SafeconductError):
    """There was no time, or there were too many groups; `refused` says which."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused.reason.sentence))
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said before: the groups that were asked about, by what the tables are, and the codes that they print."""

    questions: tuple[Region, ...]
    tables: frozenset[Names]
    printed: Mapping[str, frozenset[str]]


def earlier(ledger: Iterable[Statement]) -> Earlier:
    """What was said alone is a question, what was said together is tables: of these the ones with most dimensions."""
    by_state: dict[str, list[Region]] = defaultdict(list)
    for one in ledger:
        by_state[one.facts].append(one.region)
    alone = [regions[0] for regions in by_state.values() if len(regions) == 1]
    together = [regions for regions in by_state.values() if len(regions) > 1]
    tables: set[Names] = set()
    printed: dict[str, set[str]] = defaultdict(set)
    for regions in together:
        by = {frozenset(dict(one)) for one in regions}
        tables |= {names for names in by if not any(names < other for other in by)}
        for name, code in (pair for one in regions for pair in one):
            printed[name].add(code)
    return Earlier(
        tuple(alone), frozenset(tables), {name: frozenset(codes) for name, codes in printed.items()}
    )


def given_away(frame: Frame, one: Region, before: Earlier, rules: Rules, effort: Effort) -> frozenset[Region]:
    """The small groups to which this number, beside all that was said, comes nearer than what was said before.

    Raises NotLookedAt where that could not be looked at to its end.
    """
    groups = _groups(frame, one, before)
    if not groups.small:
        return frozenset()
    found = _known(_attack(groups, [*frame.statements(frozenset()), *groups.small], rules, effort))
    if not found:
        return frozenset()
    near = _Groups(groups.dimensions, tuple(each for each in groups.small if each.region in found))
    known = _known(_attack(near, [*frame.ledger, *near.small], rules, effort))
    return frozenset(region for region, ends in found.items() if known.get(region) != ends)


def _attack(groups: "_Groups", statements: Sequence[Statement], rules: Rules, effort: Effort) -> Audit:
    small = frozenset(one.region for one in groups.small)
    means = Means(effort.seed, since=small, is_only=True, has_time=effort.attacks)
    return attack(groups.dimensions, statements, Demand(rules.width, rules.least, is_of_others=False), means)


def _known(audit: Audit) -> dict[Region, frozenset[Finding]]:
    """The groups of which too little stays open, and between which numbers each is."""
    if any(one.found in (Found.TIME, Found.TOO_LARGE, Found.CONTRADICTION) for one in audit.findings):
        raise NotLookedAt(refusal(audit))
    near: dict[Region, set[Finding]] = defaultdict(set)
    for one in audit.findings:
        if one.found in (Found.NARROW, Found.NOT_SHOWN):
            near[one.region].add(one)
    return {region: frozenset(found) for region, found in near.items()}


@dataclass(frozen=True, slots=True)
class _Groups:
    """The dimensions with a code for each of these groups, and the small ones of them, which nothing prints."""

    dimensions: tuple[Dimension, ...]
    small: tuple[Statement, ...]


def _groups(frame: Frame, one: Region, before: Earlier) -> _Groups:
    named = {dimension.name: dimension for dimension in frame.dimensions}
    asked = {name: {dict(each).get(name) for each in (one, *before.questions)} for name in named}
    wanted: set[tuple[tuple[str, Classes], ...]] = set()
    for names, of_tables in _together(one, before).items():
        printed = {name: before.printed.get(name, frozenset()) if name in of_tables else () for name in names}
        choices = {name: _choices(named[name], asked[name], printed[name]) for name in names}
        if prod(1 + len(each) for each in choices.values()) > MOST_GROUPS:
            choices = {name: _blocks(named[name], {*asked[name], *printed[name]}) for name in names}
        if prod(1 + len(each) for each in choices.values()) > MOST_GROUPS:
            continue
        for chosen in product(*([None, *choices[name]] for name in names)):
            wanted.add(tuple((n, classes) for n, classes in zip(names, chosen, strict=True) if classes))
    codes, dimensions = _named(named, wanted)
    regions = {
        region({d.name: d for d in dimensions}, ((name, codes[name][classes]) for name, classes in each))
        for each in wanted
    }
    known = {each.region for each in frame.ledger} | set(frame.printed) | set(frame.between)
    facts = replace(frame.facts, dimensions=dimensions)
    minimum = frame.rules.minimum
    small = tuple(
        Statement(each, None, Role.SMALL, minimum, facts=NOW, printed=False)
        for each, count in sorted(tally(facts, regions - known, sets_of(dimensions)).items())
        if 0 < count < minimum
    )
    return _Groups(dimensions, small)


def _together(one: Region, before: Earlier) -> dict[tuple[str, ...], Names]:
    """The dimensions of this question, and with those of one or two earlier ones, of a table, of one and a table; with
    each those that a table of them has."""
    here = frozenset(dict(one))
    others = {here, *(frozenset(dict(each)) for each in before.questions)}
    found: dict[tuple[str, ...], Names] = defaultdict(frozenset)
    for first, second in product(others, repeat=2):
        found[tuple(sorted(here | first | second))] |= frozenset()
    for first, table in product(others, before.tables):
        found[tuple(sorted(here | first | table))] |= table
    return dict(sorted(found.items()))


def _choices(dimension: Dimension, asked: Iterable[str | None], printed: Iterable[str] = ()) -> list[Classes]:
    """What was asked and their blocks, what each leaves over, and what a table prints; a year only as it was asked.

    Of two of three forms that were asked the third one is a block: what it leaves over is both together.
    """
    asked = list(asked)
    holds = _holds(dimension, asked)
    if not dimension.has_whole:
        return holds
    everything = frozenset(dimension.atoms)
    each_of = [*holds, *_blocks(dimension, asked)]
    found = [*each_of, *(everything - each for each in each_of), *_holds(dimension, printed)]
    return [each for each in dict.fromkeys(found) if each and each != everything]


def _blocks(dimension: Dimension, codes: Iterable[str | None]) -> list[Classes]:
    """The classes as these codes tell them apart; a year only as it was asked."""
    holds = _holds(dimension, codes)
    if not dimension.has_whole:
        return holds
    blocks: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for atom in dimension.atoms:
        blocks[tuple(atom in each for each in holds)].add(atom)
    return [frozenset(each) for each in blocks.values() if len(each) < len(dimension.atoms)]


def _holds(dimension: Dimension, codes: Iterable[str | None]) -> list[Classes]:
    asked = sorted(code for code in codes if code is not None)
    return list(dict.fromkeys(dimension.atoms_of(code) for code in asked))


def _named(
    named: Mapping[str, Dimension], wanted: Iterable[tuple[tuple[str, Classes], ...]]
) -> tuple[dict[str, dict[Classes, str]], tuple[Dimension, ...]]:
    """A code for every set of classes: the one that there is, else a new one."""
    sets: dict[str, set[Classes]] = defaultdict(set)
    for each in wanted:
        for name, classes in each:
            sets[name].add(classes)
    codes: dict[str, dict[Classes, str]] = {}
    dimensions = []
    for name, dimension in named.items():
        there = {dimension.atoms_of(code): code for code, _parts in dimension.unions}
        there |= {frozenset({atom}): atom for atom in dimension.atoms}
        new = {
            classes: "|".join(sorted(classes))
            for classes in sorted(sets[name], key=sorted)
            if classes not in there
        }
        codes[name] = {**there, **new}
        unions = tuple((code, tuple(sorted(classes))) for classes, code in new.items())
        dimensions.append(replace(dimension, unions=(*dimension.unions, *unions)))
    return codes, tuple(dimensions)
