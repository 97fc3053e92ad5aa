"""The registered persons as facts, and the tables of Article 19a over them, from the finest on. Pure.

Source: statistics-19a.md section 1; the classes are those of `classes.toml`. A person who objects is in no table: the
total with them is said beside the tables, where it may be said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from safeconduct.statistics.classes import SEVERAL, UNKNOWN
from safeconduct.statistics.editions.years import YEAR, Span, dated, layout_of, spans, together, undated
from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout

TOTAL = "TOTAL"
WITHHELD = "withheld"
NAMES = ("status", "by", "sex", "age", "citizen", "form")
"""In the order in which a tally writes them."""
CLASSES: dict[str, tuple[str, ...]] = {
    "status": ("identified", "presumed", "declined_identification", UNKNOWN),
    "by": (
        "police", "prosecution", "court", "border_guard", "labour_inspectorate", "asylum_migration", "consular",
        "social_services", "child_protection", "health", "ngo", "shelter", "other", UNKNOWN,
    ),
    "sex": ("F", "M", "OTH", UNKNOWN),
    "age": ("Y_LT18", "Y_GE18", UNKNOWN),
    "citizen": ("NAT", "EU", "NEU", "STLS", UNKNOWN),
    "form": ("SEX", "LAB", "OTH", UNKNOWN),
}  # fmt: skip
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "by": {"AUTH": CLASSES["by"][:7], "CARE": CLASSES["by"][7:12]},
    "citizen": {"FOR": ("EU", "NEU", "STLS")},
}
"""Codes that unite classes where a table by all of them would lose too much."""
ONLY_WHERE_COUNTED = frozenset({"status", "by"})
"""Of these dimensions a class that nobody is in is left out: which authorities register differs by country."""
SPLIT_BY: dict[str, tuple[str, ...]] = {
    "A1": ("by",), "A2": ("citizen",), "A3": ("form",), "A5": ("sex", "age"),
}  # fmt: skip

LADDER: dict[str, tuple[str, ...]] = {
    "whole": ("status", "{}", "sex", "age"),
    "sex_age": ("{}", "sex", "age"),
    "status_beside": ("status", "{}"),
    "beside": ("{}",),
    "status_sex": ("status", "{}", "sex"),
    "status": ("status", "{}"),
    "sex": ("{}", "sex"),
    "alone": ("{}",),
}
"""From the tables as the directive lists them to the coarsest; what cannot be released becomes the next one. Sex and
age, which Article 19a asks for, are kept as long as they can be."""
BESIDE = frozenset({"status_beside", "beside"})
"""Where sex and age stand in a table of their own, A5, as in the first table of a report to GRETA."""
FIRST = "whole"
"""What is prepared unless somebody asks for another one: what Article 19a asks for. What coarser ones would show is
worked out beside it, and choosing one of them closes nothing; a coarser one that was shown may close this one."""

type Tally = Mapping[tuple[str, str], int]
"""How many persons an agency has of a value of the tally: (agency, value)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The facts of a year, and of how many persons something is missing."""

    facts: Facts
    objects: int
    main_form_missing: int
    unknown: Mapping[str, int]
    agencies: frozenset[str]
    """Those that registered somebody."""
    span: Span | None = None
    """The years that are counted, where the facts have other years beside them."""

    @property
    def persons(self) -> int:
        """In the tables; who objects is not."""
        return sum(number for _place, number in self.own())

    @property
    def in_tables(self) -> frozenset[str]:
        """The agencies that registered somebody of them."""
        places = (self.facts.agencies.get(place, frozenset()) for place, _number in self.own())
        return frozenset[str]().union(*places)

    @property
    def whole(self) -> Region:
        """The region of all of them."""
        return dated((), self.span) if self.span else ()

    def asked(self, layout: Layout) -> Layout:
        """A table of these years."""
        return layout_of(layout, self.span) if self.span else layout

    def pairs(self, asked: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """A group of these years."""
        return (*asked, (YEAR, self.span.code)) if self.span else tuple(asked)

    def own(self) -> Iterable[tuple[tuple[str, ...], int]]:
        """The facts of these years alone."""
        years = frozenset(map(str, self.span.all)) if self.span else frozenset()
        return ((place, n) for place, n in self.facts.counts.items() if not years or place[-1] in years)


def counted(tally: Tally, ledger: Iterable[Statement] = ()) -> Counted:
    """The facts of a tally, with every class that an earlier edition has printed."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    agencies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    objects = missing = 0
    unknown = dict.fromkeys(NAMES, 0)
    for (agency, value), number in sorted(tally.items()):
        if value == WITHHELD:
            objects += number
            continue
        place = tuple(value.split("|"))
        missing += number if place[5] == SEVERAL else 0
        place = (*place[:5], UNKNOWN if place[5] == SEVERAL else place[5])
        place = tuple(
            code if code in CLASSES[name] else UNKNOWN for name, code in zip(NAMES, place, strict=True)
        )
        for name, code in zip(NAMES, place, strict=True):
            unknown[name] += number if code == UNKNOWN else 0
        counts[place] += number
        agencies[place].add(agency)
    there = {place: number for place, number in counts.items() if number > 0}
    known = {place: frozenset(agencies[place]) for place in there}
    facts = Facts(_dimensions(there, ledger), there, known)
    who = frozenset(agency for (agency, _value), number in tally.items() if number > 0)
    return Counted(facts, objects, missing, unknown, who)


