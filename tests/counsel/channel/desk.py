"""Lena, a lawyer in Romania, has a matter; a lawyer of node be answers as its node would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from safeconduct.access.acting import acting, receiving
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.cases.actions import open_case
from safeconduct.counsel.actions import open_matter, write_mandate
from safeconduct.counsel.channel import actions
from safeconduct.counsel.channel.inbound import linked
from safeconduct.counsel.channel.message import Letter
from safeconduct.counsel.channel.models import Link
from safeconduct.counsel.channel.queries import Item, items_of, link_of
from safeconduct.counsel.checking import run_check
from safeconduct.counsel.codes import MandateEnd, MandateKind, MatterKind
from safeconduct.counsel.sheet import Mandate
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.wire.linking import LINKED, LinkStep
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId, uuid7
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes

NAMES: dict[str, Any] = dict.fromkeys(("agreed_on", "item", "day", "whose", "why", "words"))
DAY = date(2026, 3, 1)
WORDS = Letter("en", "She is summoned here on the tenth.")
THEIRS = {"language": "en", "text": "The judgment is final."}


class Lawyers:
    """One referral between the two agencies; Lena is on this side of it."""

    def __init__(self, envelopes: Envelopes, side: Side = Side.SENDER) -> None:
        self.envelopes = envelopes
        envelopes.add_member("lena", "lawyer", seats=[envelopes.team])
        envelopes.add_member("leo", "lawyer", seats=[envelopes.team])
        with self.acts() as (by, at):
            self.case = open_case(by=by, at=at, profile={"pseudonym": "Linden", "is_child": "no"})
        received = None if side is Side.SENDER else uuid4()
        self.row = envelopes.add(State.ACCEPTED, side, case=received or self.case)
        with briefly("owner") as owner:
            owner.execute("ALTER TABLE referrals.referral NO FORCE ROW LEVEL SECURITY")
            owner.execute(
                "UPDATE referrals.referral SET purpose = 'legal_assistance' WHERE id = %s", [self.row.id]
            )
            owner.execute("ALTER TABLE referrals.referral FORCE ROW LEVEL SECURITY")
            if received:
                with unforced(owner, "cases.beside"):
                    insert(
                        owner,
                        "cases.beside",
                        own_case=self.case,
                        received_case=received,
                        agency_id=envelopes.own,
                    )
        self.matter = self.open_matter()

    @contextmanager
    def acts(self, who: str = "lena") -> Iterator[tuple[Member, datetime]]:
        """Somebody acts, in a transaction of the web process."""
        with as_process("web"), acting(MemberId(self.envelopes.members[who])):
            yield self.envelopes.member(who), domain_now()

    def open_matter(self, who: str = "lena") -> UUID:
        """A matter with a mandate that runs."""
        with self.acts(who) as (by, at):
            run_check(self.case, "Olha Shevchenko", by=by, at=at)
            made = open_matter(self.case, MatterKind.CRIMINAL, by=by, at=at)
            until = (at + timedelta(days=90)).date()
            mandate = Mandate(MandateKind.MANDATE, at.date() - timedelta(days=7), valid_until=until)
            write_mandate(made, mandate, None, by=by, at=at)
        return made

    def end_mandate(self) -> None:
        with self.acts() as (by, at):
            today = at.date()
            ended = Mandate(
                MandateKind.MANDATE, today - timedelta(days=7), ended_on=today, why=next(iter(MandateEnd))
            )
            write_mandate(self.matter, ended, 0, by=by, at=at)

    # --- Here -----------------------------------------------------------------------------------------------------

    def propose(self, agreed_on: date | None = DAY) -> UUID:
        with self.acts() as (by, at):
            return actions.propose(self.matter, self.row.id, agreed_on=agreed_on, by=by, at=at).shared

    def accept(self, link: UUID, agreed_on: date | None = DAY) -> None:
        with self.acts() as (by, at):
            actions.accept(link, self.matter, agreed_on=agreed_on, by=by, at=at)

    def open(self) -> UUID:
        """A link that both have agreed to."""
        link = self.propose()
        assert self.says(link, "accepted", agreed_on="2026-03-02") == ""
        return link

    def say(self, link: UUID, kind: LinkStep = LinkStep.SAID, **more: Any) -> UUID:
        with self.acts() as (by, at):
            return actions.say(self.matter, link, kind, WORDS, by=by, at=at, **more)

    def items(self, link: UUID, who: str = "lena") -> list[Item]:
        """What somebody reads of a link; nothing where it is not theirs to see."""
        with self.acts(who) as (by, at):
            found = Link.objects.filter(shared=link).first()
            return items_of(found, by=by, at=at) if found else []

    def link(self, link: UUID) -> Link:
        with self.acts():
            return link_of(link, self.matter)

    def keys(self) -> list[tuple[int, bool]]:
        """Generation, and whether the inbox made it, of each key of the legal matters of this file."""
        with briefly("owner") as owner, unforced(owner, "keys.section_key"):
            sql = "SELECT generation, intake FROM keys.section_key WHERE case_id = %s AND section = 'legal' ORDER BY 1"
            return owner.execute(sql, [self.case]).fetchall()

    def went(self) -> list[str]:
        """What became of each message to the other lawyer."""
        with self.acts():
            rows = Outgoing.objects.filter(type=LINKED).order_by("sequence")
            return list(rows.values_list("state", flat=True))

    # --- Over there -----------------------------------------------------------------------------------------------

    def says(self, link: UUID, step: str, role: str = "lawyer", **more: Any) -> str:
        """What the other lawyer's node says is taken in; the code of a refusal, or ""."""
        said = NAMES | {"step": step, "link": str(link)} | more
        body: dict[str, object] = {"referral": str(self.row.shared), "role": role, "link": said}
        try:
            arrive(self.envelopes, linked, body, self.row.handle)
        except RefuseMessage as refused:
            return refused.code
        return ""

    def word(self, link: UUID, **more: Any) -> str:
        """A message of theirs."""
        return self.says(link, "said", item=str(uuid4()), words=THEIRS, **more)

    def take_back_all(self) -> int:
        """The referral is taken back, as its peer's message brings it about."""
        with as_process("inbox"), receiving(NodeId("be"), MessageId(uuid7())):
            row = Referral.objects.get(id=self.row.id)
            return actions.destroy(row, None)

    def reads(self, who: str, table: str) -> int:
        """How many rows of a table somebody sees, whatever the page would show."""
        with self.acts(who), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found: int = cursor.fetchone()[0]
            return found
