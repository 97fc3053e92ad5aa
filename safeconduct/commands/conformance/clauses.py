"""The clauses, each with a check of its own that makes all it needs, so that one fault fails one clause."""

from collections.abc import Callable
from dataclasses import dataclass

from safeconduct.commands.conformance.meeting import Meeting

type Check = Callable[[Meeting], None]
type Question = Callable[[Meeting], bool]


def everybody(_meeting: Meeting) -> bool:
    """What no node may leave out."""
    return True


@dataclass(frozen=True)
class Clause:
    """One sentence of the protocol's page that a peer can look at from outside; `check` raises Deviates.

    `speaks` says whether the node has the part that the clause is about: sections 22 to 25 may be left out.
    """

    id: str
    section: str
    sentence: str
    check: Check
    speaks: Question = everybody


CLAUSES: list[Clause] = []
"""All of them, in the order of the page."""


def clause(
    name: str, section: str, sentence: str, *, speaks: Question = everybody
) -> Callable[[Check], Check]:
    """Enter a check under the clause that it looks at."""

    def enter(check: Check) -> Check:
        CLAUSES.append(Clause(name, section, sentence, check, speaks))
        CLAUSES.sort(key=lambda one: (len(one.id), one.id))
        return check

    return enter
