"""What the sender makes of an answer when the peer's card is no longer what it was."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.exchange import alarms, answers, outbox
from safeconduct.exchange.batches import Result, Status
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import VOID
from safeconduct.keys.errors import NotOnTheCard
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from tests.conftest import ConnectAs, as_process
from tests.exchange.test_alarms import outlive
from tests.referrals.envelopes import Envelopes

OFFER = "safeconduct.referral.offered.v1"


def quarantined(message: UUID) -> None:
    """The peer has set the message aside."""
    with as_process("worker"), working():
        row = Outgoing.objects.get(id=message)
        result = Result(id=MessageId(message), status=Status.QUARANTINED, reason="malformed")
        answers.apply(NodeId("be"), [row], [result], at=timezone.now())


def rows(envelopes: Envelopes) -> list[tuple[int, str, str, str]]:
    with as_process("worker"), working():
        found = Outgoing.objects.filter(agency_id=envelopes.own).order_by("posted_at", "id")
        return list(found.values_list("sequence", "type", "state", "answer"))


@pytest.fixture(params=[NotOnTheCard("gone"), LookupError("held")], ids=["left_the_card", "peer_is_held"])
def lose_recipient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, nothing can be sealed to the recipient any more."""

    def exchange_key_of(peer: NodeId, agency: AgencyId) -> bytes:
        raise request.param

    return lambda: monkeypatch.setattr(outbox, "exchange_key_of", exchange_key_of)


@pytest.fixture
def offer(envelopes: Envelopes) -> UUID:
    """A message on its way."""
    return envelopes.offer(envelopes.add(State.SENT))


def test_a_void_takes_the_number_of_what_was_set_aside_there(envelopes: Envelopes, offer: UUID) -> None:
    quarantined(offer)
    assert rows(envelopes) == [
        (1, OFFER, Outgoing.REFUSED, "malformed"),
        (1, VOID, Outgoing.WAITING, ""),
    ]


def test_what_was_set_aside_and_has_lost_its_recipient_is_refused_and_no_more(
    envelopes: Envelopes, offer: UUID, lose_recipient: Callable[[], None]
) -> None:
    lose_recipient()
    quarantined(offer)
    assert rows(envelopes) == [(1, OFFER, Outgoing.REFUSED, answers.RECIPIENT_UNKNOWN)]


def test_a_late_answer_about_a_message_that_was_voided_meanwhile_changes_nothing(
    envelopes: Envelopes, offer: UUID
) -> None:
    with as_process("worker"), working():
        row = Outgoing.objects.get(id=offer)
        outbox.void_waiting(referral=row.referral_id or offer, sections=None, at=timezone.now())
    before = rows(envelopes)
    quarantined(offer)
    assert rows(envelopes) == before
    assert [row[2] for row in before] == [Outgoing.VOIDED, Outgoing.WAITING]


def test_a_message_that_outlives_its_recipient_does_not_stop_the_clock(
    envelopes: Envelopes, offer: UUID, connect_as: ConnectAs, lose_recipient: Callable[[], None]
) -> None:
    outlive(connect_as, offer)
    lose_recipient()
    with as_process("worker"):
        assert alarms.expire_waiting() == 1
    assert rows(envelopes) == [(1, OFFER, Outgoing.REFUSED, alarms.EXPIRED)]


@pytest.mark.parametrize(
    "attempts, status, is_brought",
    [(5, "stored", True), (5, "duplicate", True), (0, "stored", False), (5, "gap", False)],
)
def test_when_a_peer_is_back_nothing_waits_for_the_end_of_its_own_pause(
    envelopes: Envelopes, offer: UUID, attempts: int, status: str, is_brought: bool
) -> None:
    later = envelopes.offer(envelopes.add(State.SENT))
    with as_process("worker"), working():
        now = timezone.now()
        put_off = now + timedelta(minutes=15)
        Outgoing.objects.filter(id=later).update(attempts=attempts, next_try_at=put_off)
        Outgoing.objects.filter(id=offer).update(attempts=attempts)
        row = Outgoing.objects.get(id=offer)
        result = Result(
            id=MessageId(offer), status=Status(status), expected=row.sequence if status == "gap" else None
        )
        answers.apply(NodeId("be"), [row], [result], at=now)
        waits = Outgoing.objects.get(id=later)
        assert waits.next_try_at == (now if is_brought else put_off)
        assert waits.state == Outgoing.WAITING


@pytest.mark.parametrize("attempts, factor", [(0, 1), (3, 8), (9, 60)])
def test_what_came_too_early_waits_for_its_turn_and_longer_each_time(
    envelopes: Envelopes, offer: UUID, attempts: int, factor: int
) -> None:
    with as_process("worker"), working():
        now = timezone.now()
        Outgoing.objects.filter(id=offer).update(attempts=attempts)
        row = Outgoing.objects.get(id=offer)
        early = Result(id=MessageId(offer), status=Status.GAP, expected=row.sequence)
        answers.apply(NodeId("be"), [row], [early], at=now)
        row.refresh_from_db()
    assert (row.state, row.attempts) == (Outgoing.WAITING, attempts + 1)
    assert row.next_try_at == now + factor * answers.AGAIN_AFTER


@pytest.mark.parametrize("attempts, status, was_away", [
    (1, Status.STORED, True), (1, Status.DUPLICATE, True), (0, Status.STORED, False), (1, Status.REFUSED, False),
])  # fmt: skip
def test_a_peer_was_away_where_something_arrives_that_could_not_be_handed_over_before(
    attempts: int, status: Status, *, was_away: bool
) -> None:
    reason = "stale" if status is Status.REFUSED else None
    late = Result(id=MessageId(UUID(int=1)), status=status, reason=reason)
    at_once = Result(id=MessageId(UUID(int=2)), status=Status.STORED)
    rows = [Outgoing(attempts=0), Outgoing(attempts=attempts)]
    assert answers._was_away(rows, [at_once, late]) is was_away
    with pytest.raises(ValueError, match="shorter"):
        answers._was_away(rows, [at_once])
