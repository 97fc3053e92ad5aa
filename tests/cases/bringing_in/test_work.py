"""An import from its first row to its undoing: what is opened, what is left out, and what a killed process leaves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from safeconduct.access import doors
from safeconduct.access.acting import acting, working
from safeconduct.access.doors import Terms
from safeconduct.access.queries import disclosures
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import member
from safeconduct.cases import actions as cases
from safeconduct.cases.bringing_in import actions, before, downloads, queries, rules, store, work
from safeconduct.cases.bringing_in.mapping import Mapping
from safeconduct.cases.models import Bringing, BringingPart, Brought
from safeconduct.cases.purge import forget_files
from safeconduct.cases.queries import read_sections
from safeconduct.keys.models import FileKey, SectionKey
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.world import ID
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv, many
from tests.conftest import ConnectAs, as_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

ANA, DAN, SARA = ID("ana"), ID("dan"), ID("sara")
LIST = as_csv([HEADER, *PEOPLE])


def acts[T](do: Callable[..., T], *given: object, who: UUID = ANA, **more: object) -> T:
    """Somebody acts, in a transaction of their own."""
    with acting(MemberId(who)) as at:
        return do(*given, by=member(who), at=at, **more)


def row_of(bringing: UUID, who: UUID = ANA) -> Bringing:
    with acting(MemberId(who)):
        return queries.bringing(bringing)


def looked_at(data: bytes, who: UUID = ANA) -> UUID:
    bringing = acts(actions.begin, data, who=who)
    acts(actions.look_at_rows, bringing, who=who)
    assert work.run(bringing, who)
    return bringing


def brought_in(data: bytes, who: UUID = ANA) -> UUID:
    bringing = looked_at(data, who)
    acts(actions.take_in, bringing, who=who)
    assert work.run(bringing, who)
    return bringing


def cases_of(bringing: UUID, who: UUID = ANA) -> list[Brought]:
    with acting(MemberId(who)):
        return queries.stayed(bringing)


def numbers(bringing: UUID, who: UUID = ANA) -> tuple[str, int, int, int]:
    row = row_of(bringing, who)
    return row.state, row.good, row.wrong, row.taken


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
        for secret in ("Marin", "Ioana", "Nume", "1996"):
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


class Killed(BaseException):
    """The process ends here."""


def test_a_process_that_is_killed_between_parts_loses_no_row_and_takes_none_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = looked_at(as_csv(many(14)))
    acts(actions.answer_twins, bringing, {}, rest="in")
    acts(actions.take_in, bringing)
    with pytest.raises(Killed):
        work.run(bringing, ANA, _dies_after(2))
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
        patch.setattr(work, "_keep_the_rest", _dies)
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
        work.run(bringing, ANA, _dies_after(1))
    assert work.run(bringing, ANA)
    row = row_of(bringing)
    assert (row.state, row.good, row.twins) == ("checked", 7, 1)  # the last row is the first one again


def _dies(*_given: object) -> None:
    raise Killed


def _dies_after(parts: int) -> Callable[[Bringing], None]:
    seen: list[int] = []

    def say(row: Bringing) -> None:
        seen.append(row.parts_done)
        if len(seen) == parts:
            raise Killed

    return say


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


# --- Who is here already ------------------------------------------------------------------------------------


def hints(bringing: UUID) -> list[tuple[int, str, int, bool]]:
    def asked(*, by: Member, at: datetime) -> list[tuple[int, str, int, bool]]:
        row, key = queries.bringing(bringing), store.key_of(bringing)
        found = queries.doubts(row, key, store.meta_of(row, key), by=by, at=at)
        return [(one.row, one.why, one.like, bool(one.case)) for one in found]

    return acts(asked)


def test_the_same_list_again_is_all_hints_and_nobody_comes_in_by_itself() -> None:
    brought_in(LIST)
    again = looked_at(LIST)
    assert hints(again) == [(2, "number", 0, True), (3, "number", 0, True), (4, "number", 0, True)]
    acts(actions.take_in, again)
    work.run(again, ANA)
    assert numbers(again) == ("done", 3, 0, 0)


def test_a_hint_is_answered_row_by_row() -> None:
    brought_in(LIST)
    again = looked_at(LIST)
    acts(actions.answer_twins, again, {2: True, 3: False}, rest="out")
    acts(actions.take_in, again)
    work.run(again, ANA)
    assert [one.row for one in cases_of(again)] == [2]


def left_out(bringing: UUID) -> dict[int, list[str]]:
    with acting(MemberId(ANA)):
        row, key = queries.bringing(bringing), store.key_of(bringing)
        found = queries.left_out(bringing, key, store.meta_of(row, key))
        return {one.number: [wrong.sentence for wrong in why] for one, why in found}


def test_a_double_that_is_left_out_says_whose_and_why_before_and_after() -> None:
    twice = looked_at(as_csv([HEADER, *PEOPLE, PEOPLE[0]]))
    wanted = {5: ["Left out: it may be the person of row 2. The number of the case is the same."]}
    assert left_out(twice) == wanted
    acts(actions.answer_twins, twice, {5: True}, rest="")
    assert left_out(twice) == {}
    acts(actions.answer_twins, twice, {5: False}, rest="")
    acts(actions.take_in, twice)
    work.run(twice, ANA)
    assert left_out(twice) == wanted
    again = looked_at(LIST)
    case = "Left out: it may be a person who is here already. The number of the case is the same."
    assert left_out(again) == {2: [case], 3: [case], 4: [case]}


# --- What is seen before ------------------------------------------------------------------------------------


def seen_before(bringing: UUID, skip: int = 0) -> list[before.Shown]:
    def asked(*, by: Member, at: datetime) -> list[before.Shown]:
        row, key = queries.bringing(bringing), store.key_of(bringing)
        return before.taken(row, key, store.meta_of(row, key), skip=skip, by=by)

    return acts(asked)


def meant(bringing: UUID) -> set[tuple[str, str]]:
    with acting(MemberId(ANA)):
        return {
            (one.word, one.answer) for one in before.meant(queries.bringing(bringing), store.key_of(bringing))
        }


def test_every_right_row_is_shown_in_words_twenty_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 15)
    bringing = looked_at(as_csv(many(50, wrong_every=10)))
    pages = [[one.row for one in seen_before(bringing, skip)] for skip in (0, 20, 40, 60)]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    right = [row for row in range(2, 52) if (row - 1) % 10]
    assert [row for page in pages for row in page] == right
    facts = {str(name): value for name, value in seen_before(bringing)[0].facts}
    assert facts["Number of the case in your own system"] == "N-0"
    assert (facts["Sex"], facts["Needs"]) == ("Male", "Housing")


def test_a_row_that_may_be_here_already_is_marked_among_them() -> None:
    bringing = looked_at(as_csv([HEADER, *PEOPLE, PEOPLE[0]]))
    assert [(one.row, one.is_doubtful) for one in seen_before(bringing)] == [
        (2, False), (3, False), (4, False), (5, True),
    ]  # fmt: skip


def test_what_the_words_of_the_file_became_is_said_until_the_rows_are_taken_in() -> None:
    bringing = looked_at(as_csv([HEADER, *PEOPLE]))
    assert {("cazare", "Housing"), ("avocat", "Legal aid"), ("f", "Female")} <= meant(bringing)
    wrong = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]
    taken = brought_in(as_csv([HEADER, *PEOPLE, wrong]))
    assert meant(taken) == set()


def test_a_colleagues_cases_are_not_compared() -> None:
    brought_in(LIST, DAN)
    assert hints(looked_at(LIST)) == []


def test_what_was_compared_is_recorded(connect_as: ConnectAs) -> None:
    known = cases_of(brought_in(LIST))
    looked_at(LIST)
    rows = (
        connect_as("owner")
        .execute("SELECT detail FROM audit.record WHERE action = 'list:compared'")
        .fetchall()
    )
    assert {case for (detail,) in rows for case in detail["cases"]} == {str(one.case_id) for one in known}


# --- Back ---------------------------------------------------------------------------------------------------


def undone(bringing: UUID, who: UUID = ANA) -> tuple[int, int]:
    acts(actions.undo, bringing, who=who)
    assert work.run(bringing, who)
    row = row_of(bringing, who)
    assert row.state == "undone"
    return row.gone, row.stayed


def test_an_import_is_taken_back_and_its_keys_are_destroyed(connect_as: ConnectAs) -> None:
    bringing = brought_in(LIST)
    assert undone(bringing) == (3, 0)
    assert cases_of(bringing) == []
    with acting(MemberId(ANA)):
        assert not SectionKey.objects.exists()
    owner = connect_as("owner")
    assert owner.execute("SELECT count(*) FROM keys.section_key").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM audit.record WHERE action = 'case:taken_back'").fetchone() == (
        3,
    )


def test_a_supervisor_takes_it_back_without_seeing_it() -> None:
    bringing = brought_in(LIST)
    with pytest.raises(NotFound):
        undone(bringing, DAN)
    assert undone(bringing, SARA) == (3, 0)
    assert cases_of(bringing) == []


def test_a_case_that_was_changed_read_or_opened_to_others_is_told_apart() -> None:
    bringing = brought_in(LIST)
    changed, shared, read = cases_of(bringing)

    def work_on(*, by: Member, at: datetime) -> None:
        case, wish = CaseId(changed.case_id), {"wish": "To stay near the sister."}
        cases.save_section(case=case, section=Section.NARRATIVE, content=wish, base=0, by=by, at=at)
        until = at + timedelta(days=9)
        terms = Terms(purpose=Purpose.REFERRAL_SERVICE, until=until, consent=ID("consent"), consent_version=1)
        doors.consent_to(shared.case_id, ID("team_beta"), [Section.NEEDS], terms)
        read_sections(read.case_id, list(Section), by=by, at=at)

    acts(work_on)
    assert undone(bringing) == (1, 2)
    assert {one.case_id for one in cases_of(bringing)} == {changed.case_id, shared.case_id}


def test_after_a_day_nothing_is_taken_back(connect_as: ConnectAs) -> None:
    bringing = brought_in(LIST)
    connect_as("owner").execute("UPDATE access.node SET moved = '24 hours 1 minute'")
    with pytest.raises(NotPossible) as refused:
        acts(actions.undo, bringing)
    assert refused.value.reason.code == "undo_is_over"
    assert len(cases_of(bringing)) == 3


def test_an_import_under_way_is_stopped_by_taking_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = looked_at(as_csv(many(10)))
    acts(actions.answer_twins, bringing, {}, rest="in")
    acts(actions.take_in, bringing)
    with pytest.raises(Killed):
        work.run(bringing, ANA, _dies_after(1))
    assert undone(bringing) == (4, 0)


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
