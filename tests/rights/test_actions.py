"""Sheets of rights in the database: who reads and writes them, sealed, recorded without words, gone with their key."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.timeline.moments import Kind
from safeconduct.cases.timeline.queries import timeline
from safeconduct.commands.rounds import jobs
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.rights import actions, purge
from safeconduct.rights.codes import How, Proof, Right, Standing, Told, Trigger
from safeconduct.rights.queries import Read, rights_of
from safeconduct.rights.sheet import Step, Telling
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "Decision 4711 of the office"
TODAY = timezone.localdate


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, and the nurse has a place."""
    with member_acts("ana") as by:
        profile = {"pseudonym": "Linden", "is_child": "no", "citizenships": ["UA"]}
        made = open_case(by=by, at=timezone.now(), profile=profile)
        doors.place(made, ID("nora"))
        content = {"countries": ["ES"], "status": "identified"}
        save_section(
            case=made, section=Section.EXPLOITATION, content=content, base=0, by=by, at=timezone.now()
        )
    return made


def know(case: UUID, events: Mapping[Trigger, date] | None = None, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.know(case, "", events or {}, by=by, at=timezone.now())


def step(case: UUID, standing: Standing, right: Right = Right.LEGAL_AID) -> None:
    with member_acts("ana") as by:
        actions.step(case, right, Step(standing, TODAY(), MARK, by.profession), by=by, at=timezone.now())


def read(case: UUID, who: str = "ana") -> Read:
    with member_acts(who) as by:
        return rights_of(case, by=by, at=timezone.now())


def test_rules_are_held_against_what_the_file_says_and_a_closed_section_is_not_known(case: CaseId) -> None:
    of_lead, of_nurse = read(case), read(case, "nora")
    assert of_lead.facts.citizenships == frozenset({"UA"})
    assert (of_lead.facts.child, of_lead.facts.exploited_in, of_lead.facts.is_identified) == (
        Answer3.NO, frozenset({"ES"}), True,
    )  # fmt: skip
    assert (of_nurse.facts.exploited_in, of_nurse.facts.is_identified) == (None, False)
    assert (of_lead.closed, of_nurse.closed) == ([], [Section.EXPLOITATION])


@pytest.mark.parametrize("who, wrong", [("nora", NotPossible), ("dan", NotFound), ("bea", NotFound)])
def test_who_does_not_write_the_plan_writes_nothing_here(
    case: CaseId, who: str, wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        know(case, who=who)
    step(case, Standing.ASKED)
    if who == "nora":
        assert read(case, who).sheet.standing(Right.LEGAL_AID) is Standing.ASKED
    else:
        with pytest.raises(wrong):
            read(case, who)


def test_what_is_written_is_sealed_and_each_step_recorded_without_it(
    case: CaseId, connect_as: ConnectAs
) -> None:
    step(case, Standing.ASKED)
    with member_acts("ana") as by:
        telling = Telling(
            (Right.SUPPORT,), Told.YES, TODAY(), by.profession, "uk", How.PAPER, None, MARK, Proof.SIGNED
        )
        actions.tell(case, telling, by=by, at=timezone.now())
    assert read(case).sheet.steps[Right.LEGAL_AID][0].evidence == MARK
    owner = connect_as("owner")
    with unforced(owner, "rights.sheet"), unforced(owner, "audit.record"):
        rows = owner.execute("SELECT s::text, s.sealed FROM rights.sheet s ORDER BY version").fetchall()
        records = owner.execute(
            "SELECT action, r::text FROM audit.record r WHERE action LIKE 'rights:%' OR detail ? 'rights' ORDER BY at"
        ).fetchall()
    assert [MARK.encode() in bytes(sealed) or MARK in text for text, sealed in rows] == [False, False]
    assert [action for action, _text in records] == ["rights:stepped", "rights:told", "section:read"]
    assert not any(MARK in text for _action, text in records)


def test_an_earlier_state_is_changed_by_nobody(case: CaseId) -> None:
    step(case, Standing.ASKED)
    with member_acts("ana"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE rights.sheet SET version = 9")


def test_no_change_without_a_record(case: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("no room in the log")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        step(case, Standing.ASKED)
    assert read(case).stands.version == 0


def test_the_timeline_says_that_something_was_written_to_whoever_opens_the_plan(case: CaseId) -> None:
    know(case, {Trigger.IDENTIFIED: TODAY() - timedelta(days=1)})
    for kind, found in ((Kind.RIGHTS, 1), (Kind.FOLLOW_UP, 0)):
        with member_acts("nora") as by:
            page = timeline(case, kind, None, by=by, at=timezone.now())
        assert len([one for one in page.moments if one.kind is Kind.RIGHTS]) == found


def test_they_go_with_the_key_of_the_plan(
    case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> int:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "rights.sheet"):
            counted = owner.execute("SELECT count(*) FROM rights.sheet").fetchone()
        return int((counted or (0,))[0])

    step(case, Standing.ASKED)
    assert kept() == 1
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.PLAN])
    assert read(case).stands.sheet.steps == {}
    assert kept() == 0


def test_the_rounds_of_the_worker_take_them_away_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[str] = []
    monkeypatch.setattr(jobs, "working", nullcontext)
    for name in ("sweep", "sweep_texts", "sweep_rights", "sweep_matters"):
        monkeypatch.setattr(jobs, name, lambda name=name: swept.append(name))
    jobs.take_away()
    assert {"sweep_rights", "sweep_matters"} <= set(swept)
