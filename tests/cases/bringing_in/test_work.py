"""An import from its first row to its undoing: what is opened, what is left out, and what a killed process leaves."""

from datetime import timedelta

import pytest
from django.utils.timezone import override

from safeconduct.access.acting import acting, working
from safeconduct.access.queries import disclosures
from safeconduct.agencies.queries import member
from safeconduct.cases.bringing_in import actions, downloads, queries, rules, store, work
from safeconduct.cases.bringing_in.mapping import Mapping
from safeconduct.cases.models import BringingPart
from safeconduct.cases.purge import forget_files
from safeconduct.cases.queries import read_sections
from safeconduct.keys.models import FileKey
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.names import ID
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv, many
from tests.cases.bringing_in.steps import (
    ANA,
    DAN,
    LIST,
    SARA,
    Killed,
    acts,
    brought_in,
    cases_of,
    dies,
    dies_after,
    looked_at,
    numbers,
    row_of,
)
from tests.conftest import ConnectAs, as_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def test_the_day_on_which_the_rows_are_looked_at_is_the_one_here() -> None:
    """22:30 UTC is half past midnight in Bucharest: a birth of today is no day in the future."""
    bringing = acts(actions.begin, LIST)
    with acting(MemberId(ANA)) as now, override("Europe/Bucharest"):
        at = now.replace(hour=22, minute=30)
        actions.look_at_rows(bringing, by=member(ANA), at=at)
        meta = store.meta_of(queries.bringing(bringing), store.key_of(bringing))
    assert meta.day() == (at + timedelta(days=1)).date()


# --- Taking in ----------------------------------------------------------------------------------------------


def test_a_list_in_romanian_becomes_cases_that_its_importer_leads() -> None:
    bringing = brought_in(LIST)
    assert numbers(bringing) == ("done", 3, 0, 3)
    first = cases_of(bringing)[0]
    with acting(MemberId(ANA)) as at:
        read = read_sections(first.case_id, list(Section), by=member(ANA), at=at)
    assert read[Section.IDENTITY].content["names"] == "Marin Ioana"
    assert read[Section.IDENTITY].content["birth_date"] == "1996-04-02"
    assert read[Section.NEEDS].content == {"needs": ["housing", "legal_aid"]}
    assert read[Section.SAFE_CONTACT].content == {"safe_to_call": {"unanswered": "not_asked"}}
    assert read[Section.PROFILE].content["citizenships"] == ["RO"]
    assert read[Section.PROFILE].content["pseudonym"]


def test_no_consent_comes_with_a_case_whatever_the_list_says() -> None:
    for one in cases_of(brought_in(LIST)):
        with acting(MemberId(ANA)):
            assert disclosures(one.case_id) == []


def test_a_case_that_came_in_is_closed_to_colleagues_as_any_other() -> None:
    bringing = brought_in(LIST)
    assert cases_of(bringing, DAN) == []
    with pytest.raises(NotFound):
        row_of(bringing, DAN)
    assert row_of(bringing, SARA).taken == 3  # a supervisor sees how many, and no case
    assert cases_of(bringing, SARA) == []


def test_everything_is_recorded_and_says_from_which_import(connect_as: ConnectAs) -> None:
    bringing = brought_in(LIST)
    first = cases_of(bringing)[0]
    owner = connect_as("owner")
    found = owner.execute(
        "SELECT action, section, detail->>'import', policy_row IS NOT NULL FROM audit.record WHERE case_id = %s",
        [first.case_id],
    ).fetchall()
    assert ("case:opened", "", str(bringing), False) in found
    saved = {(section, of, has_row) for action, section, of, has_row in found if action == "section:saved"}
    expected = {"profile", "identity", "needs", "safe_contact"}
    assert saved == {(section, str(bringing), True) for section in expected}
    steps = owner.execute(
        "SELECT action FROM audit.record WHERE case_id IS NULL AND detail->>'import' = %s ORDER BY recorded_at",
        [str(bringing)],
    ).fetchall()
    assert [step for (step,) in steps] == [
        "import:begun", "import:looked_at", "import:checked", "import:confirmed", "import:taken_in",
    ]  # fmt: skip


def test_only_who_leads_cases_brings_them_in() -> None:
    for who in ("nora", "adam", "pavel"):
        with pytest.raises(NotPossible) as refused:
            acts(actions.begin, LIST, who=ID(who))
        assert refused.value.reason.code == "profession_opens_no_case"


def test_wrong_rows_are_left_out_and_can_be_fetched_and_the_others_leave_the_file() -> None:
    wrong = ["A-9", "=2+3", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]
    bringing = brought_in(as_csv([HEADER, *PEOPLE, wrong]))
    assert numbers(bringing) == ("done", 3, 1, 3)
    with acting(MemberId(ANA)):
        key = store.key_of(bringing)
        faults = downloads.of_faults(queries.faults(bringing, key, None))
        meta = store.meta_of(queries.bringing(bringing), key)
        rows = downloads.of_rows(HEADER, queries.left_out(bringing, key, meta))
        kept = [row.number for part in store.parts_of(bringing) for row in store.rows_of(part, key)]
    assert kept == [5]
    assert [line.split(",")[:2] for line in faults.splitlines()[1:]] == [
        ["5", "Nume"],
        ["5", "Data nașterii"],
    ]
    assert "Ioana" not in rows
    assert ",'=2+3,Radu," in rows  # no program computes it


