"""A peer whose keys change is held until two people have compared the new fingerprint."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from safeconduct.commands.nodes.introduce import load_card, offer_card
from safeconduct.keys.card import NodeCard, build
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.town import Town


def card(folder: Path, endpoint: str = "http://127.0.0.1:9/") -> NodeCard:
    """A card of node `lu`, without agencies."""
    make(folder, NodeId("lu"), [])
    ring = load(folder, "web")
    return build(ring, name="Lu", country="LU", endpoint=endpoint, agencies=[], at=datetime.now(UTC))


def test_a_card_with_other_keys_holds_the_peer_until_it_is_confirmed(town: Town, tmp_path: Path) -> None:
    first, second = card(tmp_path / "first"), card(tmp_path / "second")
    state = "SELECT held_since IS NOT NULL, offered IS NOT NULL FROM exchange.peer WHERE node = 'lu'"
    with closing(town.node("be").connect(OWNER)) as connection:
        assert not offer_card(connection, first), "a stranger is not taken in by its own card"
        assert town.ask("be", state) == []
        load_card(connection, first)
        moved = card(tmp_path / "first", "http://127.0.0.1:10/")
        assert offer_card(connection, moved), "the same keys at another address"
        assert town.ask("be", state) == [(False, False)]
        assert not offer_card(connection, second)
        assert town.ask("be", state) == [(True, True)]
        assert (
            town.value("be", "SELECT card->>'endpoint' FROM exchange.peer WHERE node = 'lu'")
            == moved["endpoint"]
        )
        load_card(connection, second)
        assert town.ask("be", state) == [(False, False)]
        connection.execute("DELETE FROM exchange.peer WHERE node = 'lu'")
