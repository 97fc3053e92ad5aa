"""A question that somebody asks of the figures: answered only where a table with this one cell could be released.

The size of the group is looked at, the rest of every larger group, by the attacker everything that was answered or
published before, and what answers give away together of groups that nobody asked for (`derived.py`). That a group is
too small for an answer is written down too: it tells something.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.protecting.derived import NotLookedAt, earlier, given_away
from safeconduct.statistics.protecting.dimension import Region, region
from safeconduct.statistics.protecting.frame import framed
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout, sets_of, tally
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

FEW_PERSONS = Reason(
    "few_persons",
    _("It is not said how many persons are in this group: they may be many, or fewer than the minimum."),
    _("Ask for a larger group or a longer time."),
)
DIFFERENCE = Reason(
    "difference",
    _("Together with what was published or answered before, this answer would give a small number away."),
    _("Ask for a group that was published, or for a longer time."),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it may be said, and what then has to be written into the ledger; None: nothing new was said."""

    decision: Decision
    statement: Statement | None
    again: int | None = None
    """A number that stands printed already, and is said once more."""

    @property
    def count(self) -> int | None:
        """The number of persons; None where it is not said."""
        return self.statement.value if self.statement else self.again


def answer(
    facts: Facts,
    asked: Sequence[tuple[str, str]],
    ledger: Iterable[Statement],
    rules: Rules | None = None,
    effort: Effort | None = None,
) -> Answer:
    """How many persons are in one group: (dimension, code) for each dimension that is asked. Raises NotATable."""
    ledger, rules = tuple(ledger), rules or Rules()
    one = region(facts.named, asked)
    if any(said.region == one and said.value is None and said.printed for said in ledger):
        return Answer(Refused(FEW_PERSONS), None)
    if _tells_of_few(facts, one, ledger, rules):
        return Answer(Refused(FEW_PERSONS), Statement(one, None, Role.LINE, rules.minimum, rules.hides_zeros))
    layout = Layout("question", tuple((name, (code,)) for name, code in asked))
    frame = framed(facts, [layout], ledger, rules)
    role = frame.printed[one]
    if role.is_primary:
        return Answer(Refused(FEW_PERSONS), Statement(one, None, role, rules.minimum, rules.hides_zeros))
    if _is_nearly_all(facts, one, rules):
        # Said in the same words as the next two: that few are left over is what they must not tell.
        return Answer(Refused(DIFFERENCE), None)
    found = protect(facts, [layout], ledger, rules, effort)
    if not isinstance(found, Released):
        return Answer(found, None)
    statement = found.pattern.statements()[0]
    if statement.value is None:
        return Answer(Refused(DIFFERENCE), statement)
    if _was_said(statement, ledger):
        return Answer(Allowed(), None, statement.value)
    try:
        if given_away(frame, one, earlier(ledger), rules, effort or Effort()):
            return Answer(Refused(DIFFERENCE), None)
    except NotLookedAt as short:
        return Answer(short.refused, None)
    return Answer(Allowed(), statement)


def _was_said(one: Statement, ledger: Iterable[Statement]) -> bool:
    """Whether this very number stands printed: to say it again tells nothing, and makes nothing out of date."""
    return any(said.region == one.region and said.value == one.value for said in ledger)


def _tells_of_few(facts: Facts, one: Region, ledger: Iterable[Statement], rules: Rules) -> bool:
    """Whether nobody is in this group, and a few are in the one that asks a sensitive dimension less: one question
    after the other would then tell in which class they are. What stands printed is said again."""
    if any(said.region == one and said.value == 0 for said in ledger):
        return False
    larger = [_without(one, name) for name, _code in one if name in rules.sensitive]
    counts = tally(facts, [one, *larger], sets_of(facts.dimensions))
    return counts[one] == 0 and any(0 < counts[other] < rules.minimum for other in larger)


def _without(one: Region, name: str) -> Region:
    return tuple(pair for pair in one if pair[0] != name)


def _is_nearly_all(facts: Facts, one: Region, rules: Rules) -> bool:
    """Whether a group that asks one dimension less has a few persons more."""
    larger = [_without(one, name) for name, _code in one if facts.named[name].has_whole]
    counts = tally(facts, [one, *larger], sets_of(facts.dimensions))
    return any(0 < counts[other] - counts[one] < rules.minimum for other in larger)