def test_when_every_row_is_in_nothing_of_the_file_is_left() -> None:
    bringing = brought_in(LIST)
    with acting(MemberId(ANA)):
        assert not BringingPart.objects.filter(bringing_id=bringing).exists()
        assert not FileKey.objects.exists()
        assert queries.bringing(bringing).sealed is None


def test_nothing_of_the_file_lies_open_in_the_database(connect_as: ConnectAs) -> None:
    looked_at(LIST)
    owner = connect_as("owner")
    for table in ("bringing", "bringing_part"):
        owner.execute(f"ALTER TABLE cases.{table} NO FORCE ROW LEVEL SECURITY")
        try:
            rows = owner.execute(f"SELECT t::text FROM cases.{table} t").fetchall()
        finally:
            owner.execute(f"ALTER TABLE cases.{table} FORCE ROW LEVEL SECURITY")
        assert rows
        for secret in ("Marin", "Ioana", "Nume", "02.04.1996"):  # digits alone stand in any sealed bytes
            assert secret not in str(rows)
            assert secret.encode().hex() not in str(rows)


def test_the_worker_deletes_a_file_whose_day_is_over_and_no_other(connect_as: ConnectAs) -> None:
    bringing = looked_at(LIST)
    with acting(MemberId(ANA)):
        assert FileKey.objects.count() == 1
    _forget_files()
    assert row_of(bringing).state == "checked"
    with acting(MemberId(ANA)):
        assert FileKey.objects.count() == 1
    connect_as("owner").execute("UPDATE access.node SET moved = '25 hours'")
    _forget_files()
    with acting(MemberId(ANA)):
        assert not FileKey.objects.exists()
        assert not BringingPart.objects.exists()
    with pytest.raises(NotPossible) as refused:
        acts(actions.take_in, bringing)
    assert refused.value.reason.code == "file_is_gone"


def _forget_files() -> None:
    with as_process("worker"), working():
        forget_files()


# --- Killed -------------------------------------------------------------------------------------------------


def test_a_process_that_is_killed_between_parts_loses_no_row_and_takes_none_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = looked_at(as_csv(many(14)))
    acts(actions.answer_twins, bringing, {}, rest="in")
    acts(actions.take_in, bringing)
    with pytest.raises(Killed):
        work.run(bringing, ANA, dies_after(2))
    assert row_of(bringing).taken == 8
    assert work.run(bringing, ANA)
    assert numbers(bringing) == ("done", 14, 0, 14)
    assert sorted(one.row for one in cases_of(bringing)) == list(range(2, 16))


def test_a_process_that_is_killed_within_a_part_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = looked_at(as_csv(many(10)))
    acts(actions.answer_twins, bringing, {}, rest="in")
    acts(actions.take_in, bringing)
    with monkeypatch.context() as patch:
        patch.setattr(work, "_keep_the_rest", dies)
        with pytest.raises(Killed):
            work.run(bringing, ANA)
    assert (row_of(bringing).taken, cases_of(bringing)) == (0, [])
    assert work.run(bringing, ANA)
    assert row_of(bringing).taken == 10


def test_a_look_that_was_killed_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = acts(actions.begin, as_csv([*many(6), many(1)[1]]))
    acts(actions.look_at_rows, bringing)
    with pytest.raises(Killed):
        work.run(bringing, ANA, dies_after(1))
    assert work.run(bringing, ANA)
    row = row_of(bringing)
    assert (row.state, row.good, row.twins) == ("checked", 7, 1)  # the last row is the first one again


def test_two_processes_do_not_work_on_one_import_at_a_time(connect_as: ConnectAs) -> None:
    bringing = looked_at(LIST)
    acts(actions.take_in, bringing)
    other = connect_as("app")
    other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"import/{bringing}"])
    assert not work.run(bringing, ANA)
    assert row_of(bringing).taken == 0
    other.execute("SELECT pg_advisory_unlock_all()")
    assert work.run(bringing, ANA)
    assert row_of(bringing).taken == 3


# --- Rules and mappings -------------------------------------------------------------------------------------


def test_what_is_not_at_its_step_is_refused() -> None:
    bringing = acts(actions.begin, LIST)
    for do in (actions.take_in, actions.undo):
        with pytest.raises(NotPossible) as refused:
            acts(do, bringing)
        assert refused.value.reason is rules.NOT_NOW
    done = brought_in(LIST)
    for do in (actions.look_at_rows, actions.take_in, actions.map_again):
        with pytest.raises(NotPossible):
            acts(do, done)


def test_a_mapping_is_kept_for_the_agency_and_fits_a_list_with_other_columns() -> None:
    mapping = Mapping({"Nume": "identity.names", "Sex": "profile.sex"}, {"profile.sex": {"doamna": "f"}})
    acts(actions.keep_mapping, " Our  list ", mapping)
    acts(actions.keep_mapping, "Our list", mapping)
    with acting(MemberId(DAN)):
        assert [one.name for one in actions.kept_mappings(member(DAN))] == ["Our list"]
    with acting(MemberId(ID("bea"))):
        assert list(actions.kept_mappings(member(ID("bea")))) == []
    assert mapping.of(["NUME", "Else"]).columns == {"NUME": "identity.names"}


def test_a_file_that_is_dropped_is_gone() -> None:
    bringing = acts(actions.begin, LIST)
    acts(actions.drop, bringing)
    assert row_of(bringing).state == "dropped"
    with acting(MemberId(ANA)):
        assert not FileKey.objects.exists()
