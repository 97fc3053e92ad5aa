"""Asking whoever holds a closed section, and answering: recorded, and nothing opens by it."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.holders import Holder, holders
from safeconduct.access.queries import held
from safeconduct.agencies.models import Member
from safeconduct.cases import purge
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.asking import actions
from safeconduct.cases.asking.queries import asked_of
from safeconduct.cases.asking.rules import (
    ANSWERED,
    NOBODY_HOLDS,
    OPEN_ALREADY,
    OWN_ASK,
    PAST_DAY,
    WAITS_ALREADY,
)
from safeconduct.cases.models import Ask
from safeconduct.cases.queries import read_sections
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.vocabulary.codes import AskAnswer, AskFor, Profession
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def soon() -> date:
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, the nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def ask(case: CaseId, who: str = "ana", section: Section = Section.HEALTH, until: date | None = None) -> UUID:
    with member_acts(who) as by:
        return actions.ask(case, section, AskFor.JOURNEY, until or soon(), by=by, at=timezone.now())


def answer(asked: UUID, who: str = "nora", said: AskAnswer = AskAnswer.TOLD) -> None:
    with member_acts(who) as by:
        actions.answer(asked, said, by=by, at=timezone.now())


def seen(case: CaseId, who: str) -> list[tuple[Section, AskAnswer | None, bool]]:
    with member_acts(who) as by:
        return [(one.section, one.answer, one.is_mine) for one in asked_of(case, by=by)]


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def recorded(connect_as: ConnectAs) -> Iterator[tuple[object, ...]]:
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        yield from owner.execute(
            "SELECT action, actor_id, section, detail - 'ask' FROM audit.record WHERE action LIKE 'ask:%' ORDER BY at"
        ).fetchall()


def test_the_lead_asks_and_the_holder_answers_and_both_are_recorded(
    case: CaseId, connect_as: ConnectAs
) -> None:
    asked = ask(case)
    assert seen(case, "nora") == [(Section.HEALTH, None, False)]
    answer(asked, said=AskAnswer.PERSON_SAYS_NO)
    assert seen(case, "ana") == [(Section.HEALTH, AskAnswer.PERSON_SAYS_NO, True)]
    until = soon().isoformat()
    assert list(recorded(connect_as)) == [
        ("ask:made", str(ID("ana")), "health", {"for": "journey", "until": until}),
        ("ask:answered", str(ID("nora")), "health", {"answer": "person_says_no"}),
    ]


@pytest.mark.parametrize("said", list(AskAnswer))
def test_no_answer_opens_the_section(case: CaseId, said: AskAnswer) -> None:
    with member_acts("nora") as by:
        save_section(
            case=case, section=Section.HEALTH, content={"allergies": "nuts"}, base=0, by=by, at=timezone.now()
        )
    with member_acts("ana"):
        before = set(held(case))
    answer(ask(case), said=said)
    with member_acts("ana") as by:
        assert set(held(case)) == before
        assert read_sections(case, [Section.HEALTH], by=by, at=timezone.now()) == {}


def test_two_professions_of_one_agency_write_their_own_and_read_not_the_other(case: CaseId) -> None:
    at = timezone.now()
    with member_acts("ana") as by:
        doors.place(case, ID("lea"))
        save_section(case=case, section=Section.NARRATIVE, content={"notes": "Mine"}, base=0, by=by, at=at)
    own = {"nora": (Section.HEALTH, "clinical_notes"), "lea": (Section.LEGAL, "privileged_notes")}
    for who, (section, field) in own.items():
        with member_acts(who) as by:
            save_section(case=case, section=section, content={field: "Mine"}, base=0, by=by, at=at)
    rooms = [Section.HEALTH, Section.LEGAL, Section.NARRATIVE]
    for who, room in {"ana": Section.NARRATIVE, "nora": Section.HEALTH, "lea": Section.LEGAL}.items():
        with member_acts(who) as by:
            assert set(read_sections(case, rooms, by=by, at=at)) == {room}
            for other in set(rooms) - {room}:
                with pytest.raises(NotPossible):
                    save_section(case=case, section=other, content={}, base=1, by=by, at=at)


@pytest.mark.parametrize("who, section, reason", [
    ("ana", Section.NEEDS, OPEN_ALREADY),
    ("ana", Section.LEGAL, NOBODY_HOLDS),
    ("nora", Section.HEALTH, OPEN_ALREADY),
    ("nora", Section.LEGAL, NOBODY_HOLDS),
])  # fmt: skip
def test_what_cannot_be_asked(case: CaseId, who: str, section: Section, reason: Reason) -> None:
    with refusal(reason):
        ask(case, who, section)


def test_a_place_is_enough_to_ask_the_lead(case: CaseId) -> None:
    answer(ask(case, "nora", Section.EXPLOITATION), "ana", AskAnswer.NOT_TOLD)
    assert seen(case, "nora") == [(Section.EXPLOITATION, AskAnswer.NOT_TOLD, True)]


def test_a_day_that_is_over_is_refused_and_one_waits_for_one_answer(case: CaseId) -> None:
    with refusal(PAST_DAY):
        ask(case, until=timezone.localdate() - timedelta(days=1))
    first = ask(case)
    with refusal(WAITS_ALREADY):
        ask(case)
    answer(first)
    ask(case)
    assert len(seen(case, "ana")) == 2


def test_the_first_answer_counts_and_nobody_answers_their_own(case: CaseId) -> None:
    asked = ask(case)
    with refusal(OWN_ASK):
        answer(asked, "ana")
    answer(asked)
    with refusal(ANSWERED):
        answer(asked, said=AskAnswer.NOT_TOLD)
    assert seen(case, "nora") == [(Section.HEALTH, AskAnswer.TOLD, False)]


@pytest.mark.parametrize("who", ["dan", "lea", "bea", "adam"])
def test_who_has_no_place_sees_no_ask_and_makes_none(case: CaseId, who: str) -> None:
    asked = ask(case)
    assert seen(case, who) == []
    with pytest.raises(NotFound):
        answer(asked, who)
    with pytest.raises(NotFound):
        ask(case, who)


def test_another_place_in_the_case_does_not_show_what_was_asked_of_others(case: CaseId) -> None:
    ask(case)
    with member_acts("ana"):
        doors.place(case, ID("lea"))
    assert seen(case, "lea") == []


def test_who_holds_what_is_told_by_profession(case: CaseId) -> None:
    with member_acts("ana"):
        found = holders(case)
    assert Holder(Section.HEALTH, Profession.NURSE) in found
    assert {one.profession for one in found if one.section is Section.EXPLOITATION} == {
        Profession.SOCIAL_WORKER
    }
    with member_acts("dan"):
        assert holders(case) == []


def test_who_is_suspended_holds_nothing_that_could_be_asked_about(
    case: CaseId, connect_as: ConnectAs
) -> None:
    connect_as("owner").execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("nora")])
    with refusal(NOBODY_HOLDS):
        ask(case)


def test_asks_go_with_the_file(case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = connect_as("worker")
    monkeypatch.setattr(purge, "connection", worker)

    def sweeps() -> None:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()

    ask(case)
    sweeps()
    assert len(seen(case, "ana")) == 1, "its keys are there"
    with member_acts("ana"):
        doors.destroy_keys(case)
    sweeps()
    assert seen(case, "ana") == []


def test_the_row_policies_let_nobody_write_an_answer_into_a_new_ask(case: CaseId) -> None:
    def row(by: Member, **more: object) -> Ask:
        return Ask(
            case_id=case, agency_id=by.agency_id, section="health", asked_by=by.id, ask_for="journey", until=soon(),
            asked_at=timezone.now(), **more,
        )  # fmt: skip

    told = {"answer": "told", "answered_by": ID("nora"), "answered_at": timezone.now()}
    with pytest.raises(ProgrammingError, match="row-level security"), member_acts("ana") as by:
        row(by, **told).save(force_insert=True)
