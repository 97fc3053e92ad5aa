"""Small groups that nobody asked for, and that answers give away together: all but those who were asked about.

The attack on tables looks at groups that a table prints, or that a difference of its cells is. Whoever asks chooses
the groups, so those in between are looked at by name: of each dimension that was asked the codes of all questions,
what each leaves over, and the blocks that they tell apart. What earlier publications tell by themselves is not held
against an answer; what only the answer tells is.
"""

from collections import Counter, defaultdict
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

MOST_GROUPS = 3_000
"""So many groups of some dimensions are counted; where there are more, only the blocks are, and beyond that none."""

type Classes = frozenset[str]


class NotLookedAt(SafeconductError):
    """There was no time, or there were too many groups; `refused` says which."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused.reason.sentence))
        self.refused = refused


def questions(ledger: Iterable[Statement]) -> list[Region]:
    """The groups that were asked about before: what was said alone, and not in a table."""
    ledger = tuple(ledger)
    alone = Counter(one.facts for one in ledger)
    return [one.region for one in ledger if alone[one.facts] == 1]


def given_away(
    frame: Frame, one: Region, asked: Sequence[Region], rules: Rules, effort: Effort
) -> frozenset[Region]:
    """The small groups to which this number, beside all that was said, comes nearer than what was said before.

    Raises NotLookedAt where that could not be looked at to its end.
    """
    groups = _groups(frame, one, asked)
    if not groups.small:
        return frozenset()
    found = _known(_attack(groups, [*frame.statements(frozenset()), *groups.small], rules, effort))
    if not found:
        return frozenset()
    before = _known(_attack(groups, [*frame.ledger, *groups.small], rules, effort))
    return frozenset(region for region, near in found.items() if before.get(region) != near)


def _attack(groups: "_Groups", statements: Sequence[Statement], rules: Rules, effort: Effort) -> Audit:
    means = Means(effort.seed, since=frozenset(one.region for one in groups.small), has_time=effort.attacks)
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


def _groups(frame: Frame, one: Region, asked: Sequence[Region]) -> _Groups:
    named = {dimension.name: dimension for dimension in frame.dimensions}
    codes_of = {name: {dict(each).get(name) for each in (one, *asked)} for name in named}
    wanted: set[tuple[tuple[str, Classes], ...]] = set()
    for names in _together(one, asked):
        choices = {name: _choices(named[name], codes_of[name]) for name in names}
        if prod(1 + len(each) for each in choices.values()) > MOST_GROUPS:
            choices = {name: _blocks(named[name], codes_of[name]) for name in names}
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


def _together(one: Region, asked: Sequence[Region]) -> list[tuple[str, ...]]:
    """The dimensions of this question, and with those of one or two earlier ones."""
    here = frozenset(dict(one))
    others = {frozenset(dict(each)) for each in asked}
    return sorted(
        {tuple(sorted(here | first | second)) for first in {here, *others} for second in {here, *others}}
    )


def _choices(dimension: Dimension, codes: Iterable[str | None]) -> list[Classes]:
    """What these codes hold, what each leaves over, and their blocks; a year only as it was asked."""
    codes = list(codes)
    holds = _holds(dimension, codes)
    if not dimension.has_whole:
        return holds
    everything = frozenset(dimension.atoms)
    found = [*holds, *(everything - each for each in holds), *_blocks(dimension, codes)]
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
