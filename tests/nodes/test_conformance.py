"""A live node is asked every clause of the protocol's page by a peer that speaks it from outside."""

from pathlib import Path

from safeconduct.commands.conformance.clauses import CLAUSES
from safeconduct.commands.conformance.running import ask_all, meeting
from safeconduct.commands.conformance.stranger import NAME, Stranger, stranger
from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.keys.card import Card, verify_card
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.town import Town


def introduced(town: Town, folder: Path) -> tuple[Stranger, int]:
    """The peer, its card confirmed at Belgium, and the port of its inbox."""
    (port,) = free_ports(1)
    us = stranger(folder, f"http://127.0.0.1:{port}/")
    with town.node("be").connect(OWNER) as connection:
        load_card(connection, us.card())
    return us, port


def card_of(town: Town) -> Card:
    """Belgium's card, as its inbox shows it."""
    return verify_card(town.value("be", "SELECT card FROM exchange.peer WHERE node = 'be'"))


def test_our_own_node_keeps_to_every_clause(town: Town, tmp_path: Path) -> None:
    us, port = introduced(town, tmp_path)

    with meeting(us, card_of(town), host="127.0.0.1", port=port, patience=20) as with_node:
        verdicts = ask_all(with_node, lambda _verdict: None)

    assert [verdict.line for verdict in verdicts if verdict.why] == []
    assert len(verdicts) == len(CLAUSES) > 40
    left = "SELECT count(*) FROM referrals.referral WHERE peer = %s AND state <> 'withdrawn'"
    assert town.value("be", left, NAME) == 0, "nothing is left open at the node"
