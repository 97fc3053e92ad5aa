"""The periods that a node agreed on run its own clocks; a clock of the other side keeps the default here."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from psycopg.types.json import Jsonb

from safeconduct.access.acting import acting
from safeconduct.referrals import agreed, clockwork, ledger
from safeconduct.referrals.clocks import PERIODS, due
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.workdays import Period
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes, R, S


@pytest.fixture
def twelve_hours(connect_as: ConnectAs) -> Iterator[None]:
    """This node confirms urgent referrals within twelve hours instead of 24."""
    with briefly("owner") as owner:
        owner.execute(
            "INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days) "
            "VALUES (gen_random_uuid(), 'sent', 'urgent', 12, 0), "
            "(gen_random_uuid(), 'a state of a later version', 'urgent', 1, 0)"
        )
    agreed.forget()
    yield
    agreed.forget()


def test_what_was_agreed_stands_over_the_default_and_all_else_stays(twelve_hours: None) -> None:
    with transaction.atomic():
        periods = agreed.agreed()
    assert periods[State.SENT][Urgency.URGENT] == Period(hours=12)
    assert periods[State.SENT][Urgency.EMERGENCY] == PERIODS[State.SENT][Urgency.EMERGENCY]
    assert PERIODS[State.SENT][Urgency.URGENT] == Period(hours=24)
    assert set(periods) == set(State)


@pytest.mark.parametrize("side, peer, hours", [(R, "be", 12), (S, "be", 24), (S, "ro", 12)])
def test_the_side_whose_turn_it_is_computes_with_its_own(
    twelve_hours: None, side: str, peer: str, hours: int
) -> None:
    """What was sent waits for the receiver: for us as the receiver, or when both agencies are of this node."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with transaction.atomic():
        periods = agreed.periods_of(Referral(side=side, peer=peer), State.SENT)
    assert due(State.SENT, Urgency.URGENT, at, "RO", periods=periods) == at + timedelta(hours=hours)


def test_a_referral_that_comes_in_is_due_by_the_nodes_own_period(
    twelve_hours: None, envelopes: Envelopes
) -> None:
    row = envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000))
    assert row.due_at is not None
    assert row.due_at - row.since == timedelta(hours=12)


@pytest.mark.parametrize("state", [State.HANDOVER_PLANNED, State.IN_SERVICE, State.SENT])
def test_a_period_that_is_changed_moves_neither_the_beginning_nor_the_end_of_a_clock_that_runs(
    envelopes: Envelopes, connect_as: ConnectAs, state: State
) -> None:
    row = envelopes.add(state, R, until=timedelta(days=4000))
    with briefly("owner") as owner:
        owner.execute(
            "INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days) "
            "SELECT gen_random_uuid(), %s, u, 999, 0 FROM unnest(%s::text[]) u",
            [state, list(Urgency)],
        )
    agreed.forget()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored = Referral.objects.get(id=row.id)
        ledger.add(stored, [], role="social_worker")
        now = Referral.objects.get(id=row.id)
    agreed.forget()
    assert (now.clock_began, now.due_at) == (row.clock_began, row.due_at)
    with as_process("worker"):
        assert clockwork.run() == 0


def test_nobody_else_may_agree_on_periods(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    for role in ("app", "inbox", "worker"):
        with pytest.raises(Exception, match=r"not_in_setup|permission denied"):
            connect_as(role).execute("SELECT referrals.agree_periods('[]')")
        with pytest.raises(Exception, match=r"not_an_administrator|permission denied"):
            connect_as(role).execute("SELECT referrals.change_periods('[]')")


def test_a_clock_keeps_the_agreement_that_it_began_under(
    twelve_hours: None, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    follows = "UPDATE referrals.agreed_period SET cites = %s WHERE state = 'sent'"
    with briefly("owner") as owner:
        owner.execute(follows, [Jsonb(_second(2))])
    agreed.forget()
    row = envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000))
    assert row.clock_cites == _second(2)

    with briefly("owner") as owner:
        owner.execute(follows, [Jsonb(_second(3))])
    agreed.forget()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        ledger.note_news(row, row.since + timedelta(hours=1))
        assert Referral.objects.get(id=row.id).clock_cites == _second(2)
    assert envelopes.add(State.ACKNOWLEDGED, R, until=timedelta(days=4000)).clock_cites is None
    assert (
        envelopes.add(State.SENT, S, urgency=Urgency.URGENT, until=timedelta(days=4000)).clock_cites is None
    )


def _second(version: int) -> dict[str, Any]:
    return {"code": "0b4d8f7e", "version": version, "title": "First contact", "language": "en"}


SIGN = (
    "INSERT INTO agencies.statement (id, agency_id, agency_name, kind, code, version, digest, title, says, number, "
    "day, at) VALUES (gen_random_uuid(), %s, 'Alfa', 'agreement', '0b4d8f7e', 2, repeat('a', 64), '', %s, %s, "
    "now(), now())"
)


def test_a_clock_says_agreed_only_while_an_agency_here_stands_to_it(
    twelve_hours: None, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    def begins() -> Any:
        agreed.forget()
        return envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000)).clock_cites

    one, other = uuid4(), uuid4()
    with briefly("owner") as owner:
        owner.execute(
            "UPDATE referrals.agreed_period SET cites = %s WHERE state = 'sent'", [Jsonb(_second(2))]
        )
        assert begins() == _second(2), "nobody has signed it: it is followed, and not agreed"
        try:
            owner.execute(SIGN, [one, "stands", 1])
            owner.execute(SIGN, [other, "stands", 1])
            owner.execute(SIGN, [one, "withdrawn", 2])
            assert begins() == _second(2) | {"is_agreed": True}
            owner.execute(SIGN, [other, "withdrawn", 2])
            assert begins() is None
        finally:
            owner.execute("DELETE FROM agencies.statement WHERE code = '0b4d8f7e'")
