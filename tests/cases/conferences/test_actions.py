"""A conference from its question to its steps: who sees which item, when proposals are seen, what a decision needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.team import end_place
from safeconduct.cases import purge
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.conferences import actions
from safeconduct.cases.conferences.codes import EntryKind, NoWish
from safeconduct.cases.conferences.queries import Found, Item, one
from safeconduct.cases.conferences.rules import (
    IS_OVER,
    NO_WISH,
    NOT_MET,
    NOT_THE_DECIDER,
    NOT_YOUR_SECTION,
    ONLY_THE_LEAD,
    PERSON_HAS_NOT_AGREED,
    STILL_COLLECTED,
    WRITTEN_ALREADY,
)
from safeconduct.cases.queries import read_sections
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TABLES = ("cases.conference", "cases.conference_item", "cases.conference_entry")
MARK = "She sleeps badly and takes the blue tablets."


@pytest.fixture
def case() -> CaseId:
    """Ana leads it; the nurse and the lawyer have a place. Dan, Bea and the rest have none."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
        doors.place(made, ID("lea"))
    return made


@pytest.fixture
def conference(case: CaseId) -> UUID:
    with member_acts("ana") as by:
        until = timezone.localdate() + timedelta(days=3)
        return actions.open_conference(case, "Where does she live next?", until, by=by, at=timezone.now())


def add(conference: UUID, section: Section = Section.NEEDS, who: str = "ana", text: str = "A flat?") -> UUID:
    with member_acts(who) as by:
        return actions.add_item(conference, section, text, by=by, at=timezone.now())


