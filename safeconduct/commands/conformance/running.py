"""Asking every clause of one node, and the table that says what it kept to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from safeconduct.commands.conformance import beds, enquiries, meanings, numbers, order, road, services
from safeconduct.commands.conformance.clauses import CLAUSES, Clause
from safeconduct.commands.conformance.meeting import Carrier, Deviates, Meeting, over_http
from safeconduct.commands.conformance.reception import Reception, listening
from safeconduct.commands.conformance.stranger import Stranger
from safeconduct.commands.faults import CannotRun
from safeconduct.keys.card import Agency, Card

__all__ = [
    "CLAUSES", "Verdict", "ask_all", "beds", "enquiries", "meanings", "meeting", "numbers", "order", "road", "services",
]  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What became of one clause; `why` is empty when the node keeps to it, or has not the part that it is about."""

    clause: Clause
    why: str
    is_asked: bool = True

    @property
    def line(self) -> str:
        """As the table shows it."""
        mark = "absent" if not self.is_asked else "FAILED" if self.why else "passed"
        line = f"{mark}  {self.clause.id}  {self.clause.sentence} (section {self.clause.section})"
        return f"{line}\n                {self.why}" if self.why else line


@contextmanager
def meeting(
    stranger: Stranger, target: Card, *, host: str, port: int, patience: float, carry: Carrier = over_http
) -> Iterator[Meeting]:
    """The peer at its address, with a service of the node that takes its referrals. Raises CannotRun."""
    reception = Reception(stranger, target)
    with listening(reception, host, port):
        yield _with_a_service(
            target,
            lambda agency, service: Meeting(
                stranger, target, reception, agency, service, patience, carry=carry
            ),
        )


def ask_all(with_node: Meeting, tell: Callable[[Verdict], None]) -> list[Verdict]:
    """Ask every clause, in the order of the page; what was left at the node is taken back at the end."""
    verdicts = []
    for clause in CLAUSES:
        verdicts.append(_verdict(clause, with_node))
        tell(verdicts[-1])
    with_node.take_all_back()
    return verdicts


def _verdict(clause: Clause, with_node: Meeting) -> Verdict:
    try:
        if not clause.speaks(with_node):
            return Verdict(clause, "", is_asked=False)
        clause.check(with_node)
    except Deviates as error:
        return Verdict(clause, str(error))
    return Verdict(clause, "")


def _with_a_service(target: Card, met: Callable[[Agency, dict[str, Any]], Meeting]) -> Meeting:
    """The first service of the card whose team may hold what the run sends; the node's own policy decides that."""
    answers: dict[str, None] = {}
    for agency, service in _services(target):
        found = met(agency, service)
        try:
            said = found.told(found.offer(made := found.made()))
        except Deviates as error:
            raise CannotRun(
                f"The node does not take our messages: {error}. Has it confirmed our card?"
            ) from error
        if said.get("status") == "stored":
            found.stored.append(made)
            return found
        answers[f"{said.get('status')} {said.get('reason')}"] = None
    raise CannotRun(
        f"No service of the node takes a referral of ours: {', '.join(answers) or 'its card has none'}."
    )


def _services(target: Card) -> Iterator[tuple[Agency, dict[str, Any]]]:
    for agency in target.agencies:
        for service in agency.services:
            yield agency, service
