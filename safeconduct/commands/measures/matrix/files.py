"""The case files of the matrix: for each relation and purpose one in each agency, made through the doors.

What each door said is compared with the naive reading on the way; what then may be seen is written down beside each
file, from the policy's text alone.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from safeconduct.commands.measures.matrix import naive
from safeconduct.commands.measures.matrix.attempts import YES, call, said
from safeconduct.commands.measures.matrix.people import Asker, Base, named, team_of
from safeconduct.commands.measures.matrix.rule import Found

LATER = datetime.now(UTC) + timedelta(days=30)
GROUND = "vital_interest"

type Seen = tuple[UUID, str]
"""A case and a section."""


@dataclass(slots=True)
class File:
    """One case. `by` says for each member who may see anything which sections, and `edits` which may be written."""

    id: UUID
    by: dict[UUID, set[str]] = field(default_factory=dict)
    edits: dict[UUID, set[str]] = field(default_factory=dict)
    consent_version: int = 0
    """By which version of a consent it is seen; 0 where it is by none."""
    erased: frozenset[str] = frozenset()


def opens(sector: str, profession: str, purpose: str, basis: str, action: str = "open") -> set[str]:
    """The sections that the file lets such a member open, or do something else with."""
    return {s for s in naive.SECTIONS if naive.allows(sector, profession, purpose, s, action, basis)}


def held_by_team(sector: str, purpose: str, basis: str) -> list[str]:
    """What a team of all professions may be given."""
    held = {s for p in naive.PROFESSIONS for s in opens(sector, p, purpose, basis)}
    return [section for section in naive.SECTIONS if section in held]


def compared(
    found: Found, calls: Sequence[tuple[str, str]], words: list[str], right: Sequence[set[str]]
) -> None:
    """What the doors said, against the words that the naive reading allows."""
    for (_token, asked), word, expected in zip(calls, words, right, strict=True):
        found.note(word in expected, lambda asked=asked, word=word: f"{asked}: {word or 'yes'}")  # type: ignore[misc]


# --- Own files ------------------------------------------------------------------------------------------------


def led(base: Base, everybody: Iterable[Asker], purposes: Sequence[str]) -> tuple[list[File], Found]:
    """Everybody opens a case for each purpose: it works where the file lets the profession lead one."""
    files, found, calls, right = [], Found(), [], []
    for one in everybody:
        for purpose in purposes:
            seen = opens(one.sector, one.profession, purpose, "lead")
            file = File(named("led", str(one.id), purpose))
            calls.append((base.token(one.id), call("open_case", file.id, purpose)))
            right.append({YES} if seen else {"profession_opens_no_case"})
            if seen:
                file.by = {} if one.standing in ("suspended", "moved away") else {one.id: seen}
                file.edits = {m: opens(one.sector, one.profession, purpose, "lead", "edit") for m in file.by}
                files.append(file)
    compared(found, calls, said(base.connections["app"], calls), right)
    return files, found


def leaders() -> dict[str, Asker]:
    """In each sector in which somebody may lead a case, one who does."""
    return {
        sector: Asker(sector, profession)
        for sector in naive.SECTORS for profession in reversed(naive.PROFESSIONS)
        if opens(sector, profession, "assessment", "lead")
    }  # fmt: skip


def placed(base: Base, everybody: Iterable[Asker], purposes: Sequence[str]) -> tuple[list[File], Found]:
    """In each agency one lead gives all others a place, for each purpose."""
    found, files = Found(), []
    opened, calls, right = [], [], []
    for sector, lead in leaders().items():
        token = base.token(lead.id)
        for purpose in purposes:
            file = File(named("placed", sector, purpose))
            file.by[lead.id] = opens(sector, lead.profession, "assessment", "lead")
            file.edits[lead.id] = opens(sector, lead.profession, "assessment", "lead", "edit")
            opened.append((token, call("open_case", file.id, "assessment")))
            files.append(file)
            for one in everybody:
                if one.sector == sector and one.id != lead.id and one.standing != "moved away":
                    seen = opens(sector, one.profession, purpose, "place")
                    calls.append((token, call("place", file.id, one.id, purpose)))
                    right.append({YES} if seen else {"profession_has_no_place"})
                    if seen and one.standing != "suspended":
                        file.by[one.id] = seen
                        file.edits[one.id] = opens(sector, one.profession, purpose, "place", "edit")
    compared(found, opened, said(base.connections["app"], opened), [{YES}] * len(opened))
    compared(found, calls, said(base.connections["app"], calls), right)
    return files, found


# --- Received files -------------------------------------------------------------------------------------------

EDGES: dict[str, tuple[str, int, bool]] = {
    "ends at this moment": ("valid_until", 0, False),
    "ends in a microsecond": ("valid_until", 1, True),
    "begins at this moment": ("valid_from", 0, True),
    "begins in a microsecond": ("valid_from", 1, False),
}
"""Which time of the grant is set how many microseconds after the moment of the question, and whether it is seen."""
STATES = ("live", "withdrawn", "narrowed", "a later version", "closed", "accepted", "erased", *EDGES)


class Way(NamedTuple):
    """To whom something is sent, for what and on what ground."""

    sector: str
    purpose: str
    basis: str

    @property
    def most(self) -> list[str]:
        """What may go this way."""
        return held_by_team(self.sector, self.purpose, self.basis)

    def by_member(self, everybody: Iterable[Asker]) -> dict[UUID, set[str]]:
        """What each of the team's members may open of it."""
        team = [one for one in everybody if one.sector == self.sector and not one.standing]
        return {
            one.id: seen
            for one in team
            if (seen := opens(self.sector, one.profession, self.purpose, self.basis))
        }