def wish(item: UUID, said: str | NoWish = "Near my sister.", who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.write_wish(item, said, by=by, at=timezone.now())


def propose(item: UUID, who: str, text: str = "A shared flat.") -> None:
    with member_acts(who) as by:
        actions.propose(item, text, by=by, at=timezone.now())


def decide(item: UUID, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.decide_item(item, "The flat near her sister.", "She wants it.", by=by, at=timezone.now())


def seen(conference: UUID, who: str) -> Found:
    with member_acts(who) as by:
        return one(conference, by=by, at=timezone.now())


def item_of(conference: UUID, item: UUID, who: str) -> Item:
    return seen(conference, who).item(item)


def proposals(conference: UUID, item: UUID, who: str) -> list[str]:
    return [line.content["text"] for line in item_of(conference, item, who).of(EntryKind.PROPOSAL)]


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


@pytest.fixture
def day_over(connect_as: ConnectAs) -> Callable[[UUID], None]:
    """The last day of a conference was yesterday."""

    def over(conference: UUID) -> None:
        owner = connect_as("owner")
        with unforced(owner, "cases.conference"):
            owner.execute(
                "UPDATE cases.conference SET opened_at = now() - interval '2 days', ends_at = now() - interval '1 day' "
                "WHERE id = %s",
                [conference],
            )

    return over


@contextmanager
def sql_of(who: str) -> Iterator[Any]:
    """Plain SQL as the web process of this member could send it."""
    with member_acts(who), connection.cursor() as cursor:
        yield cursor


def rows(who: str, table: str) -> int:
    with sql_of(who) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


# --- who opens, who sees ---


def test_only_who_leads_opens_one_and_everybody_with_a_place_reads_the_question(
    case: CaseId, conference: UUID
) -> None:
    with member_acts("nora") as by, refusal(ONLY_THE_LEAD):
        actions.open_conference(case, "Mine", timezone.localdate(), by=by, at=timezone.now())
    for who in ("ana", "nora", "lea"):
        assert seen(conference, who).content["question"] == "Where does she live next?"
    for who in ("dan", "sara", "adam", "bea", "pavel"):
        with pytest.raises(NotFound):
            seen(conference, who)
        assert [rows(who, table) for table in TABLES] == [0, 0, 0]


def test_an_item_is_there_for_whoever_opens_its_section_and_for_nobody_else(conference: UUID) -> None:
    of_needs, of_notes = add(conference), add(conference, Section.NARRATIVE, text="The notes?")
    of_health = add(conference, Section.HEALTH, "nora", MARK)
    of_law = add(conference, Section.LEGAL, "lea", "The complaint?")
    found = {who: {item.id for item in seen(conference, who).items} for who in ("ana", "nora", "lea")}
    assert found == {
        "ana": {of_needs, of_notes},
        "nora": {of_needs, of_health},
        "lea": {of_needs, of_law},
    }
    assert {who: rows(who, "cases.conference_item") for who in found} == {"ana": 2, "nora": 2, "lea": 2}


def test_what_is_written_to_an_item_is_closed_with_it_by_sql_too(conference: UUID) -> None:
    item = add(conference, Section.HEALTH, "nora", MARK)
    wish(item, MARK, "nora")
    propose(item, "nora", MARK)
    with member_acts("ana") as by:
        now = timezone.now()
        actions.set_meeting(conference, now, {"where": "Here", "came": []}, by=by, at=now)
    with member_acts("nora") as by:
        actions.keep_minutes(item, MARK, by=by, at=timezone.now())
    decide(item, "nora")
    assert rows("nora", "cases.conference_entry") == 4
    for who in ("ana", "lea", "sara", "dan"):
        assert rows(who, "cases.conference_entry") == 0
        with member_acts(who) as by, pytest.raises(NotFound):
            actions.propose(item, "Let me see", by=by, at=timezone.now())
        with sql_of(who) as cursor:
            cursor.execute("SELECT count(*) FROM access.conference_items() WHERE item_id = %s", [item])
            assert cursor.fetchone() == (0,)


ENTRY = (
    "INSERT INTO cases.conference_entry (id, item_id, case_id, agency_id, section, generation, sealed, kind, "
    "author_id, role, at) "
    "SELECT gen_random_uuid(), %s, %s, access.current_agency(), %s, 1, '', %s, access.current_member(), 'x', now()"
)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_nobody_without_the_section_writes_into_an_item_by_sql(
    case: CaseId, conference: UUID, kind: EntryKind
) -> None:
    """Nor by calling the section of the item another one, which they open."""
    item = add(conference, Section.HEALTH, "nora", MARK)
    for section in ("health", "needs"):
        with pytest.raises(ProgrammingError, match="row-level security"), sql_of("ana") as cursor:
            cursor.execute(ENTRY, [item, case, section, kind])


def test_the_words_lie_under_the_key_of_the_section(conference: UUID, connect_as: ConnectAs) -> None:
    item = add(conference, Section.HEALTH, "nora", MARK)
    propose(item, "nora", MARK)
    owner = connect_as("owner")
    with unforced(owner, *TABLES):
        kept = [
            bytes(sealed)
            for table in TABLES
            for (sealed,) in owner.execute(f"SELECT sealed FROM {table}").fetchall()
        ]
    assert len(kept) == 3
    assert not any(b"tablets" in sealed or b"live next" in sealed for sealed in kept)


def test_whose_place_ends_sees_nothing_of_it_any_more(case: CaseId, conference: UUID) -> None:
    add(conference)
    with member_acts("ana"):
        end_place(case, ID("nora"))
    with pytest.raises(NotFound):
        seen(conference, "nora")
    assert [rows("nora", table) for table in TABLES] == [0, 0, 0]


def test_an_item_goes_on_the_agenda_by_whoever_writes_in_its_section(conference: UUID) -> None:
    with refusal(NOT_YOUR_SECTION):
        add(conference, Section.NEEDS, "nora")
    with refusal(NOT_YOUR_SECTION):
        add(conference, Section.HEALTH, "ana")


# --- independent views ---


def test_proposals_are_seen_after_ones_own(conference: UUID) -> None:
    item = add(conference)
    propose(item, "nora", "A shelter.")
    assert proposals(conference, item, "ana") == []
    assert proposals(conference, item, "lea") == []
    assert rows("ana", "cases.conference_entry") == 0, "the lead neither, and not by SQL"
    propose(item, "ana", "A flat.")
    assert proposals(conference, item, "ana") == ["A shelter.", "A flat."]
    assert proposals(conference, item, "nora") == ["A shelter.", "A flat."]
    assert proposals(conference, item, "lea") == []


def test_proposals_are_seen_when_the_day_is_over_and_none_is_added_then(
    conference: UUID, day_over: Callable[[UUID], None]
) -> None:
    item = add(conference)
    propose(item, "nora", "A shelter.")
    day_over(conference)
    assert proposals(conference, item, "lea") == ["A shelter."]
    with refusal(IS_OVER):
        propose(item, "lea")
    with refusal(IS_OVER):
        add(conference)


def test_a_proposal_is_written_once(case: CaseId, conference: UUID) -> None:
    item = add(conference)
    propose(item, "nora", "A shelter.")
    with refusal(WRITTEN_ALREADY):
        propose(item, "nora", "What the others say.")
    with pytest.raises(ProgrammingError, match="row-level security"), sql_of("nora") as cursor:
        cursor.execute(ENTRY, [item, case, "needs", "proposal"])


# --- the decision ---


def test_nothing_is_decided_before_the_person_was_heard(
    conference: UUID, case: CaseId, day_over: Callable[[UUID], None]
) -> None:
    item = add(conference)
    day_over(conference)
    with refusal(NO_WISH):
        decide(item)
    with pytest.raises(ProgrammingError, match="row-level security"), sql_of("ana") as cursor:
        cursor.execute(ENTRY, [item, case, "needs", "decision"])
    wish(item, NoWish.NOT_REACHED)
    decide(item)
    found = item_of(conference, item, "lea").latest(EntryKind.DECISION)
    assert found
    assert found.content == {"decision": "The flat near her sister.", "reasons": "She wants it."}


def test_before_the_day_is_over_it_is_decided_when_everybody_has_written(conference: UUID) -> None:
    item = add(conference)
    wish(item)
    for who in ("ana", "nora"):
        propose(item, who)
        with refusal(STILL_COLLECTED):
            decide(item)
    propose(item, "lea")
    decide(item)


def test_the_lead_decides_and_where_the_lead_does_not_open_the_section_whoever_keeps_it(
    conference: UUID, day_over: Callable[[UUID], None]
) -> None:
    of_needs, of_health = add(conference), add(conference, Section.HEALTH, "nora", MARK)
    wish(of_needs)
    wish(of_health, "No tablets.", "nora")
    day_over(conference)
    with refusal(NOT_THE_DECIDER):
        decide(of_needs, "nora")
    decide(of_health, "nora")
    decide(of_needs, "ana")


def test_a_decision_is_followed_by_a_step_of_the_plan_to_which_the_person_agrees(
    case: CaseId, conference: UUID, day_over: Callable[[UUID], None]
) -> None:
    item = add(conference)
    wish(item)
    day_over(conference)
    decide(item)
    with member_acts("ana") as by:
        now = timezone.now()
        save_section(
            case=case, section=Section.PLAN, content={"plan_actions": [{"what": "A course", "who": "Us"}]},
            base=0, by=by, at=now,
        )  # fmt: skip
    day = timezone.localdate() + timedelta(days=5)

    def follow(*, agrees: bool) -> None:
        with member_acts("ana") as by:
            actions.follow(item, "Look at it", "Ana", day, person_agrees=agrees, by=by, at=timezone.now())

    with refusal(PERSON_HAS_NOT_AGREED):
        follow(agrees=False)
    follow(agrees=True)
    with member_acts("ana") as by:
        plan = read_sections(case, [Section.PLAN], by=by, at=timezone.now())[Section.PLAN]
        assert [row["what"] for row in plan.content["plan_actions"]] == ["A course", "Look at it"]
        assert asides(timezone.localdate(), []).plans == [(case, day)]


# --- Today, the meeting, the record, the end ---


def waiting(who: str) -> list[tuple[int, int]]:
    with member_acts(who):
        return [(one.to_propose, one.to_decide) for one in asides(timezone.localdate(), []).conferences]


def test_today_says_whose_proposal_is_missing_and_what_is_late(
    conference: UUID, day_over: Callable[[UUID], None]
) -> None:
    item = add(conference)
    add(conference, Section.HEALTH, "nora", MARK)
    assert {who: waiting(who) for who in ("ana", "nora", "lea", "dan")} == {
        "ana": [(1, 0)],
        "nora": [(2, 0)],
        "lea": [(1, 0)],
        "dan": [],
    }
    propose(item, "nora")
    assert waiting("nora") == [(1, 0)]
    wish(item)
    day_over(conference)
    assert {who: waiting(who) for who in ("ana", "nora", "lea")} == {
        "ana": [(0, 1)],
        "nora": [(0, 1)],
        "lea": [],
    }
    decide(item)
    assert waiting("ana") == []


def test_a_meeting_has_its_hour_its_place_and_who_came(conference: UUID) -> None:
    at: datetime = timezone.now() - timedelta(hours=1)
    facts = {"where": "The small room", "came": [str(ID("nora"))], "others": "", "person": "took_part"}
    with member_acts("nora") as by, refusal(ONLY_THE_LEAD):
        actions.set_meeting(conference, at, facts, by=by, at=timezone.now())
    with member_acts("ana") as by, refusal(NOT_MET):
        actions.set_meeting(conference, at + timedelta(days=1), facts, by=by, at=timezone.now())
    with member_acts("ana") as by:
        actions.set_meeting(conference, at, facts, by=by, at=timezone.now())
    found = seen(conference, "lea")
    assert (found.meets_at, found.content["where"]) == (at, "The small room")
    assert found.content["question"] == "Where does she live next?"
    with sql_of("nora") as cursor:
        cursor.execute("UPDATE cases.conference SET meets_at = now()")
        assert cursor.rowcount == 0


def test_each_act_is_recorded_and_none_of_the_words(conference: UUID, connect_as: ConnectAs) -> None:
    item = add(conference, Section.HEALTH, "nora", MARK)
    wish(item, MARK, "nora")
    propose(item, "nora", MARK)
    decide(item, "nora")
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        kept = owner.execute(
            "SELECT action, section, detail::text FROM audit.record WHERE action LIKE 'conference:%' "
            "ORDER BY recorded_at"
        ).fetchall()
    assert [row[:2] for row in kept] == [
        ("conference:opened", "profile"),
        ("conference:item_added", "health"),
        ("conference:wish_written", "health"),
        ("conference:proposal_written", "health"),
        ("conference:decision_written", "health"),
    ]
    assert not any("tablets" in row[2] for row in kept)


def test_it_is_erased_with_the_keys_of_the_file(
    case: CaseId, conference: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_needs, of_health = add(conference), add(conference, Section.HEALTH, "nora", MARK)
    for item, who in ((of_needs, "ana"), (of_health, "nora")):
        wish(item, MARK, who)
        propose(item, who, MARK)
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def left() -> list[int]:
        with unforced(owner, *TABLES):
            return [
                next(iter(owner.execute(f"SELECT count(*) FROM {table}").fetchone() or ()))
                for table in TABLES
            ]

    def swept() -> list[int]:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        return left()

    assert swept() == [1, 2, 4], "what can be opened stays"
    with unforced(owner, "keys.section_key"):
        owner.execute("DELETE FROM keys.section_key WHERE case_id = %s AND section = 'health'", [case])
    assert swept() == [1, 1, 2], "what touched a section goes with it"
    with member_acts("ana"):
        doors.destroy_keys(case)
    with pytest.raises(NotFound):
        seen(conference, "ana")
    assert swept() == [0, 0, 0]
