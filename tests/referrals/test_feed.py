"""The feed misses nothing and repeats nothing, however the transactions that it tells of overlap."""

from contextlib import ExitStack, closing
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.access.ring import ring
from safeconduct.commands.rounds.jobs import forget
from safeconduct.keys.context import member_token
from safeconduct.referrals.listing import Feed, PlaceIsGone, feed
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.roles import APP
from tests.access.rows import insert
from tests.connections import ConnectAs, as_process, connect
from tests.referrals.envelopes import Envelopes, R


def read(envelopes: Envelopes, after: object = None, *, member: str = "ana", most: int = 100) -> Feed:
    """What this member's program reads."""
    with acting(MemberId(envelopes.members[member])):
        return feed(by=envelopes.member(member), after=after, most=most)  # type: ignore[arg-type]  # as given back


class Writer:
    """A transaction of Ana's over a connection of its own, open until it is told to commit."""

    def __init__(self, open_ones: ExitStack, envelopes: Envelopes) -> None:
        self.envelopes = envelopes
        self.connection = open_ones.enter_context(closing(connect(APP)))
        self.connection.execute("BEGIN")
        self.connection.execute("SET LOCAL lock_timeout = '3s'")
        token = member_token(ring(), MemberId(envelopes.members["ana"]))
        self.connection.execute("SELECT set_config('safeconduct.context', %s, true)", [token])

    def moves(self, row: Referral, event: str) -> None:
        """A move, with the referral locked as the actions do."""
        self.connection.execute("SELECT FROM referrals.referral WHERE id = %s FOR UPDATE", [row.id])
        insert(
            self.connection, "referrals.move", referral_id=row.id, agency_id=self.envelopes.own, hash=uuid4().hex,
            event=event, ordinal=None,
        )  # fmt: skip

    def receives(self, row: Referral) -> None:
        """A receipt, which locks no referral."""
        insert(
            self.connection, "exchange.receipt", digest=uuid4().hex, referral_id=row.shared,
            agency_id=self.envelopes.own, peer="be", step="opened",
        )  # fmt: skip

    def commit(self) -> None:
        """What was done is seen by all."""
        self.connection.execute("COMMIT")


def test_what_commits_late_is_read_late_and_not_lost(envelopes: Envelopes) -> None:
    one, two = envelopes.add(State.SENT, R), envelopes.add(State.SENT, R)
    place = read(envelopes).place
    with ExitStack() as open_ones:
        slow, fast = Writer(open_ones, envelopes), Writer(open_ones, envelopes)
        slow.moves(one, "ask")
        fast.moves(two, "hold")
        fast.commit()
        first = read(envelopes, place)
        slow.commit()
    second = read(envelopes, first.place)
    assert [(line.referral_id, line.kind) for line in first.lines] == [(two.id, "hold")]
    assert [(line.referral_id, line.kind) for line in second.lines] == [(one.id, "ask")]
    assert read(envelopes, second.place).lines == []
    numbers = [line.number for line in read(envelopes).lines]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_commit_that_numbers_its_lines_waits_for_nobodys_referral(envelopes: Envelopes) -> None:
    """Else it would hold the agency's numbers while somebody else holds the referral and waits for them."""
    row = envelopes.add(State.SENT, R)
    with ExitStack() as open_ones:
        holder, other = Writer(open_ones, envelopes), Writer(open_ones, envelopes)
        holder.moves(row, "ask")
        other.receives(row)
        other.commit()
        holder.commit()
    assert [line.kind for line in read(envelopes).lines][-2:] == ["receipt", "ask"]


def test_receipts_of_one_commit_are_one_line_and_those_of_two_are_two(envelopes: Envelopes) -> None:
    one, two = envelopes.add(State.SENT, R), envelopes.add(State.SENT, R)
    place = read(envelopes).place
    with ExitStack() as open_ones:
        together, after = Writer(open_ones, envelopes), Writer(open_ones, envelopes)
        for row in (one, one, two, one):
            together.receives(row)
        together.commit()
        after.receives(one)
        after.commit()
    lines = read(envelopes, place).lines
    assert {line.kind for line in lines} == {"receipt"}
    assert [line.referral_id for line in lines] == [one.id, two.id, one.id]


def test_what_is_rolled_back_leaves_no_gap(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    before = len(read(envelopes).lines)
    with ExitStack() as open_ones:
        writer = Writer(open_ones, envelopes)
        writer.moves(row, "ask")
        writer.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        writer.connection.execute("ROLLBACK")
        after = Writer(open_ones, envelopes)
        after.moves(row, "hold")
        after.commit()
    assert [line.number for line in read(envelopes).lines] == list(range(1, before + 2))


def test_news_a_part_taken_back_and_the_holders_answer_are_told(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED)
    place = read(envelopes).place
    with acting(MemberId(envelopes.members["ana"])) as at:
        Referral.objects.filter(id=row.id).update(last_news_at=at, taken_back=["needs"])
        Referral.objects.filter(id=row.id).update(holder_answer="erased")
        Referral.objects.filter(id=row.id).update(preview_seen=True)
    assert [line.kind for line in read(envelopes, place).lines] == [
        "news",
        "part_taken_back",
        "holder_answered",
    ]


def test_a_reader_sees_what_is_theirs_and_still_goes_on(envelopes: Envelopes) -> None:
    envelopes.add(State.ACCEPTED)  # Ana's own; the team's Vlad has nothing to do with it
    theirs = read(envelopes, member="vlad")
    assert theirs.lines == []
    assert theirs.place is not None
    assert len(read(envelopes, most=1).lines) == 1
    assert read(envelopes, most=1).has_more


def test_a_place_of_another_time_is_refused_and_never_taken_for_the_same(envelopes: Envelopes) -> None:
    """After a restore from a backup numbers come again, for other lines."""
    envelopes.add(State.SENT, R)
    place = read(envelopes).place
    assert place is not None
    with pytest.raises(PlaceIsGone):
        read(envelopes, (place[0], uuid4()))
    with pytest.raises(PlaceIsGone):
        read(envelopes, (place[0] + 1, place[1]))


def test_lines_of_90_days_ago_go_and_numbers_never_begin_anew(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    last = read(envelopes).lines[-1].number
    envelopes.move_clock(timedelta(days=91))
    with as_process("worker"):
        forget()
    assert [line.number for line in read(envelopes).lines] == [last]
    with ExitStack() as open_ones:
        writer = Writer(open_ones, envelopes)
        writer.moves(row, "ask")
        writer.commit()
    assert [line.number for line in read(envelopes).lines] == [last, last + 1]


@pytest.mark.parametrize("statement", [
    "INSERT INTO referrals.feed_line SELECT * FROM referrals.feed_line", "DELETE FROM referrals.feed_line",
    "SELECT referrals.note(gen_random_uuid(), gen_random_uuid(), 'x')", "SELECT referrals.forget_feed()",
])  # fmt: skip
def test_a_member_writes_no_line(connect_as: ConnectAs, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("app").execute(statement)


def test_only_a_worker_that_acts_forgets(connect_as: ConnectAs) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only_the_worker"):
        connect_as("worker").execute("SELECT referrals.forget_feed()")
