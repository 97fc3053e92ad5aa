"""The database's functions for members, as Python functions: invited, seated, given rights, suspended, removed.

Nothing else writes them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.rights import Rights
from safeconduct.site.administration.calling import call


@dataclass(frozen=True, slots=True)
class Work:
    """How much a member has in hand: numbers, never which."""

    led: int
    named: int
    referrals: int

    @property
    def number(self) -> int:
        """All of it."""
        return self.led + self.named + self.referrals

    @property
    def is_open(self) -> bool:
        """Whether anything must be handed over before the member can go."""
        return bool(self.led or self.named or self.referrals)


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands with a member beside that: numbers, never which."""

    places: int
    offers: int
    asks: int
    enquiries: int
    questions: int
    complaints: int

    @property
    def is_open(self) -> bool:
        """Whether a handover has anything of it to settle; a complaint it leaves to whom the person chose."""
        return bool(self.places or self.offers or self.asks or self.enquiries or self.questions)


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link is for, and whether it opens: open, account, waits, expired, used, withdrawn or refused.

    "account": it opens for whoever is signed in with the account that has its address.
    """

    reference: str
    agency: str
    name: str
    email: str
    profession: str
    state: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that is not answered yet, as the administrator sees it."""

    id: UUID
    name: str
    email: str
    profession: str
    supervises: bool
    at: datetime
    until: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change of rights, or an invitation with rights over others, that waits for the acting member."""

    id: UUID
    kind: str
    name: str
    profession: str
    supervises: bool
    keeps_node: bool
    was_profession: str
    was_supervises: bool
    was_keeps_node: bool
    by_name: str
    at: datetime


def invite(
    *, agency: UUID, digest: bytes, name: str, email: str, rights: Rights, teams: Sequence[UUID]
) -> str:
    """Keep an invitation: "open"; "waits" for a second person; or "by_one", where nobody else is there to see it."""
    rows = call(
        "SELECT agencies.invite(%s, %s, %s, %s, %s, %s, %s)",
        [agency, digest, name, email, rights.profession, rights.supervises, list(teams)],
    )
    return str(rows[0][0])


def withdraw_invitation(invitation: UUID) -> None:
    """The link opens no more."""
    call("SELECT agencies.withdraw_invitation(%s)", [invitation])


def invitations() -> list[Invitation]:
    """What the acting administrator's agency has sent and nobody has used."""
    return [Invitation(*row) for row in call("SELECT * FROM agencies.invitations()", [])]


def invited(digest: bytes) -> Invited | None:
    """What this link is for; None when there is none."""
    rows = call("SELECT * FROM agencies.invitation_of(%s)", [digest])
    return Invited(*rows[0]) if rows else None


def accept_invitation(digest: bytes, encoded: str) -> tuple[UUID, int]:
    """Use the link: the new place and its account."""
    member, account = call("SELECT * FROM agencies.accept_invitation(%s, %s)", [digest, encoded])[0]
    return member, account


def accept_as_myself(digest: bytes) -> UUID:
    """Use the link with the account that acts: one more place, and its id."""
    member: UUID = call("SELECT agencies.accept_as_myself(%s)", [digest])[0][0]
    return member


def suspend(member: UUID) -> None:
    """From the next statement on the member is nobody."""
    call("SELECT agencies.suspend(%s)", [member])


def lift(member: UUID) -> None:
    """The place is open again."""
    call("SELECT agencies.lift(%s)", [member])


def seat(member: UUID, teams: Sequence[UUID]) -> str:
    """These are the member's teams, and no other: "at_once"; new ones wait ("waits"), or stand "by_one"."""
    return str(call("SELECT agencies.seat(%s, %s)", [member, list(teams)])[0][0])


def change_rights(member: UUID, rights: Rights) -> bool:
    """Change what a member may do; whether it waits for a second person."""
    given = [member, rights.profession, rights.supervises, rights.keeps_node]
    return bool(call("SELECT agencies.change_rights(%s, %s, %s, %s)", given)[0][0] == "waits")


def waiting_for_me() -> list[Waiting]:
    """What the acting member may confirm as the second person."""
    return [Waiting(*row) for row in call("SELECT * FROM agencies.waiting_for_me()", [])]


def invited_for_me() -> dict[UUID, tuple[str, list[str]]]:
    """Of the invitations among them, the address and the teams."""
    rows = call("SELECT id, email, teams FROM agencies.invited_for_me()", [])
    return {found: (email, teams) for found, email, teams in rows}


def answer(change: UUID, *, agrees: bool) -> UUID:
    """Confirm or refuse what waits; the member or invitation that it was about."""
    about: UUID = call("SELECT agencies.answer_change(%s, %s)", [change, agrees])[0][0]
    return about


def open_work(member: UUID) -> Work:
    """What a member of the own agency has in hand."""
    return Work(*call("SELECT * FROM referrals.open_work(%s)", [member])[0])


def in_hand(member: UUID) -> tuple[Work, Stands]:
    """The same, and what stands with the member beside cases and referrals, in one question."""
    row = call(
        "SELECT * FROM referrals.open_work(%s) CROSS JOIN referrals.stands_with(%s)", [member, member]
    )[0]
    return Work(*row[:3]), Stands(*row[3:])


@dataclass(frozen=True, slots=True)
class Handover:
    """One that is under way: to whom, how much it was at its beginning, and who began it when."""

    to: list[UUID]
    total: int
    by_name: str
    begun_at: datetime


def handover_of(member: UUID) -> Handover | None:
    """What is half handed over; None when nothing is."""
    rows = call("SELECT * FROM referrals.handover_of(%s)", [member])
    return Handover(*rows[0]) if rows else None


def hand_over_part(member: UUID, to: Sequence[UUID], most: int) -> Work:
    """At most so many cases go to these colleagues, in turn; how much is left."""
    return Work(*call("SELECT * FROM referrals.hand_over_part(%s, %s, %s)", [member, list(to), most])[0])


def remove(member: UUID) -> None:
    """The place ends for good."""
    call("SELECT agencies.remove_member(%s)", [member])


def change_capacities(member: UUID, subject: str, held: Sequence[tuple[str, str]]) -> str:
    """What a member may do with contents of a subject: less "at_once"; more waits ("waits"), or stands "by_one"."""
    given = [member, subject, json.dumps([list(one) for one in held])]
    return str(call("SELECT agencies.change_capacities(%s, %s, %s)", given)[0][0])
