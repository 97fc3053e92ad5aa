"""A screening in the database: sealed, its author's alone to write, fixed when it is finished, gone with its key."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.team import accept_lead, offer_lead
from safeconduct.cases import purge
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.interviews.queries import register
from safeconduct.cases.interviews.rules import AGAIN
from safeconduct.cases.models import Screening
from safeconduct.cases.queries import read_sections
from safeconduct.cases.screening import actions
from safeconduct.cases.screening.codes import (
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Next,
    Profile,
    Result,
    Value,
)
from safeconduct.cases.screening.contents import Talk
from safeconduct.cases.screening.queries import Read, one, screenings
from safeconduct.cases.screening.rules import (
    FORMALLY_DECIDED,
    IS_FINISHED,
    NO_CONCLUSION,
    NO_REASONS,
    NOT_FINISHED,
    NOT_THE_AUTHOR,
    NOTHING_TO_TAKE_OVER,
    PRESUMED_CHILD,
    RULE,
    Answer,
)
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

ADULT = {"pseudonym": "Linden", "age_band": "26_35", "is_child": "no"}
TOLD = Answer(Value.YES, Evidence.TOLD)
TALK = Talk(Agreed.YES, Profile.LABOUR_ADULT, 1)
MARK = "The papers are still with the employer."


@pytest.fixture
def case() -> CaseId:
    """Ana leads it; the person is an adult."""
    return opened(ADULT)


def opened(profile: dict[str, str]) -> CaseId:
    with member_acts("ana") as by:
        return open_case(by=by, at=timezone.now(), profile=profile)


def begin(case: CaseId, who: str = "ana", talk: Talk = TALK) -> UUID:
    with member_acts(who) as by:
        return actions.begin(case, talk, by=by, at=timezone.now())


def save(
    screening: UUID, dimension: Dimension, answers: dict[str, Answer], who: str = "ana", note: str = ""
) -> None:
    with member_acts(who) as by:
        actions.save_part(screening, dimension, answers, note, by=by, at=timezone.now())


def finish(screening: UUID, conclusion: Conclusion | None = Conclusion.YES, reasons: str = MARK) -> None:
    with member_acts("ana") as by:
        actions.finish(screening, conclusion, reasons, (Next.NEEDS,), by=by, at=timezone.now())


def do(name: str, screening: UUID, who: str = "ana") -> Any:
    with member_acts(who) as by:
        return getattr(actions, name)(screening, by=by, at=timezone.now())


def seen(screening: UUID, who: str = "ana") -> Read:
    with member_acts(who) as by:
        return one(screening, by=by, at=timezone.now())


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def test_two_parts_saved_in_two_windows_both_stay(case: CaseId) -> None:
    made = begin(case)
    save(made, Dimension.DR, {"DR1": TOLD}, note="First.")
    save(made, Dimension.CD, {"CD1": TOLD, "CD2": Answer(Value.DECLINED)})
    save(made, Dimension.DR, {"DR2": TOLD})
    talk = seen(made).talk
    assert set(talk.answers) == {"DR2", "CD1", "CD2"}
    assert talk.answers["CD2"] == Answer(Value.DECLINED)
    assert talk.notes == {}, "the part was saved without its note"


def test_nothing_that_was_answered_lies_open(case: CaseId, connect_as: ConnectAs) -> None:
    made = begin(case)
    save(made, Dimension.CD, {"CD1": TOLD}, note=MARK)
    finish(made)
    owner = connect_as("owner")
    with unforced(owner, "cases.screening"), unforced(owner, "audit.record"):
        row = owner.execute("SELECT screening::text FROM cases.screening").fetchone()
        told = owner.execute("SELECT string_agg(detail::text || reason, ' ') FROM audit.record").fetchone()
    for word in ("CD1", "employer", "labour_adult", '"yes"'):
        assert word not in str(row)
        assert word not in str(told)


def test_a_reading_is_recorded_as_one_of_the_section(case: CaseId, connect_as: ConnectAs) -> None:
    made = begin(case)
    with member_acts("ana") as by:
        screenings(case, by=by, at=timezone.now())
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT action, section, purpose, detail->'screenings' FROM audit.record "
            "WHERE action LIKE 'screening:%' OR detail ? 'screenings' ORDER BY at"
        ).fetchall()
    assert found == [
        ("screening:begun", "exploitation", "assessment", None),
        ("section:read", "exploitation", "assessment", [str(made)]),
    ]


@pytest.mark.parametrize("profile", [
    {"pseudonym": "Linden"},
    {"pseudonym": "Linden", "is_child": "unknown"},
    {"pseudonym": "Linden", "is_child": {"unanswered": "not_asked"}},
    {"pseudonym": "Linden", "is_child": "yes", "age_band": "16_17"},
    {"pseudonym": "Linden", "age_band": "16_17"},
    {"pseudonym": "Linden", "age_band": "18_20"},
])  # fmt: skip
def test_who_is_not_known_to_be_an_adult_is_asked_as_a_child(profile: dict[str, str]) -> None:
    case = opened(profile)
    with refusal(PRESUMED_CHILD):
        begin(case)
    assert (
        seen(begin(case, talk=replace(TALK, profile=Profile.LABOUR_CHILD))).talk.profile
        is Profile.LABOUR_CHILD
    )


def test_an_age_that_becomes_doubtful_meanwhile_ends_the_list_for_adults(case: CaseId) -> None:
    made = begin(case)
    save(made, Dimension.RV, {"RV8": TOLD, "RV1": TOLD})
    with member_acts("ana") as by:
        save_section(
            case=case,
            section=Section.PROFILE,
            content={"is_child": "unknown"},
            base=1,
            by=by,
            at=timezone.now(),
        )
    with refusal(PRESUMED_CHILD):
        finish(made)
    with member_acts("ana") as by:
        actions.save_about(made, profile=Profile.LABOUR_CHILD, version=1, by=by, at=timezone.now())
    finish(made)
    assert set(seen(made).talk.answers) == {"RV8", "RV1"}, (
        "what the other list does not ask is kept, and not counted"
    )


def test_a_no_of_the_person_is_kept_and_nothing_else(case: CaseId) -> None:
    full = replace(TALK, agreed=Agreed.NO, head={"mode": "phone"}, answers={"DR1": TOLD}, reasons=MARK)
    read = seen(begin(case, talk=full))
    assert (read.talk, read.is_finished) == (Talk(Agreed.NO, Profile.LABOUR_ADULT, 1), True)
    with member_acts("ana") as by:
        assert register(case, by=by, at=timezone.now()) == []
    with refusal(IS_FINISHED):
        save(read.id, Dimension.DR, {"DR1": TOLD})


def test_a_talk_that_the_person_ends_leaves_no_answer(case: CaseId) -> None:
    made = begin(case)
    save(made, Dimension.DR, {"DR1": TOLD}, note=MARK)
    do("stop", made)
    assert seen(made).talk == Talk(Agreed.STOPPED, Profile.LABOUR_ADULT, 1)
    with refusal(IS_FINISHED):
        finish(made)
    with refusal(NOT_FINISHED):
        do("correct", made)


@pytest.mark.parametrize(
    "conclusion, reasons, reason", [(None, MARK, NO_CONCLUSION), (Conclusion.NO, " ", NO_REASONS)]
)
def test_no_talk_is_finished_without_a_conclusion_and_reasons(
    case: CaseId, conclusion: Conclusion | None, reasons: str, reason: Reason
) -> None:
    made = begin(case)
    with refusal(reason):
        finish(made, conclusion, reasons)
    assert not seen(made).is_finished


def test_a_finished_one_is_not_changed_and_a_correction_stands_beside_it(case: CaseId) -> None:
    made = begin(case)
    save(made, Dimension.DR, {"DR1": TOLD})
    finish(made)
    for change in (lambda: save(made, Dimension.DR, {}), lambda: finish(made), lambda: do("stop", made)):
        with refusal(IS_FINISHED):
            change()
    corrected = seen(do("correct", made))
    assert (corrected.corrects, corrected.is_finished, corrected.talk.conclusion) == (made, False, None)
    assert set(corrected.talk.answers) == {"DR1"}
    finish(corrected.id, Conclusion.NO)
    assert seen(made).talk.conclusion is Conclusion.YES
    with member_acts("ana") as by:
        assert len(register(case, by=by, at=timezone.now())) == 1, "a correction is no further talk"


def test_the_database_itself_changes_no_finished_one(case: CaseId) -> None:
    made = begin(case)
    finish(made)
    with member_acts("ana"):
        assert Screening.objects.filter(id=made).update(finished_at=None) == 0
    with pytest.raises(ProgrammingError, match="permission denied"), member_acts("ana"):
        Screening.objects.filter(id=made).update(author_id=ID("dan"))


@pytest.mark.parametrize("who", ["dan", "nora", "lea", "bea", "adam"])
def test_who_does_not_open_the_section_sees_no_talk_and_begins_none(case: CaseId, who: str) -> None:
    made = begin(case)
    with member_acts("ana"):
        doors.place(case, ID("nora"))  # a place that does not open exploitation
    with pytest.raises(NotFound):
        seen(made, who)
    with pytest.raises((NotFound, NotPossible)):
        begin(case, who)
    with pytest.raises(NotFound):
        save(made, Dimension.DR, {}, who)


def test_a_colleague_who_leads_now_reads_the_talk_and_does_not_write_it(case: CaseId) -> None:
    made, offer = begin(case), uuid4()
    with member_acts("ana"):
        offer_lead(offer, case, ID("dan"), stays=False)
    with pytest.raises(NotFound):
        seen(made, "dan")
    with member_acts("dan"):
        accept_lead(offer)
    assert not seen(made, "dan").is_mine
    with refusal(NOT_THE_AUTHOR):
        save(made, Dimension.DR, {"DR1": TOLD}, "dan")
    with pytest.raises(NotFound):
        save(made, Dimension.DR, {"DR1": TOLD})


# --- results ---


def test_without_a_comparison_nothing_is_computed(case: CaseId) -> None:
    made = begin(case)
    save(made, Dimension.CD, {"CD1": TOLD, "CD2": TOLD})
    finish(made)
    talk = seen(made).talk
    assert set(talk.results.values()) == {Result.NOT_COMPUTED.value}
    assert (talk.rule, talk.compared) == ("", "")


def test_where_a_named_person_has_compared_the_list_the_results_are_kept_with_their_rule(
    case: CaseId, settings: Any
) -> None:
    settings.LISTS_COMPARED = (("labour_adult", "Ioana Pop 2027-01-31"),)
    made = begin(case)
    save(made, Dimension.CD, {"CD1": TOLD, "CD2": TOLD})
    finish(made, Conclusion.NO)  # it may contradict
    settings.LISTS_COMPARED = ()
    talk = seen(made).talk
    assert (talk.results["CD"], talk.results["DR"]) == ("positive", "incomplete")
    assert (talk.rule, talk.compared, talk.conclusion) == (RULE, "Ioana Pop 2027-01-31", Conclusion.NO)


# --- the file and the register ---


def stands(case: CaseId) -> dict[str, Any]:
    with member_acts("ana") as by:
        found = read_sections(case, [Section.EXPLOITATION], by=by, at=timezone.now())
    return dict(found[Section.EXPLOITATION].content) if found else {}


def test_a_conclusion_becomes_a_presumption_in_the_file_and_leaves_the_rest_of_it(case: CaseId) -> None:
    with member_acts("ana") as by:
        save_section(
            case=case, section=Section.EXPLOITATION, content={"from_month": "March 2026"}, base=0, by=by,
            at=timezone.now(),
        )  # fmt: skip
    made = begin(case)
    with refusal(NOT_FINISHED):
        do("take_over", made)
    finish(made)
    do("take_over", made)
    assert stands(case) == {"from_month": "March 2026", "status": "presumed", "decided_by": "ngo"}


def test_what_was_decided_formally_stays_and_a_no_takes_nothing_over(case: CaseId) -> None:
    made = begin(case)
    finish(made, Conclusion.NO)
    with refusal(NOTHING_TO_TAKE_OVER):
        do("take_over", made)
    decided = {"status": "identified", "decided_by": "court_prosecution"}
    with member_acts("ana") as by:
        save_section(
            case=case, section=Section.EXPLOITATION, content=decided, base=0, by=by, at=timezone.now()
        )
    again = begin(case, talk=replace(TALK, again=AgainWhy.NEW_FACTS))
    finish(again)
    with refusal(FORMALLY_DECIDED):
        do("take_over", again)
    assert stands(case) == decided


def test_a_finished_talk_enters_itself_and_the_next_one_needs_a_reason(case: CaseId) -> None:
    made = begin(case)
    begin(case)  # a draft is no talk that has taken place
    finish(made)
    with member_acts("ana") as by:
        lines = register(case, by=by, at=timezone.now())
    assert [(line.subject, line.who, line.screening) for line in lines] == [
        (InterviewSubject.IDENTIFICATION, by.agency.sector, made)
    ]
    with refusal(AGAIN):
        begin(case)
    finish(begin(case, talk=replace(TALK, again=AgainWhy.PERSON_WISHES)))
    with member_acts("ana") as by:
        assert register(case, by=by, at=timezone.now())[0].again_why is AgainWhy.PERSON_WISHES


def test_a_talk_that_is_finished_after_midnight_stands_under_the_day_that_began_here(case: CaseId) -> None:
    """22:30 UTC is half past midnight in Bucharest."""
    made = begin(case)
    today = timezone.now().replace(hour=22, minute=30)
    with timezone.override("Europe/Bucharest"), member_acts("ana") as by:
        actions.finish(made, Conclusion.YES, MARK, (Next.NEEDS,), by=by, at=today)
        lines = register(case, by=by, at=today)
    assert [line.held_on for line in lines] == [(today + timedelta(days=1)).date()]


def test_talks_and_register_go_with_the_file(
    case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def left() -> list[int]:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "cases.screening"), unforced(owner, "cases.interview"):
            counted = owner.execute(
                "SELECT (SELECT count(*) FROM cases.screening), (SELECT count(*) FROM cases.interview)"
            ).fetchone()
        return list(counted or ())

    finish(begin(case))
    assert left() == [1, 1], "its keys are there"
    with member_acts("ana"):
        doors.destroy_keys(case)
    assert left() == [0, 0]
