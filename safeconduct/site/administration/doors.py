"""The database's functions of administration, as Python functions. Nothing else writes members, teams or services.

Each asks who is acting; what it refuses is raised as NotPossible with a reason of `agencies/rights.py`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access.doors import INSUFFICIENT_PRIVILEGE
from safeconduct.agencies.removal import OnAgency, OnTeam
from safeconduct.agencies.rights import REASONS, Rights
from safeconduct.site.administration.service_facts import Facts
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible


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


def change_periods(rows: str) -> str:
    """Other periods of clocks: "at_once"; a longer one "waits", or stands "by_one" where nobody else is there."""
    return str(call("SELECT referrals.change_periods(%s::jsonb)", [rows])[0][0])


def terms() -> dict[str, int]:
    """How many days each thing is kept; what is missing is kept without an end."""
    return dict(call("SELECT what, days FROM setup.terms()", []))


def change_terms(terms: Mapping[str, int | None]) -> str:
    """Other terms, None for no end: "at_once"; weaker ones wait ("waits"), or stand "by_one"."""
    return str(call("SELECT setup.change_terms(%s::jsonb)", [json.dumps(dict(terms))])[0][0])


def change_agency(agency: UUID, *, name: str, country: str, sector: str) -> str:
    """Another name, country or sector: "at_once" when nothing differs; else it "waits", or stands "by_one"."""
    given = [agency, name, country, sector]
    return str(call("SELECT agencies.change_agency(%s, %s, %s, %s)", given)[0][0])


def on_team(team: UUID) -> OnTeam:
    """What hangs on a team of the own agency."""
    return OnTeam(*call("SELECT * FROM agencies.hangs_on_team(%s)", [team])[0])


def remove_team(team: UUID) -> None:
    """The team goes, when nothing hangs on it."""
    call("SELECT agencies.remove_team(%s)", [team])


def on_agency(agency: UUID) -> OnAgency:
    """What hangs on an agency of this node, for who keeps it."""
    return OnAgency(*call("SELECT * FROM agencies.hangs_on_agency(%s)", [agency])[0])


def remove_agency(agency: UUID) -> None:
    """The agency goes, when nothing hangs on it."""
    call("SELECT agencies.remove_agency(%s)", [agency])


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


def save_facts(duty_number: str, languages: Sequence[str]) -> None:
    """What the agency says of itself."""
    call("SELECT agencies.save_facts(%s, %s)", [duty_number, list(languages)])


def save_team(team: UUID, *, name: str, professions: Sequence[str], languages: Sequence[str]) -> str:
    """A new team, or what is new about one: "at_once"; more professions wait ("waits"), or stand "by_one"."""
    given = [team, name, list(professions), list(languages)]
    return str(call("SELECT agencies.save_team(%s, %s, %s, %s)", given)[0][0])


def change_capacities(member: UUID, subject: str, held: Sequence[tuple[str, str]]) -> str:
    """What a member may do with contents of a subject: less "at_once"; more waits ("waits"), or stands "by_one"."""
    given = [member, subject, json.dumps([list(one) for one in held])]
    return str(call("SELECT agencies.change_capacities(%s, %s, %s)", given)[0][0])


def add_agency(
    agency: UUID, *, name: str, country: str, sector: str, languages: Sequence[str], duty_number: str
) -> None:
    """Another agency with a seat on this node."""
    given = [agency, name, country, sector, list(languages), duty_number]
    call("SELECT agencies.add_agency(%s, %s, %s, %s, %s, %s)", given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of one team, as the directory shows it."""

    team: UUID
    service: str
    needs: Sequence[str]
    purpose: str
    takes_children: bool
    hours: str
    open_days: Sequence[int]
    opens: time | None
    closes: time | None
    jurisdictions: Sequence[str] = ()
    """Of which countries it practises the law."""
    proceeding_types: Sequence[str] = ()
    facts: Facts = field(default_factory=Facts)
    """Whom it takes, where it is, and how it is found."""


def save_service(entry: UUID, said: Service) -> None:
    """A new service, or what is new about one."""
    given = [
        entry, said.team, said.service, list(said.needs), said.purpose, said.takes_children, said.hours,
        list(said.open_days), said.opens, said.closes,
    ]  # fmt: skip
    call("SELECT directory.save_entry(%s, %s, %s, %s, %s, %s, %s, %s::smallint[], %s, %s)", given)
    say_more(entry, said)


def begin_change(entry: UUID) -> int | None:
    """Lock a service before it is changed: the number of the version that stands; None for one that is new."""
    found = call("SELECT directory.begin_change(%s)", [entry])[0][0]
    return None if found is None else int(found)


def end_change(entry: UUID, parts: Sequence[str]) -> None:
    """Keep what stands now as a version, with the parts that changed as checked today; without any, no version."""
    call("SELECT directory.end_change(%s, %s::text[])", [entry, list(parts)])


def say_more(entry: UUID, said: Service) -> None:
    """Which law a service practises, whom it takes and where it is; of the own agency or a partner without a node."""
    given = [entry, list(said.jurisdictions), list(said.proceeding_types)]
    call("SELECT directory.say_law(%s, %s, %s)", given)
    call("SELECT directory.say_facts(%s, %s::jsonb)", [entry, json.dumps(asdict(said.facts))])


def say_audience(entry: UUID, audience: str, contact: str, *, tells_intake: bool, is_checked: bool) -> None:
    """For whom a service of the own agency is, and that it was checked just now."""
    given = [entry, audience, contact, tells_intake, is_checked]
    call("SELECT directory.say_audience(%s, %s, %s, %s, %s)", given)


def say_offered(entry: UUID, whom: str, nodes: Sequence[str]) -> None:
    """To which nodes a service of the own agency is offered."""
    call("SELECT directory.say_offered(%s, %s, %s)", [entry, whom, list(nodes)])


def stop_feed(node: str) -> None:
    """No services of this peer come by themselves any more."""
    call("SELECT directory.stop_feed(%s)", [node])


def restart_feed(node: str) -> None:
    """They come from the beginning."""
    call("SELECT directory.restart_feed(%s)", [node])


def remove_service(entry: UUID) -> None:
    """The directory shows it no more."""
    call("SELECT directory.remove_entry(%s)", [entry])


@contextmanager
def _said() -> Iterator[None]:
    try:
        # No savepoint: whoever is refused here does nothing more in this transaction.
        with transaction.atomic(savepoint=False):
            yield
    except ProgrammingError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
            raise
        code = str(cause).splitlines()[0].removeprefix("access: ")
        otherwise = Reason(
            code if code.isidentifier() else "no_privilege",
            _("This is not open to you, and the database refuses it."),
            _("Ask the administrator of your agency."),
        )
        raise NotPossible(REASONS.get(code, otherwise)) from None


def call(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of one of the functions. Raises NotPossible with the database's reason."""
    with _said(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
