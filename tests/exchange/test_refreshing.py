"""Which peer is asked for its card at once, when something of it names a team that is not known here yet."""

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.exchange import refreshing
from safeconduct.exchange.models import Peer
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom it would have asked: nobody is reached from here."""
    found: list[str] = []

    def ask(peer: Peer) -> bool:
        found.append(peer.node)
        return True

    monkeypatch.setattr(refreshing, "_ask", ask)
    return found


def again(node: str) -> bool:
    with as_process("worker"), working():
        return refreshing.ask_again(node)


def test_a_peer_that_is_confirmed_is_asked_and_nobody_else(envelopes: Envelopes, asked: list[str]) -> None:
    assert again("be")
    assert not again("nobody")
    assert asked == ["be"]


@pytest.mark.parametrize("column", ["suspended_at", "held_since"])
def test_a_peer_that_is_suspended_or_held_is_not_asked(
    envelopes: Envelopes, connect_as: ConnectAs, asked: list[str], column: str
) -> None:
    owner = connect_as("owner")
    owner.execute(f"UPDATE exchange.peer SET {column} = %s WHERE node = 'be'", [timezone.now()])
    try:
        assert not again("be")
    finally:
        owner.execute(f"UPDATE exchange.peer SET {column} = NULL WHERE node = 'be'")
    assert asked == []
