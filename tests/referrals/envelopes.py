"""Stored referrals for the tests of clocks: an own agency of node ro, another of node be, and envelopes in any state.

Rows are written as the web process by an invented member; what the clock does with them is the test's matter.
"""

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.agencies import queries
from safeconduct.agencies.models import Member
from safeconduct.exchange import peers
from safeconduct.keys.card import AgencyEntry, NodeCard, build
from safeconduct.keys.ring import load, make
from safeconduct.referrals import ledger
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.identifiers import (
    AgencyId,
    MemberId,
    NodeId,
    ReferralId,
    new_handle,
    new_reference,
)
from safeconduct.vocabulary.sections import Section
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.home import HOME
from tests.referrals.stories import codes_for

S, R = Side.SENDER, Side.RECEIVER
SEND, ACKNOWLEDGE, ACCEPT, START = (
    (Event.SEND, S),
    (Event.ACKNOWLEDGE, R),
    (Event.ACCEPT, R),
    (Event.START, R),
)
HANDOVER = ((Event.PROPOSE_HANDOVER, S), (Event.CONFIRM_HANDOVER, R))

PATHS: dict[State, tuple[tuple[Event, Side], ...]] = {
    State.DRAFT: (),
    State.SENT: (SEND,),
    State.ACKNOWLEDGED: (SEND, ACKNOWLEDGE),
    State.INFO_REQUESTED: (SEND, (Event.ASK, R)),
    State.ACCEPTED: (SEND, ACCEPT),
    State.ON_HOLD: (SEND, ACCEPT, (Event.HOLD, R)),
    State.HANDOVER_PLANNED: (SEND, ACCEPT, *HANDOVER),
    State.NO_SHOW: (SEND, ACCEPT, *HANDOVER, (Event.MISS, S)),
    State.IN_SERVICE: (SEND, ACCEPT, START),
    State.DECLINED: (SEND, (Event.DECLINE, R)),
    State.REROUTE_PROPOSED: (SEND, (Event.PROPOSE_REROUTE, R)),
    State.OUTCOME_RECORDED: (SEND, ACCEPT, START, (Event.RECORD_OUTCOME, R)),
    State.WITHDRAWN: (SEND, (Event.WITHDRAW, S)),
    State.CLOSED: (SEND, (Event.DECLINE, R), (Event.CLOSE, S)),
}
"""For each state one way that leads there."""


OTHER = AgencyId(uuid4())
"""The peer's agency, one for all tests of a process: so its node's keys are made once."""

ENTRY: AgencyEntry = {
    "id": str(OTHER), "name": "Agency be", "country": "BE", "sector": "ngo", "languages": ["en"],
    "duty_number": "+00 000 000", "teams": [], "services": [],
}  # fmt: skip
"""How it stands on the peer's card."""


@cache
def keys_of_the_peer() -> tuple[Path, NodeCard]:
    """The key folder of node be, to be copied, and its card: to make seven keys takes as long as most tests."""
    folder = HOME / f"be.{os.getpid()}"
    folder.mkdir(mode=0o700)
    make(folder, NodeId("be"), [OTHER])
    card = build(
        load(folder, "web"),
        name="Node be",
        country="BE",
        endpoint="http://127.0.0.1:9/",
        agencies=[ENTRY],
        at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
    )
    return folder, card


def forget_country(agency: AgencyId) -> None:
    """Another test, or this one, has put the agency into another country: a process knows it for a minute."""
    queries._countries.pop(agency, None)