type Calls = dict[str, list[tuple[str, str]]]
"""Token and statement, by the role that makes the call."""


def ways(purposes: Sequence[str]) -> list[Way]:
    """Every sector, purpose and basis."""
    return [Way(*one) for one in itertools.product(naive.SECTORS, purposes, naive.RECEIVED)]


def receive(base: Base, file: UUID, way: Way, sections: Sequence[str], version: int = 1) -> tuple[str, str]:
    """The call by which the peer's message brings sections."""
    is_consent = way.basis == "consent"
    consent = (named("consent", str(file)), version) if is_consent else (None, None)
    case = [file, f"handle-{file}", named("referral", str(file)), team_of(way.sector)]
    terms = [list(sections), way.purpose, LATER, way.basis, None if is_consent else GROUND, *consent]
    return base.of_peer(), call("receive", *case, *terms)


def received(
    base: Base, everybody: Sequence[Asker], purposes: Sequence[str], states: Sequence[str] = STATES
) -> tuple[list[File], Found]:
    """A peer brings to each agency, each way and in each state, all that its team may be given.

    And each section that it may not be given, alone: refused.
    """
    found, files = Found(), []
    brought: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    later: Calls = {"app": [], "inbox": []}
    for way in ways(purposes):
        most = way.most
        beyond = [section for section in naive.SECTIONS if section not in most]
        refused += [receive(base, named("refused", *way), way, [section]) for section in beyond]
        for state in states if most else ():
            file = File(named("received", *way, state), way.by_member(everybody))
            file.consent_version = int(way.basis == "consent")
            brought.append(receive(base, file.id, way, most))
            role, calls = _as_it_stands(base, file, state, way)
            later[role] += calls
            files.append(file)
    inbox = base.connections["inbox"]
    compared(found, brought, said(inbox, brought), [{YES}] * len(brought))
    compared(found, refused, said(inbox, refused), [{"recipient_may_not_hold"}] * len(refused))
    for role, calls in later.items():
        compared(found, calls, said(base.connections[role], calls), [{YES}] * len(calls))
    return files, found


def _as_it_stands(base: Base, file: File, state: str, way: Way) -> tuple[str, list[tuple[str, str]]]:
    """What happens to a live file, so that it stands in this state, and who does it; `file` then says what is seen."""
    first, peer = way.most[0], base.of_peer()
    if state in ("withdrawn", "closed"):
        file.by = {}
        return "inbox", [(peer, call("end_grants", file.id, None, None, state))]
    if state == "narrowed":
        file.by = {member: seen - {first} for member, seen in file.by.items()}
        return "inbox", [(peer, call("end_grants", file.id, [first], None, "narrowed"))]
    if state == "a later version":
        file.consent_version *= 2
        return "inbox", [receive(base, file.id, way, way.most, 2)]
    if state == "accepted":
        return "app", [_accepted(base, file, way)]
    if state == "erased":
        file.erased = frozenset({first})
    if state in EDGES and not EDGES[state][2]:
        file.by = {}
    return "inbox", []


def _accepted(base: Base, file: File, way: Way) -> tuple[str, str]:
    """Whoever may read it names one of the team, and from then on only that one reads."""
    able = [Asker(way.sector, p) for p in naive.PROFESSIONS if opens(way.sector, p, way.purpose, way.basis)]
    file.by = {able[-1].id: opens(way.sector, able[-1].profession, way.purpose, way.basis)}
    return base.token(able[0].id), call("place", file.id, able[-1].id, "assessment")


# --- What may leave -------------------------------------------------------------------------------------------


def disclosed(base: Base, purposes: Sequence[str]) -> Found:
    """In each agency a lead lets each section go to each sector's team, for each purpose: as the file allows."""
    found, calls, right = Found(), [], []
    for sector, lead in leaders().items():
        token, case = base.token(lead.id), named("placed", sector, purposes[0])
        refers = opens(sector, lead.profession, "assessment", "lead", "refer")
        for way in ways(purposes):
            most, is_consent = way.most, way.basis == "consent"
            on = [None, named("consent"), 1] if is_consent else [GROUND, None, None]
            for section in naive.SECTIONS:
                given = [case, team_of(way.sector), [section], way.purpose, LATER, way.basis, *on]
                calls.append((token, call("consent_to", *given)))
                right.append(_may_leave(section, refers, most))
    compared(found, calls, said(base.connections["app"], calls, undone=True), right)
    return found


def _may_leave(section: str, refers: set[str], most: list[str]) -> set[str]:
    if section not in refers:
        return {"not_yours_to_refer"}
    return {YES} if section in most else {"recipient_may_not_hold"}