def linked(by_year: Mapping[int, Tally], span: Span, ledger: Sequence[Statement]) -> Counted:
    """The facts of all years that are linked with one another; what is counted is the span."""
    plain = [replace(one, region=undated(one.region)) for one in ledger]
    own = counted(_sum(by_year[year] for year in span.all), plain)
    every = {year: counted(tally) for year, tally in by_year.items()}
    dimensions = _dimensions((place for one in every.values() for place in one.facts.counts), plain)
    facts = {year: Facts(dimensions, one.facts.counts, one.facts.agencies) for year, one in every.items()}
    return replace(own, facts=together(facts, spans(ledger, span)), span=span)


def _sum(tallies: Iterable[Tally]) -> Tally:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for tally in tallies:
        for place, number in tally.items():
            found[place] += number
    return found


def _dimensions(places: Iterable[tuple[str, ...]], ledger: Iterable[Statement]) -> tuple[Dimension, ...]:
    used: dict[str, set[str]] = {name: set() for name in NAMES}
    for place in places:
        for name, code in zip(NAMES, place, strict=True):
            used[name].add(code)
    for statement in ledger:
        for name, code in statement.region:
            used[name] |= {code, *GROUPS.get(name, {}).get(code, ())}
    return tuple(_dimension(name, used[name]) for name in NAMES)


def _dimension(name: str, used: set[str]) -> Dimension:
    is_short = name in ONLY_WHERE_COUNTED and used & set(CLASSES[name])
    atoms = tuple(code for code in CLASSES[name] if not is_short or code in used)
    groups = {
        code: tuple(part for part in parts if part in atoms) for code, parts in GROUPS.get(name, {}).items()
    }
    unions = [(TOTAL, atoms)]
    unions += [
        (code, parts)
        for code, parts in groups.items()
        if code in used or 1 < len(parts) < len(atoms)
        if parts
    ]
    return Dimension(name, atoms, tuple(unions))


def by_request(facts: Facts) -> Layout:
    """A4, which is mostly suppressed: made only where somebody asks for it."""
    return layout(facts, "A4", ("form", "citizen", "by"))


def layout(facts: Facts, table: str, names: Iterable[str]) -> Layout:
    """A table by these dimensions, each with its total first."""
    return Layout(table, tuple((name, (TOTAL, *facts.named[name].atoms)) for name in names))
