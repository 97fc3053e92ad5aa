"""Later versions of shared sections: what members were told is saved beside what the other side took in. Pure."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from safeconduct.commands.measures.faults.oracle import Referral
from safeconduct.commands.measures.faults.reading import Held
from safeconduct.commands.measures.faults.scripts import AT_ONCE

ACCEPTED = frozenset({"accepted", "handover_planned", "in_service", "outcome_recorded"})
OVER = frozenset({"declined", "withdrawn"})
"""What was on its way then takes no effect."""

type Section = tuple[str, str, str]
"""The node, the person's case there, and the section."""
type Finding = tuple[str, str]
"""What it is (lost, twice, out of order) and the sentence."""


def saved_of(referrals: Iterable[Referral]) -> dict[Section, list[int]]:
    """Every version that a member was told is saved, by its section."""
    found: dict[Section, list[int]] = {}
    for referral in referrals:
        for told in referral.told:
            if told.what == "update":
                key = referral.sender, referral.person, told.detail
                found.setdefault(key, []).append(told.version)
    return {key: sorted(versions) for key, versions in found.items()}


def at_the_sender(
    saved: Mapping[Section, list[int]], stands: Mapping[str, Mapping[tuple[str, str], int]]
) -> list[Finding]:
    """A file begins with version 1 of each section, and each version more was told to a member."""
    found: list[Finding] = []
    for (node, case, section), versions in saved.items():
        newest, told = stands[node].get((case, section), 0), len(versions) + 1
        where = f"{section} of a person at {node}"
        if newest < max(versions):
            found.append(("lost", f"{where}: version {max(versions)}, where {newest} stands"))
        elif newest != told:
            found.append(("twice", f"{where}: {newest} versions, where {told} were told of"))
    return found


def at_the_receiver(
    referral: Referral,
    saved: Mapping[Section, list[int]],
    here: Held,
    there: Held,
    read: Mapping[str, int] | None = None,
) -> list[Finding]:
    """The other side has taken in the last version, opens it, and took in each once and in order.

    `read` is what its software has read by section, where it was asked.
    """
    found: list[Finding] = []
    for section, version in _due(referral, saved, here, there).items():
        came = max(there.came.get(section, (0,)))
        if came < version:
            found.append(("lost", f"{referral.reference}: {section} {version}, {came} is there"))
        elif there.state in ACCEPTED and there.newest.get(section, 0) < version:
            found.append(("lost", f"{referral.reference}: {section} {version} does not open"))
        elif there.state in ACCEPTED and read is not None and read.get(section, 0) < version:
            said = read.get(section, "nothing")
            found.append(("lost", f"{referral.reference}: {section} {version}, {said} is read there"))
    for section, versions in there.came.items():
        if len(set(versions)) < len(versions):
            found.append(("twice", f"{referral.reference}: {section} was taken in as {versions}"))
        if any(later < earlier for earlier, later in pairwise(versions)):
            found.append(("out of order", f"{referral.reference}: {section} was taken in as {versions}"))
    return found


def _due(referral: Referral, saved: Mapping[Section, list[int]], here: Held, there: Held) -> dict[str, int]:
    """The versions that the other side must have.

    While a referral runs, all that was saved of the person goes there, whichever story saved it; after its end, what
    was saved in its own story, before the end. What is held back goes when it is accepted.
    """
    if referral.is_taken_back or {here.state, there.state} & OVER:
        return {}
    if "closed" in (here.state, there.state):
        due = {told.detail: told.version for told in referral.told if told.what == "update"}
    else:
        due = {
            section: max(versions)
            for (node, case, section), versions in saved.items()
            if (node, case) == (referral.sender, referral.person)
            and (section in AT_ONCE or there.state in ACCEPTED)
        }
    return {section: version for section, version in due.items() if section not in referral.parts_taken_back}
