"""A live node is asked every clause of the protocol's page by a peer that speaks it from outside."""

import json
from pathlib import Path

import pytest

from safeconduct.commands import peer
from safeconduct.commands.conformance.clauses import CLAUSES
from safeconduct.commands.conformance.stranger import NAME
from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.town import Town

LEFT = (
    "SELECT count(*) FROM referrals.referral WHERE peer = %s AND state <> 'withdrawn'",
    "SELECT count(*) FROM referrals.enquiry WHERE peer = %s AND withdrawn_at IS NULL",
    "SELECT count(*) FROM referrals.bed_agreement WHERE peer = %s AND state <> 'ended'",
    "SELECT count(*) FROM exchange.asked_back WHERE peer = %s",
    "SELECT count(*) FROM exchange.catching_up WHERE peer = %s AND state <> 'done'",
)


def test_our_own_node_keeps_to_every_clause(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As somebody would type it: print the card, have it confirmed, ask."""
    (port,) = free_ports(1)
    here = ["--keys", str(tmp_path), "--listen", f"127.0.0.1:{port}"]
    assert peer.main(["conform", "--card", *here]) == 0
    card, url = json.loads(capsys.readouterr().out), town.node("be").endpoint
    with town.node("be").connect(OWNER) as connection:
        load_card(connection, card)

    code = peer.main(["conform", url, *here, "--patience", "60"])

    said = capsys.readouterr().out.splitlines()
    # The lines themselves, so that a run that nobody can ask again says which clause it was, and why.
    assert [line for line in said if not line.startswith("passed")] == [
        f"{len(CLAUSES)} clauses passed, 0 failed."
    ]
    assert (code, len(CLAUSES)) == (0, 90)
    for left in LEFT:
        assert town.value("be", left, NAME) == 0, "nothing is left open at the node"
