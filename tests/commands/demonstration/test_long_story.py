"""The long story as data, and how it is held against what is seen. That it can be played, the demonstration shows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.utils import translation

from safeconduct.access.policy import policy
from safeconduct.access.rules import Action, Basis, Cell, may
from safeconduct.commands import demo
from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.long import table, teller
from safeconduct.commands.demonstration.long.looking import LABELS, seen_of_file, seen_of_referral
from safeconduct.commands.demonstration.long.scenes import (
    UNSEEN,
    Deed,
    LongStory,
    Scene,
    View,
    read_long_story,
    view_of,
)
from safeconduct.commands.demonstration.long.teller import Teller, Told
from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import NEVER_SENT, USED, Section

DAY = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two nodes on paper: nothing is made or started."""
    return pair_in(tmp_path)


@pytest.fixture
def story(pair: Pair) -> LongStory:
    return read_long_story(pair)


def views(story: LongStory) -> Iterator[tuple[str, str, View]]:
    for scene in story.scenes:
        for (name, place), view in scene.sees.items():
            yield name, place, view


# --- What it tells ------------------------------------------------------------------------------------------


def test_it_goes_through_twelve_months_two_countries_and_five_kinds_of_profession(
    pair: Pair, story: LongStory
) -> None:
    assert (story.scenes[0].day, story.scenes[-1].day >= 365) == (0, True)
    assert {column.country for column in story.columns} == {"RO", "BE"}
    professions = {pair.place(column.name).member["profession"] for column in story.columns}
    assert {"social_worker", "psychologist", "lawyer", "guardian", "police_officer"} <= professions
    assert [
        column.name for column in story.columns if pair.place(column.name).node.country != column.country
    ] == []


def test_each_profession_that_is_looked_at_sees_something_once(story: LongStory) -> None:
    seeing = {name for name, _place, view in views(story) if view.open}
    assert seeing == {column.name for column in story.columns}


def test_nobody_is_meant_to_see_what_no_row_of_the_policy_allows(pair: Pair, story: LongStory) -> None:
    wrong = []
    for name, place, view in views(story):
        at = pair.place(name)
        for section in map(Section, view.open):
            cells = (
                Cell(
                    Sector(at.agency["sector"]),
                    Profession(at.member["profession"]),
                    purpose,
                    section,
                    Action.OPEN,
                    basis,
                )
                for purpose in Purpose
                for basis in Basis
            )
            if not any(may(policy(), cell) for cell in cells):
                wrong.append((name, place, section))
    assert wrong == []


def test_what_is_never_sent_is_seen_by_no_receiver_and_health_by_clinicians_alone(
    pair: Pair, story: LongStory
) -> None:
    for name, place, view in views(story):
        if view.state:
            assert not view.open & ({str(section) for section in NEVER_SENT} | {"health"}), (name, place)
        if "health" in view.open:
            assert pair.place(name).member["profession"] in ("psychologist", "doctor", "nurse")
        if "legal" in view.open:
            assert pair.place(name).member["profession"] == "lawyer"


def test_the_labels_by_which_doors_are_read_are_those_of_the_pages() -> None:
    with translation.override("en"):
        assert {str(label(section)): section for section in USED} == LABELS


@pytest.mark.parametrize("wrong, says", [
    ('sees = { "Nobody" = { hazel = "-" } }', "nobody sees hazel as Nobody"),
    ('sees = { "Ana Pop" = { nowhere = "-" } }', "nobody sees nowhere"),
    ('sees = { "Ana Pop" = { hazel = "LEAD diary" } }', "diary is no section"),
    ('does = [{ by = "Ana Pop", do = "whisper" }]', "nobody can whisper"),
    ('does = [{ by = "Nobody", do = "send" }]', "not there: Nobody"),
    ('does = [{ by = "Ana Pop", do = "send", wiht = {} }]', "wiht"),
])  # fmt: skip
def test_a_slip_in_a_scene_is_said_before_anything_is_started(
    pair: Pair, tmp_path: Path, wrong: str, says: str
) -> None:
    head = (
        'columns = [{ name = "Ana Pop", role = "x", country = "RO" }]\n[places]\nhazel = "f"\n'
        '[words]\nLEAD = "profile"\n'
    )
    (tmp_path / "cast.toml").write_text(head)
    (tmp_path / "1.toml").write_text(f'[[scenes]]\ntitle = "t"\nday = 0\ntext = "t"\n{wrong}\n')
    with pytest.raises(CannotRun, match=says):
        read_long_story(pair, tmp_path)


def test_a_view_is_written_in_words_for_several_sections() -> None:
    words = {"OFFER": "profile needs"}
    assert view_of("sent: OFFER", words) == View("sent", frozenset({"profile", "needs"}))
    assert view_of("OFFER health?", words) == View(
        "", frozenset({"profile", "needs"}), frozenset({"health?"})
    )
    assert view_of("closed: nothing", words) == View("closed")
    assert view_of("-", words) is UNSEEN


# --- What is seen -------------------------------------------------------------------------------------------


def page(html: str, status: int = 200, state: str = "") -> Page:
    marks: dict[str, Any] = {"data-state": [{"data-state": state}]} if state else {}
    return Page(status, "/people/1/", html, "", [], marks)


def cards(*sections: str) -> str:
    return "".join(f'<section class="card" id="{section}" aria-labelledby="h">' for section in sections)


