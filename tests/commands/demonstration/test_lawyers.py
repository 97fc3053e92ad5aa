"""The scene of two lawyers as far as paper shows it: who is in it. That it can be played, the walk itself shows."""

from pathlib import Path

from safeconduct.commands.demonstration import lawyers
from safeconduct.commands.demonstration.pair import Nodes, pair_in
from safeconduct.commands.demonstration.player import read_story


def _professions(pair: Nodes, *names: str) -> set[str]:
    return {str(pair.place(name).member["profession"]) for name in names}


def test_a_lawyer_on_each_node_and_a_lead_who_is_none(tmp_path: Path) -> None:
    pair = pair_in(tmp_path)
    here, there = lawyers.FIRST[0], lawyers.ABROAD[0]
    assert [pair.place(name).node.id for name in (here, there)] == ["ro", "be"]
    assert _professions(pair, here, there, *lawyers.COLLEAGUES) == {"lawyer"}
    assert "lawyer" not in _professions(pair, lawyers.LEAD)


def test_those_who_must_not_read_it_sit_beside_those_who_do(tmp_path: Path) -> None:
    """A colleague of each agency: else the check would only show that agencies are apart."""
    pair = pair_in(tmp_path)
    assert [pair.place(name).agency["id"] for name in lawyers.COLLEAGUES] == [
        pair.place(name).agency["id"] for name, _alias in (lawyers.FIRST, lawyers.ABROAD)
    ]


def test_the_person_is_nobody_of_the_story(tmp_path: Path) -> None:
    aliases = {life.alias for life in read_story(pair_in(tmp_path))}
    assert not aliases & {lawyers.ALIAS, lawyers.FIRST[1], lawyers.ABROAD[1]}
    assert lawyers.NAME.endswith("(invented)")
