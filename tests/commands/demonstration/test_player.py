"""The story as data, and the small parts of its player. That the story is playable, the demonstration itself shows."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct.cases.contents import cleaned
from safeconduct.cases.fields import FIELDS
from safeconduct.commands.demonstration import clock, player
from safeconduct.commands.demonstration.hands import entered, told
from safeconduct.commands.demonstration.pair import STORY, Pair, pair_in
from safeconduct.commands.demonstration.player import FIRST, Life, read_story
from safeconduct.commands.faults import CannotRun
from safeconduct.consent.rules import Fact
from safeconduct.referrals.codes import CODES_OF, has_shape
from safeconduct.referrals.moves import MOVES, Event, Side, State
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DO = FIRST | {"tell", "onwards", "withdraw", "wait"}


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two nodes on paper: nothing is made or started."""
    return pair_in(tmp_path)


@pytest.fixture
def lives(pair: Pair) -> list[Life]:
    """The story of the demonstration."""
    return read_story(pair)


def test_about_forty_people_stand_in_every_state_there_is(lives: list[Life]) -> None:
    assert 38 <= len(lives) <= 46
    assert {life.ends for life in lives} == set(State)


def test_referrals_go_in_both_directions_and_within_one_node(pair: Pair, lives: list[Life]) -> None:
    roads = Counter(
        (str(pair.place(life.lead).node.id), str(pair.place(life.receiver).node.id)) for life in lives
    )
    assert roads["ro", "be"] > 10
    assert roads["be", "ro"] > 5
    assert roads["ro", "ro"] >= 1


def test_each_alias_is_one_persons_and_each_invented_name_says_so(lives: list[Life]) -> None:
    assert len({life.alias for life in lives}) == len(lives)
    names = [life.sections["identity"]["names"] for life in lives if "identity" in life.sections]
    assert len(names) > 10
    assert [name for name in names if not name.endswith("(invented)")] == []


def test_each_answer_is_one_that_the_persons_page_takes(lives: list[Life]) -> None:
    """A question that is renamed, or becomes rows, would else stop `./run demo` in the middle of its story."""
    for life in lives:
        for section, content in life.sections.items():
            asked = entered(player.dated(content, NOW))
            sent = {name: said if isinstance(said, list) else [said] for name, said in asked.items()}
            kept = cleaned(Section(section), sent)
            asked_now = {field.name for field in FIELDS[Section(section)] if not field.is_old}
            assert set(kept) == set(content) <= asked_now, (life.alias, section)


def test_each_step_is_one_that_a_page_has(lives: list[Life]) -> None:
    known = DO | {event.value for event in Event}
    assert {happening.do for life in lives for happening in life.happenings} <= known


def test_each_story_follows_the_table_of_moves(lives: list[Life]) -> None:
    """As far as nothing happens by itself: a clock's move may lie between two steps of a member."""
    for life in lives:
        state = State.DRAFT
        for happening in life.happenings:
            if happening.do == "wait":
                state = State(happening.answers["state"])
            elif happening.do == "onwards":
                state = State.DRAFT
            elif happening.do in {event.value for event in Event}:
                event = Event(happening.do)
                assert event in MOVES[state], (life.alias, state, event)
                target = MOVES[state][event]
                state = target if isinstance(target, State) else state


def test_each_handover_of_the_story_says_by_whom(lives: list[Life]) -> None:
    by_whom = [
        (life.alias, happening.answers.get(name), shape)
        for life in lives
        for happening in life.happenings
        if happening.do in ("propose_handover", "confirm_handover")
        for name, shape in CODES_OF[Event(happening.do)][_side(life, happening)].items()
    ]
    assert len(by_whom) > 5
    assert [alias for alias, answer, shape in by_whom if not has_shape(answer, shape)] == []


def _side(life: Life, happening: player.Happening) -> Side:
    return Side.SENDER if happening.by == life.lead else Side.RECEIVER


def test_the_agencies_of_the_story_have_several_professions_and_a_coordinator(pair: Pair) -> None:
    for node in pair.nodes:
        agencies = pair.files[node.id]["agencies"]
        assert sum(bool(agency["services"]) for agency in agencies) >= 3
        members = [member for agency in agencies for member in agency["members"]]
        assert len({member["profession"] for member in members}) >= 6
        coordinators = {member["name"] for member in members if member["profession"] == "coordinator"}
        named = {name for agency in agencies for name in agency.get("coordinators", [])}
        assert named == coordinators != set()


@pytest.mark.parametrize(
    "old, new, says",
    [
        ('lead = "Ana Pop"', 'lead = "Nobody"', "a member who is not there: Nobody"),
        ("Maison Lierre: shelter", "Maison Lierre: school", "a service that is not there"),
        ("{ day = -2, do", "{ day = 2, do", "does not go forward to today"),
    ],
)
def test_a_slip_in_the_story_is_one_sentence(
    pair: Pair, tmp_path: Path, old: str, new: str, says: str
) -> None:
    file = tmp_path / "people.toml"
    file.write_text((STORY / "people.toml").read_text().replace(old, new, 1))
    with pytest.raises(CannotRun, match=says):
        read_story(pair, file)


def test_days_count_from_the_step(lives: list[Life]) -> None:
    answers = {"review_on": "day+7", "when": "day-1 09:30", "text": "a day+7 later", "place": 2}
    assert player.dated(answers, NOW) == {
        "review_on": "2026-12-02",
        "when": "2026-11-24T09:30",
        "text": "a day+7 later",
        "place": 2,
    }


def test_a_talk_tells_everything_and_never_shares_the_notes(lives: list[Life]) -> None:
    life = replace(lives[0], sections={**lives[0].sections, "narrative": {"notes": "x"}})
    talk = player._talk(life, {"days": 10}, NOW)
    assert talk["told"] == [fact.value for fact in Fact]
    assert Section.NARRATIVE.value not in talk["sections"]
    assert talk["until"] == "2026-12-05"


def test_a_child_is_asked_beside_the_guardian() -> None:
    assert "assents" in told(["needs"], language="ro", is_child=True)
    assert "guardian" not in told(["needs"], language="ro")


def test_a_section_is_entered_as_its_form_takes_it() -> None:
    content = {"languages": ["uk", "ro"], "sex": "f", "gender": {"unanswered": "declined"}}
    rows = {"mitigations": [{"what": "A friend", "due": "2026-03-02"}, {"what": "A room"}]}
    assert entered(rows) == {
        "mitigations-0-what": "A friend", "mitigations-0-due": "2026-03-02", "mitigations-1-what": "A room",
    }  # fmt: skip
    assert entered(content) == {"languages": "uk, ro", "sex": "f", "gender__open": "declined"}


# --- The clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", ["", "0", "-3", "1.5", "three", "1441", "999999", "٣", "3; DROP"])
def test_the_clock_moves_by_whole_hours_within_bounds_or_not_at_all(payload: str) -> None:
    assert clock.hours_in(payload) is None


@pytest.mark.parametrize("payload, hours", [("1", 1), ("72", 72), ("1440", 1440)])
def test_the_clock_moves_forward(payload: str, hours: int) -> None:
    assert clock.hours_in(payload) == hours
    assert timedelta(hours=hours) > timedelta(0)
