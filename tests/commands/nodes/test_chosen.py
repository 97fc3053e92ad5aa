"""What whoever starts a node may set reaches its processes, and a name that none would hear of is refused."""

from pathlib import Path

import pytest

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import chosen
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import Ports
from safeconduct.vocabulary.declared import DECLARED
from safeconduct.vocabulary.identifiers import NodeId

FOR_MEASURES_ONLY = {"SAFECONDUCT_CRASH_POINTS", "SAFECONDUCT_SELDOM_ROUNDS"}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a node tells its web process, when two settings stand in our surroundings."""
    monkeypatch.setenv("SAFECONDUCT_CONSENT_DAYS", "90")
    monkeypatch.setenv("SAFECONDUCT_HOME", "/elsewhere")
    node = Node(tmp_path, NodeId("ro"), "RO", Ports(1, 2))
    return node.environment("web")


def test_each_setting_comes_from_the_node_or_from_whoever_starts_it(told: dict[str, str]) -> None:
    declared = {
        name for name in DECLARED if name.startswith(chosen.OURS) and not name.startswith(chosen.SITE)
    }
    from_the_node = set(told) - {"SAFECONDUCT_CONSENT_DAYS"}
    assert set(chosen.OF_A_NODE) == declared - from_the_node - FOR_MEASURES_ONLY


def test_what_was_chosen_reaches_the_processes_and_nothing_else_does(
    told: dict[str, str], tmp_path: Path
) -> None:
    assert told["SAFECONDUCT_CONSENT_DAYS"] == "90"
    assert told["SAFECONDUCT_HOME"] == str(tmp_path)


def test_a_misspelt_setting_is_refused(told: dict[str, str]) -> None:
    chosen.refuse_unheard(
        {"SAFECONDUCT_CLAMAV": "/run/clamd", "PATH": "/bin", "SAFECONDUCT_HOME": "/x"}, told
    )
    with pytest.raises(CannotRun, match="SAFECONDUCT_CLAMAW is no setting"):
        chosen.refuse_unheard({"SAFECONDUCT_CLAMAW": "/run/clamd"}, told)
