"""One edition from a tally to its document: what was asked for, or a coarser layout that can be released. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from safeconduct.statistics.editions import document as written
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About, Document
from safeconduct.statistics.editions.rules import NO_DATA, NOTHING_LEFT
from safeconduct.statistics.editions.tables import TOTAL, Counted, below, by_request, layouts
from safeconduct.statistics.protecting.cheaper import QUICK, Suggestion, cheaper
from safeconduct.statistics.protecting.hiding.secondary import End
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.reasons import BELOW_MINIMUM, OUT_OF_TIME
from safeconduct.statistics.protecting.release import Released, protect, said
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.vocabulary.decisions import Reason, Refused

RULES = Rules()

type Tell = Callable[[str], None]


def silent(_step: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be prepared: a rung of the ladder, or tables of one's own; A4 only where it is asked for."""

    rung: str
    own: tuple[Layout, ...] = ()
    with_a4: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """What one layout shows and loses."""

    rung: str
    cells: int
    shown: int
    hidden_for: dict[str, int]
    """By the reason why cells are hidden, how many."""
    persons: int
    """In cells that are hidden for others; for the coordinator only, since it is a sum of hidden numbers."""
    end: str
    gap_per_mille: int


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

    def __bool__(self) -> bool:
        return True


def prepare(
    counted: Counted,
    wanted: Wanted,
    about: About,
    coverage: Coverage,
    *,
    ledger: Sequence[Statement] = (),
    before: Document | None = None,
    effort: Callable[[], Effort] = Effort,
    tell: Tell = silent,
) -> Prepared | Refused:
    """The finest layout from the wanted one on that can be released; `effort` is asked for anew for each."""
    if not counted.persons:
        return Refused(NO_DATA)
    refused: list[tuple[str, Reason]] = []
    for rung in (wanted.rung, *below(wanted.rung)):
        tell(f"protect:{rung}")
        found = _protected(counted, wanted, rung, ledger, effort)
        if isinstance(found, Refused):
            refused.append((rung, found.reason))
            if found.reason == BELOW_MINIMUM:
                break
            continue
        made = written.document(about, found, coverage, before)
        if not written.says_something(made):
            refused.append((rung, NOTHING_LEFT))
            continue
        statements = tuple(said(found, about.id))
        return Prepared(made, statements, loss(rung, found), tuple(refused))
    return Refused(refused[-1][1])


def _protected(
    counted: Counted, wanted: Wanted, rung: str, ledger: Sequence[Statement], effort: Callable[[], Effort]
) -> Pattern | Refused:
    """The total of all is what the law asks for first: it is hidden only where nothing else would do."""
    is_own = wanted.own and rung == wanted.rung
    asked = list(wanted.own) if is_own else layouts(counted.facts, rung)
    if wanted.with_a4 and rung == wanted.rung:
        asked.append(by_request(counted.facts))
    found = protect(counted.facts, asked, pinned(counted, ledger), RULES, effort())
    if isinstance(found, Refused) and found.reason != OUT_OF_TIME:
        found = protect(counted.facts, asked, ledger, RULES, effort())
    return found.pattern if isinstance(found, Released) else found


def pinned(counted: Counted, ledger: Sequence[Statement]) -> Sequence[Statement]:
    """The ledger with the total as if it were said already; as it is where that may not be said."""
    was = [one.value for one in ledger if not one.region]
    agencies = frozenset[str]().union(*counted.facts.agencies.values())
    is_open = counted.persons >= RULES.minimum and len(agencies) >= RULES.fewest_agencies
    is_new = all(one is not None and abs(counted.persons - one) >= RULES.minimum for one in was)
    if not is_open or not is_new:
        return ledger
    return [*ledger, Statement((), counted.persons, Role.SHOWN, RULES.minimum, facts=TOTAL)]


def beside(
    counted: Counted,
    prepared: Prepared,
    *,
    ledger: Sequence[Statement] = (),
    effort: Callable[[], Effort] = lambda: QUICK,
    tell: Tell = silent,
) -> Prepared:
    """The same with what coarser layouts would lose: of all tables together, and of each by itself."""
    rungs: list[Loss] = []
    for rung in below(prepared.loss.rung):
        tell(f"cheaper:{rung}")
        found = _protected(counted, Wanted(rung), rung, ledger, effort)
        if isinstance(found, Pattern):
            rungs.append(loss(rung, found))
    tables: list[tuple[str, Suggestion]] = []
    for one in layouts(counted.facts, prepared.loss.rung):
        tell(f"table:{one.name}")
        tables += [
            (one.name, each)
            for each in cheaper(counted.facts, one, pinned(counted, ledger), RULES, effort())
            if each.without or (each.merged and len(dict(each.layout.codes)[each.merged]) > 1)
        ]
    return replace(prepared, coarser=tuple(rungs), tables=tuple(tables))


def loss(rung: str, pattern: Pattern) -> Loss:
    """What a released pattern shows and loses."""
    roles = [role for _region, role in pattern.cells]
    hidden = {role.value: roles.count(role) for role in Role if role is not Role.SHOWN and role in roles}
    shown = roles.count(Role.SHOWN)
    return Loss(rung, len(roles), shown, hidden, pattern.lost, pattern.end.value, pattern.gap_per_mille)


def ran_out(one: Loss) -> bool:
    """Whether the search ended before it was sure."""
    return one.end in (End.TIME, End.EFFORT, End.COARSER)
