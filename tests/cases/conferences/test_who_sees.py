"""Who opens a conference and who sees which item of it, by the pages and by plain SQL."""

from uuid import UUID

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.access.team import end_place
from safeconduct.cases.conferences import actions
from safeconduct.cases.conferences.codes import EntryKind
from safeconduct.cases.conferences.rules import (
    NOT_YOUR_SECTION,
    ONLY_THE_LEAD,
)
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.cases.conferences.desk import (
    ENTRY,
    MARK,
    TABLES,
    add,
    decide,
    propose,
    refusal,
    rows,
    seen,
    sql_of,
    wish,
)
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


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
