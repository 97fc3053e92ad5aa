"""What comes with an answer: the receipt `decided`, and of which offer it speaks."""

from pathlib import Path
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import Parcel, replace_waiting
from safeconduct.exchange.receipts import make_receipt
from safeconduct.keys.ring import load
from safeconduct.referrals import envelope
from safeconduct.referrals.history import Move
from safeconduct.referrals.inbound import moved
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId, ReferralId
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S


def answered(envelopes: Envelopes, row: Referral, about: UUID, folder: Path) -> None:
    """The other side moves, with its receipt `decided` of the message `about`."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        known = envelope.all_moves(row)
        sent = Outgoing.objects.get(id=about)
    keys = load(folder, "inbox")
    receipt = make_receipt(
        step=ReceiptStep.DECIDED, message=MessageId(about), object_hash=sent.object_hash, issuer=NodeId("be"),
        agency=envelopes.other, at=domain_now(), signer=keys.receipt_key,
    )  # fmt: skip
    step = Move(ReferralId(row.shared), row.head, Event.ACKNOWLEDGE, R, Actor.MEMBER, row.since, {}).as_data()
    body: dict[str, object] = {
        "referral": str(row.shared),
        "moves": [*known, step],
        "role": "social_worker",
        "receipts": [receipt],
    }
    arrive(envelopes, moved, body, row.handle)


def posted_anew(envelopes: Envelopes, row: Referral) -> UUID:
    """The offer once more under its number, as when a part of it is taken back while it waits."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert row.offer_message is not None
        parcel = Parcel(
            type="safeconduct.referral.offered.v1", body={}, case=row.case_id, referral=row.shared
        )
        row.offer_message = replace_waiting(row.offer_message, parcel, at=domain_now())
        row.save(update_fields=["offer_message"])
        return row.offer_message


@pytest.mark.parametrize("is_the_first", [True, False])
def test_the_offer_that_was_decided_on_is_the_one_that_arrived(
    envelopes: Envelopes, tmp_path: Path, is_the_first: bool
) -> None:
    row = envelopes.add(State.SENT, S)
    first = envelopes.offer(row)
    second = posted_anew(envelopes, row)
    arrived = first if is_the_first else second

    answered(envelopes, row, arrived, tmp_path / "keys")

    now = envelopes.now(row)
    assert now is not None
    assert now.offer_message == arrived


def test_no_other_message_of_ours_is_taken_for_the_offer(envelopes: Envelopes, tmp_path: Path) -> None:
    row = envelopes.add(State.SENT, S)
    other, offer = envelopes.offer(row), envelopes.offer(row)

    answered(envelopes, row, other, tmp_path / "keys")

    now = envelopes.now(row)
    assert now is not None
    assert now.offer_message == offer


def test_a_receipt_of_another_referral_changes_nothing_here(envelopes: Envelopes, tmp_path: Path) -> None:
    row, other = envelopes.add(State.SENT, S), envelopes.add(State.SENT, S)
    own, foreign = envelopes.offer(row), envelopes.offer(other)

    answered(envelopes, row, foreign, tmp_path / "keys")

    now = envelopes.now(row)
    assert now is not None
    assert now.offer_message == own
