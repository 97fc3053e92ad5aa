"""What is held back for a key that its recipient opens no more is void at once, and whoever leads is asked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg.types.json import Jsonb

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.exchange import peers
from safeconduct.exchange.models import HeldBack
from safeconduct.keys import turning
from safeconduct.keys.card import build
from safeconduct.keys.ring import load
from safeconduct.keys.turning import ANNOUNCED_FOR, OVERLAP
from safeconduct.referrals import clockwork, effects
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.envelopes import ENTRY, Envelopes

AT = datetime(2026, 3, 2, tzinfo=UTC)
IDENTITY = {Section.IDENTITY: {"version": 1, "content": {"names": "Nobody At All"}, "role": "social_worker"}}


@pytest.fixture
def held(envelopes: Envelopes) -> Referral:
    """A referral that was sent, of which the identity waits for the acceptance."""
    row = envelopes.add(State.SENT)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        effects.hold_back(row, IDENTITY, at=domain_now())
    return row


@pytest.fixture
def keys(envelopes: Envelopes, tmp_path: Path) -> Path:
    """The key folder of node be, which was made with the envelopes."""
    assert envelopes.members
    return tmp_path / "keys"


def shows(keys: Path) -> None:
    """Node ro has taken in node be's card with the keys as they are now."""
    card = build(
        load(keys, "web"), name="Node be", country="BE", endpoint="http://127.0.0.1:9/", agencies=[ENTRY],
        at=datetime(2026, 4, 1, tzinfo=UTC),
    )  # fmt: skip
    with briefly("owner") as owner:
        owner.execute("UPDATE exchange.peer SET card = %s WHERE node = 'be'", [Jsonb(card)])
    peers.forget()


def look() -> int:
    with as_process("worker"):
        return clockwork.run()


def stands(envelopes: Envelopes, row: Referral) -> tuple[str, bool]:
    """The state of what is held back, and whether somebody is asked."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        part = HeldBack.objects.get(referral_id=row.shared)
        now = Referral.objects.get(id=row.id)
        assert (part.held is None) == (part.state == HeldBack.VOID)
        return part.state, Beside.TO_CONFIRM in now.flags


def test_new_keys_that_are_announced_leave_it_as_it_is(
    envelopes: Envelopes, held: Referral, keys: Path
) -> None:
    turning.announce(keys, AT)
    shows(keys)
    turning.advance(keys, AT + ANNOUNCED_FOR)
    shows(keys)

    look()

    assert stands(envelopes, held) == (HeldBack.WAITING, False)


def test_when_the_former_key_has_left_the_card_it_is_void_and_somebody_is_asked(
    envelopes: Envelopes, held: Referral, keys: Path
) -> None:
    turning.announce(keys, AT)
    turning.advance(keys, AT + ANNOUNCED_FOR)
    turning.advance(keys, AT + ANNOUNCED_FOR + OVERLAP)
    shows(keys)

    assert look() == 1
    assert stands(envelopes, held) == (HeldBack.VOID, True)
    assert look() == 0, "once"


def test_what_is_sealed_to_the_new_key_waits_as_before(
    envelopes: Envelopes, held: Referral, keys: Path
) -> None:
    turning.change_at_once(keys, AT)
    shows(keys)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        effects.hold_back(held, IDENTITY, at=domain_now())

    assert look() == 0


def test_of_a_peer_that_is_held_nothing_is_decided(envelopes: Envelopes, held: Referral, keys: Path) -> None:
    turning.change_at_once(keys, AT)
    shows(keys)
    with briefly("owner") as owner:
        owner.execute("UPDATE exchange.peer SET held_since = now() WHERE node = 'be'")
    peers.forget()

    look()

    assert stands(envelopes, held) == (HeldBack.WAITING, False)