def doors(*labels: str, words: str = "Held by") -> str:
    return "".join(
        f'<div class="door"><svg></svg><div><strong>{one}</strong><span>{words}</span></div></div>'
        for one in labels
    )


ALL = [name for name, section in LABELS.items() if section not in (Section.FAMILY, Section.RETURN)]


def test_a_page_is_read_as_open_cards_and_closed_doors() -> None:
    rest = [name for name in ALL if name not in ("Profile", "Needs", "Health")]
    html = cards("profile", "needs") + doors(*rest) + doors("Health", words="You wait for an answer until")
    assert seen_of_file(page(html)) == View("", frozenset({"profile", "needs"}), frozenset({"health?"}))
    assert seen_of_file(page("", 404)) is UNSEEN


@pytest.mark.parametrize("html, says", [
    (cards("profile") + doors(*ALL), "open and closed at once"), (cards("profile"), "neither open nor closed"),
])  # fmt: skip
def test_a_section_that_is_both_or_neither_is_a_fault(html: str, says: str) -> None:
    with pytest.raises(WalkFailed, match=says):
        seen_of_file(page(html))


def test_of_a_referral_the_state_is_seen_and_what_was_told_to_the_reader() -> None:
    html = (
        "<h2>What the person agreed to tell you</h2><h3>Needs</h3><dl></dl><h2>Messages</h2><h3>Identity</h3>"
    )
    assert seen_of_referral(page(html, state="sent")) == View("sent", frozenset({"needs"}))
    assert seen_of_referral(page("<h3>Needs</h3>", state="sent")) == View("sent")


# --- What is held against it --------------------------------------------------------------------------------


def test_a_difference_names_scene_profession_expected_and_found(
    pair: Pair, story: LongStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teller, "PATIENCE", 0.0)
    monkeypatch.setattr(Clock, "set", lambda _self, _moved: None)
    scene = Scene("A door", 3, "", (), {("Ana Pop", "hazel"): View("", frozenset({"profile"}))})
    monkeypatch.setattr(Teller, "by", lambda _self, _name: MagicMock())
    told = Teller(pair, LongStory(story.columns, story.places, (scene,)), lambda _told: None)
    monkeypatch.setattr(
        Teller, "_seen_by", lambda _self, name: {(name, "hazel"): View("", frozenset({"needs"}))}
    )
    with pytest.raises(WalkFailed) as failed:
        told.tell()
    said = str(failed.value)
    assert "Scene 1, 'A door' (day 3)" in said
    assert "Social worker (Ana Pop) at the file of Casa Salcia: expected profile; found needs" in said
    assert "Police officer (Jan Peeters) at the file of Casa Salcia: expected -; found needs" in said


def test_what_a_scene_does_not_say_is_as_it_was_before(
    pair: Pair, story: LongStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teller, "PATIENCE", 0.0)
    monkeypatch.setattr(Clock, "set", lambda _self, _moved: None)
    seen = View("", frozenset({"profile"}))
    scenes = (Scene("One", 0, "", (), {("Ana Pop", "hazel"): seen}), Scene("Two", 1, "", (), {}))
    monkeypatch.setattr(Teller, "by", lambda _self, _name: MagicMock())
    told = Teller(pair, LongStory(story.columns, story.places, scenes), lambda _told: None)
    monkeypatch.setattr(
        Teller, "_seen_by", lambda _self, name: {(name, "hazel"): seen if name == "Ana Pop" else UNSEEN}
    )
    assert [one.sight["Ana Pop", "hazel"] for one in told.tell()] == [seen, seen]


def test_the_page_says_who_sees_what_and_who_sees_nothing(story: LongStory) -> None:
    nothing = {(column.name, place): UNSEEN for column in story.columns for place in story.places}
    sight = nothing | {
        ("Ana Pop", "hazel"): View("", frozenset({"profile", "safe_contact"}), frozenset({"health?"}))
    }
    written = table.as_page(story, [Told(story.scenes[0], DAY, sight, 1.5)])
    assert "| Social worker, RO | the file of Casa Salcia: profile, safe contact, health (asked) |" in written
    assert "| Police officer, BE | nothing |" in written
    assert "## 1. A girl at the door" in written
    assert "| 1. A girl at the door | 0 | 2, 1, 10 | 0, 0, 13 |" in written
    assert "2, 1, 10" in table.as_text(story, [Told(story.scenes[0], DAY, sight, 1.5)])


def test_a_deed_that_fails_names_who_did_it(
    pair: Pair, story: LongStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = MagicMock(name="hands")
    hands.see.return_value = Page(200, "/people/1/", "", "Came alone.", [], {})
    monkeypatch.setattr(Teller, "by", lambda _self, _name: hands)
    monkeypatch.setattr(Clock, "set", lambda _self, _moved: None)
    deed = Deed("Ioana Marin", "reads_not", "/", says="Came alone.")
    told = Teller(pair, LongStory((), {}, (Scene("A place", 1, "", (deed,), {}),)), lambda _told: None)
    with pytest.raises(
        WalkFailed, match=r"Scene 1, 'A place' \(day 1\): Ioana Marin, psychologist: .*Came alone"
    ):
        told.tell()


@pytest.mark.parametrize(
    "words", [["--story", "long"], ["--once", "--write", "page.md"], ["--once", "--story", "short"]]
)
def test_words_that_do_not_go_together_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        demo.main(words)
