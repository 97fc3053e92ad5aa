"""The clauses, each with a check of its own that makes all it needs, so that one fault fails one clause."""

from collections.abc import Callable
from dataclasses import dataclass

from safeconduct.commands.conformance.meeting import Meeting

type Check = Callable[[Meeting], None]


@dataclass(frozen=True)
class Clause:
    """One sentence of the protocol's page that a peer can look at from outside; `check` raises Deviates."""

    id: str
    section: str
    sentence: str
    check: Check


CLAUSES: list[Clause] = []
"""All of them, in the order of the page."""


def clause(name: str, section: str, sentence: str) -> Callable[[Check], Check]:
    """Enter a check under the clause that it looks at."""

    def enter(check: Check) -> Check:
        CLAUSES.append(Clause(name, section, sentence, check))
        CLAUSES.sort(key=lambda one: one.id)
        return check

    return enter