@dataclass
class Envelopes:
    """The node's agency with its members, the peer's agency, and the referrals between them."""

    connect_as: ConnectAs
    own: AgencyId = field(default_factory=lambda: AgencyId(uuid4()))
    other: AgencyId = OTHER
    team: UUID = field(default_factory=uuid4)
    other_team: UUID = field(default_factory=uuid4)
    members: dict[str, UUID] = field(default_factory=dict)

    # --- People and nodes ---------------------------------------------------------------------------------

    def furnish(self, folder: Path) -> None:
        """Write both agencies, the members and the card of node be, whose keys are put into `folder`."""
        kept, card = keys_of_the_peer()
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        with briefly("owner") as owner:
            self._agency(owner, self.own, "ro", "RO", self.team)
            self._agency(owner, self.other, "be", "BE", self.other_team)
            owner.execute(
                "INSERT INTO exchange.peer (node, card, fingerprint, confirmed_at) VALUES ('be', %s, 'x', now())",
                [Jsonb(card)],
            )
        for name in ("ana", "vlad"):
            self.add_member(name, "social_worker", seats=[self.team])
        peers.forget()
        forget_country(self.other)

    def _agency(
        self, owner: psycopg.Connection, agency: AgencyId, node: str, country: str, team: UUID
    ) -> None:
        owner.execute(
            "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
            "VALUES (%s, %s, %s, %s, 'ngo', '{}', '')",
            [agency, node, f"Agency {node}", country],
        )
        owner.execute(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
            "VALUES (%s, %s, 'Team', '{social_worker}', '{}')",
            [team, agency],
        )

    def add_member(
        self, name: str, profession: str, *, seats: list[UUID] | None = None, supervises: bool = False
    ) -> UUID:
        """A member of the own agency."""
        member = self.members[name] = uuid4()
        with briefly("owner") as owner:
            row = owner.execute(
                "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, "
                "is_active, date_joined) VALUES (%s, '!', false, '', '', '', false, true, now()) RETURNING id",
                [f"member-{member}"],
            ).fetchone()
            assert row is not None
            owner.execute(
                "INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [member, self.own, row[0], name, profession, supervises],
            )
            for team in seats or []:
                owner.execute(
                    "INSERT INTO agencies.seat (id, member_id, team_id) VALUES (%s, %s, %s)",
                    [uuid4(), member, team],
                )
        return member

    def member(self, name: str) -> Member:
        """The member as the actions take it."""
        return Member.objects.select_related("agency").get(id=self.members[name])

    def move_clock(self, by: timedelta) -> None:
        """The owner moves the demonstration's clock, forward from where it is."""
        with briefly("owner") as owner:
            owner.execute("UPDATE access.node SET moved = moved + %s", [by])

    # --- Referrals ----------------------------------------------------------------------------------------

    def add(
        self,
        state: State,
        side: Side = S,
        *,
        urgency: Urgency = Urgency.URGENT,
        until: timedelta = timedelta(days=365),
        case: UUID | None = None,
        worker: UUID | None = None,
    ) -> Referral:
        """A referral in this state as the own agency holds it on this side, all its moves made just now."""
        with as_process("web"), acting(MemberId(self.members["ana"])):
            at = domain_now()
            row = self._row(side, urgency, at, until)
            row.case_id = case or (uuid4() if side is S else None)
            row.worker_id = worker or (self.members["ana"] if side is S else None)
            row.save(force_insert=True)
            for event, by in PATHS[state]:
                self._step(row, event, by, at)
        return row

    def _row(self, side: Side, urgency: Urgency, at: datetime, until: timedelta) -> Referral:
        shared = uuid4()
        consent = Extract(
            id=uuid4(), version=1, hash="0" * 64, sections=(Section.PROFILE, Section.NEEDS), until=at + until,
            conditions=(), tell_outcome=True, follow_changes=True,
        )  # fmt: skip
        is_draft_here = side is S
        return Referral(
            shared=shared, side=side, agency_id=self.own, other_agency_id=self.other, peer="be",
            team_id=self.other_team if is_draft_here else self.team, handle=new_handle(),
            reference=new_reference("RO"), service="shelter", urgency=urgency, purpose="referral_service", country="RO",
            state=State.DRAFT if is_draft_here else State.SENT, head=Genesis(ReferralId(shared), at).hash,
            created_at=at, since=at, due_at=at + timedelta(days=28), consent_id=consent.id, consent_version=1,
            consent=consent.members(), at_once=["profile", "needs"],
        )  # fmt: skip

    def _step(self, row: Referral, event: Event, by: Side, at: datetime) -> None:
        history = ledger.history(row)
        codes = codes_for(history.state, event, Actor.MEMBER, at)
        if event is Event.SEND:
            codes |= {"urgency": row.urgency, "services": ["shelter"]}
        if event is Event.RECORD_OUTCOME:
            codes |= {"outcomes": {"shelter": "given"}}
        ledger.add(
            row,
            [Move(ReferralId(row.shared), history.head, event, by, Actor.MEMBER, at, codes)],
            role="social_worker",
        )

    def now(self, row: Referral) -> Referral | None:
        """The referral as it stands; None when it is gone."""
        with as_process("web"), acting(MemberId(self.members["ana"])):
            return Referral.objects.filter(id=row.id).first()

    def offer(self, row: Referral) -> UUID:
        """Post something in the place of the offer, as the member did when the referral was sent."""
        from safeconduct.exchange.outbox import Parcel, post
        from safeconduct.referrals.effects import road

        with as_process("web"), acting(MemberId(self.members["ana"])):
            body = {"referral": str(row.shared)}
            parcel = Parcel(
                type="safeconduct.referral.offered.v1", body=body, case=row.case_id, referral=row.shared,
                sections=[Section.NEEDS],
            )  # fmt: skip
            row.offer_message = post(road(row), parcel, at=domain_now())
            row.save(update_fields=["offer_message"])
        return row.offer_message
