"""Whether tables can be released at all beside what was said before: known from one attack on everything hidden."""

from collections.abc import Iterable, Sequence

from safeconduct.statistics.protecting.attack.findings import Finding, Found
from safeconduct.statistics.protecting.frame import Frame, framed
from safeconduct.statistics.protecting.reasons import TOO_LARGE, refusal
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.protecting.turns import attacked, hidden
from safeconduct.vocabulary.decisions import Reason

PROVEN = (Found.CORRECTION, Found.ONE_CLASS, Found.CONTRADICTION)


def hopeless(
    facts: Facts, layouts: Sequence[Layout], ledger: Iterable[Statement], rules: Rules, effort: Effort
) -> Reason | None:
    """Why no pattern of these tables can be released; None where one may be, or where nobody could tell in time.

    Whatever may be hidden is hidden: every other pattern prints more. What an outsider then still works out of a cell
    that is hidden for its own sake they work out beside every pattern. Raises NotATable.
    """
    frame = framed(facts, layouts, tuple(ledger), rules)
    problem = frame.problem({})
    audit = attacked(frame, hidden(problem, problem.free), rules, effort, is_of_others=False)
    found = [one for one in audit.findings if _is_proof(one, frame)]
    if any(one.found is Found.TOO_LARGE for one in audit.findings):
        return TOO_LARGE
    return refusal(type(audit)(tuple(found), 0, 0)).reason if found else None


def _is_proof(one: Finding, frame: Frame) -> bool:
    """Not what was only not shown, nor what is found of a cell that protects others: that one could be printed."""
    if one.found in PROVEN:
        return True
    role = frame.printed.get(one.region) or frame.between.get(one.region)
    return one.found is Found.NARROW and role is not None and role.is_primary
