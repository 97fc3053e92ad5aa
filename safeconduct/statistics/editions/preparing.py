"""One edition from a tally to its document: what was asked for, or a coarser layout that can be released. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from safeconduct.statistics.editions import document as written
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About, Document
from safeconduct.statistics.editions.keeping import pinned, tries
from safeconduct.statistics.editions.kinds import KINDS, Kind
from safeconduct.statistics.editions.losses import Loss, loss
from safeconduct.statistics.editions.rules import NO_DATA, NOTHING_LEFT
from safeconduct.statistics.editions.tables import Counted, by_request
from safeconduct.statistics.editions.years import plain, plain_pattern
from safeconduct.statistics.greta import measures
from safeconduct.statistics.protecting.cheaper import QUICK, Suggestion, cheaper
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.reasons import BELOW_MINIMUM, OUT_OF_TIME
from safeconduct.statistics.protecting.release import Released, protect, said
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.decisions import Reason, Refused

SENSITIVE = frozenset({"status", "by", "citizen", "form"})
"""What somebody who recognises a person does not see of them. Sex and age they see."""
RULES = Rules(sensitive=SENSITIVE)

type Tell = Callable[[str], None]
type Longer = Callable[[], tuple[Counted, Sequence[Statement]]]


def silent(_step: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be prepared: a rung of the ladder, or tables of one's own; A4 only where it is asked for."""

    rung: str
    own: tuple[Layout, ...] = ()
    with_a4: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """Can be released as it stands here."""

    document: Document
    statements: tuple[Statement, ...]
    loss: Loss
    refused: tuple[tuple[str, Reason], ...] = ()
    """The finer rungs that were asked for, and why each could not be released."""
    coarser: tuple[Loss, ...] = ()
    tables: tuple[tuple[str, Suggestion], ...] = field(default=())
    """Each table by itself in other layouts."""
    longer: tuple[tuple[int, Loss], ...] = ()
    """The same layout over so many years, which end with the same one."""
    closed: tuple[tuple[str, Reason], ...] = ()
    """Finer rungs that nobody asked for and that cannot be released beside what was said, and why."""
    no_measures: str = ""
    """Why the table of measures is left out, where the kind has one."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the registered persons: what was said before, and the measures of a report to GRETA."""

    ledger: Sequence[Statement] = ()
    before: Document | None = None
    """The edition that is corrected."""
    coverages: Sequence[Mapping[str, Any]] = ()
    """Of every edition of the same years, of any kind."""
    measures: Facts | None = None
    of_measures: Sequence[Statement] = ()
    """What was said of measures."""


def prepare(
    counted: Counted,
    wanted: Wanted,
    about: About,
    coverage: Coverage,
    *,
    at: Beside | None = None,
    effort: Callable[[], Effort] = Effort,
    tell: Tell = silent,
) -> Prepared | Refused:
    """The finest layout from the wanted one on that can be released; `effort` is asked for anew for each."""
    if not counted.persons:
        return Refused(NO_DATA)
    kind, at = KINDS[about.kind], at or Beside()
    rung = kind.rung(wanted.rung)
    refused: list[tuple[str, Reason]] = []
    for each in (rung, *kind.below(rung)):
        tell(f"protect:{each}")
        found = _protected(kind, counted, wanted, each, at.ledger, effort)
        if isinstance(found, Refused):
            refused.append((each, found.reason))
            if found.reason == BELOW_MINIMUM:
                break
            continue
        of_measures, no_measures = _measures(kind, counted, at, effort)
        patterns = [found, *of_measures]
        made = written.document(about, patterns, coverage, at.before, at.coverages)
        if not written.says_something(made):
            refused.append((each, NOTHING_LEFT))
            continue
        statements = tuple(one for pattern in patterns for one in said(pattern, about.id))
        return Prepared(made, statements, loss(each, *patterns), tuple(refused), no_measures=no_measures)
    return Refused(refused[-1][1])


def _protected(
    kind: Kind,
    counted: Counted,
    wanted: Wanted,
    rung: str,
    ledger: Sequence[Statement],
    effort: Callable[[], Effort],
) -> Pattern | Refused:
    """The totals are what the law asks for first: they are hidden only where nothing else would do (`keeping.py`)."""
    is_own = wanted.own and rung == wanted.rung
    asked = list(wanted.own) if is_own else kind.layouts(counted.facts, rung)
    if wanted.with_a4 and kind.has_a4 and rung == wanted.rung:
        asked.append(by_request(counted.facts))
    asked = [counted.asked(one) for one in asked]
    refused = Refused(OUT_OF_TIME)
    for each in tries(counted, asked, ledger, RULES):
        found = protect(counted.facts, asked, each, RULES, effort())
        if isinstance(found, Released):
            return plain_pattern(found.pattern)
        refused = found
        if found.reason == OUT_OF_TIME:
            break
    return refused


def _measures(
    kind: Kind, counted: Counted, at: Beside, effort: Callable[[], Effort]
) -> tuple[list[Pattern], str]:
    """The table of measures; or none, and why: the edition shows that by having none."""
    if not kind.has_measures:
        return [], ""
    if at.measures is None:
        return [], measures.CONTRADICT
    found = protect(at.measures, [counted.asked(measures.layout())], at.of_measures, RULES, effort())
    if isinstance(found, Released):
        return [plain_pattern(found.pattern)], ""
    return [], measures.NOT_PROTECTED


def beside(
    counted: Counted,
    prepared: Prepared,
    *,
    ledger: Sequence[Statement] = (),
    longer: Mapping[int, Longer] | None = None,
    effort: Callable[[], Effort] = lambda: QUICK,
    tell: Tell = silent,
) -> Prepared:
    """The same with what others would lose: coarser layouts of all tables, of each table, and more years.

    `longer` reads the facts of so many years, and what was said of them, when it is their turn.
    """
    kind = KINDS[prepared.document["kind"]]
    rungs: list[Loss] = []
    for rung in kind.below(prepared.loss.rung):
        tell(f"cheaper:{rung}")
        found = _protected(kind, counted, Wanted(rung), rung, ledger, effort)
        if isinstance(found, Pattern):
            rungs.append(loss(rung, found))
    tables: list[tuple[str, Suggestion]] = []
    for one in kind.layouts(counted.facts, prepared.loss.rung):
        tell(f"table:{one.name}")
        found_by_table = cheaper(
            counted.facts, counted.asked(one), pinned(counted, ledger, RULES), RULES, effort()
        )
        tables += [
            (one.name, replace(each, layout=plain(each.layout)))
            for each in found_by_table
            if each.without or (each.merged and len(dict(each.layout.codes)[each.merged]) > 1)
        ]
    several: list[tuple[int, Loss]] = []
    known = counted.persons
    for years, read in (longer or {}).items():
        tell(f"years:{years}")
        of, said_before = read()
        if of.persons == known:
            continue  # nobody was registered in the years before
        known = of.persons
        found = _protected(kind, of, Wanted(prepared.loss.rung), prepared.loss.rung, said_before, effort)
        if isinstance(found, Pattern):
            several.append((years, loss(prepared.loss.rung, found)))
    return replace(prepared, coarser=tuple(rungs), tables=tuple(tables), longer=tuple(several))
