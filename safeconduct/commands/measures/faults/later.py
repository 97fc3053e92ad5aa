"""Later versions of shared sections: what members were told is saved beside what the other side took in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from safeconduct.commands.measures.faults.oracle import Oracle, Referral, Told
from safeconduct.commands.measures.faults.reading import Held
from safeconduct.commands.measures.faults.scripts import AT_ONCE

ACCEPTED = frozenset({"accepted", "handover_planned", "in_service", "outcome_recorded"})
OVER = frozenset({"declined", "withdrawn"})
"""What was on its way then takes no effect."""

type Finding = tuple[str, str]
"""What it is (lost, twice, out of order) and the sentence."""


@dataclass(frozen=True)
class Later:
    """What was saved anew, of every person, in every story."""

    referrals: list[Referral]

    @classmethod
    def of(cls, oracle: Oracle) -> "Later":
        """All that members were told of."""
        return cls(oracle.sent)

    def at_the_sender(self, stands: Mapping[str, Mapping[tuple[str, str], int]]) -> list[Finding]:
        """A file begins with version 1 of each section, and each version more was told to a member."""
        saved: dict[tuple[str, str, str], list[int]] = {}
        for one in self.referrals:
            for told in _updates(one):
                saved.setdefault((one.sender, one.person, told.detail), []).append(told.version)
        found: list[Finding] = []
        for (node, case, section), versions in saved.items():
            newest, number = stands[node].get((case, section), 0), len(versions) + 1
            where = f"{section} of a person at {node}"
            if newest < max(versions):
                found.append(("lost", f"{where}: version {max(versions)}, where {newest} stands"))
            elif newest != number:
                told_of = ", ".join(map(str, sorted(versions)))
                found.append(("twice", f"{where}: {newest} versions, where 1, {told_of} were told of"))
        return found

    def at_the_receiver(
        self, referral: Referral, here: Held, there: Held, read: Mapping[str, int] | None = None
    ) -> list[Finding]:
        """The other side has taken in the last version, opens it, and took in each once and in order.

        `read` is what its software has read by section, where it was asked.
        """
        found: list[Finding] = []
        for section, version in self._due(referral, here, there).items():
            what, came = f"{referral.reference}: {section} {version}", max(there.came.get(section, (0,)))
            if came < version:
                found.append(("lost", f"{what}, {came} is there"))
            elif there.state not in ACCEPTED:
                continue
            elif there.newest.get(section, 0) < version:
                found.append(("lost", f"{what} does not open"))
            elif read is not None and read.get(section, 0) < version:
                found.append(("lost", f"{what}, {read.get(section, 'nothing')} is read there"))
        return found + _not_once_in_order(referral, there)

    def _due(self, referral: Referral, here: Held, there: Held) -> dict[str, int]:
        """The versions that the other side must have.

        While a referral runs, all that was saved of the person goes there, whichever story saved it; after its end,
        what was saved in its own story, before the end. What is held back goes when it is accepted.
        """
        states = {here.state, there.state}
        if referral.is_taken_back or states & OVER:
            return {}
        same_person = [one for one in self.referrals if _person(one) == _person(referral)]
        is_over = "closed" in states
        due: dict[str, int] = {}
        for one in [referral] if is_over else same_person:
            for told in _updates(one):
                goes = is_over or told.detail in AT_ONCE or there.state in ACCEPTED
                if goes and told.known < _ended(referral, told.detail, same_person):
                    due[told.detail] = max(told.version, due.get(told.detail, 0))
        return {name: version for name, version in due.items() if name not in referral.parts_taken_back}


def _updates(referral: Referral) -> Iterable[Told]:
    return (told for told in referral.told if told.what == "update")


def _person(referral: Referral) -> tuple[str, str]:
    return referral.sender, referral.person


def _ended(referral: Referral, section: str, same_person: list[Referral]) -> float:
    """From when on the section need not go there any more, because of another referral to the same team.

    What may leave a file is held by team, and rests on the newest consent. Taken back at the sender, nothing leaves to
    that team until there is a new consent; taken back at the receiver, what rests on that very consent ends.
    """
    moments = [inf]
    for other in same_person:
        if other is referral or other.receiver != referral.receiver:
            continue
        for told in other.told:
            if told.what != "withdraw" and (told.what, told.detail) != ("part", section):
                continue
            is_before = (other.known if told.side == "receiver" else told.known) < referral.begun
            moments += [] if is_before else [told.begun]
    return min(moments)


def _not_once_in_order(referral: Referral, there: Held) -> list[Finding]:
    found: list[Finding] = []
    for section, versions in there.came.items():
        if len(set(versions)) < len(versions):
            found.append(("twice", f"{referral.reference}: {section} was taken in as {versions}"))
        if any(later < earlier for earlier, later in pairwise(versions)):
            found.append(("out of order", f"{referral.reference}: {section} was taken in as {versions}"))
    return found
