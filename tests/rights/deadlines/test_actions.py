"""Deadlines in the database: counted, moved, entered and ended; open by their day, sealed in their words."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.rules import Action
from safeconduct.cases.actions import save_section
from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.deadlines import actions, rules
from safeconduct.rights.deadlines.queries import Opened, kept_of, opened, rows_of
from safeconduct.rights.deadlines.rules import Moved, Origin, Over, State
from safeconduct.rights.queries import deciding, rights_of
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.rights.deadlines.files import case, know

__all__ = ["case"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "Decision 4711 of the office"
TODAY = timezone.localdate()
GRANTED = TODAY - timedelta(days=10)


def of(case: UUID, who: str = "ana") -> list[Opened]:
    with member_acts(who) as by:
        read = deciding(case, Action.OPEN, by=by)
        return opened(case, rows_of(case), read, by=by, at=timezone.now())


def enter(case: UUID, due: date, who: str = "ana", **more: bool) -> None:
    with member_acts(who) as by:
        given = {"is_mine": False, "replaces": True} | more
        document = actions.Document(Right.REFLECTION_PERIOD, due, MARK, **given)
        actions.enter(case, document, by=by, at=timezone.now())


def end(case: UUID, why: Over = Over.DONE) -> None:
    one = of(case)[0].row.id
    with member_acts("ana") as by:
        actions.end(case, one, why, by=by, at=timezone.now())


def test_an_exact_rule_gives_a_deadline_as_soon_as_its_day_is_known(case: UUID) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    (one,) = of(case)
    assert (one.row.due, one.row.origin, one.row.rule) == (GRANTED + timedelta(days=44), "rule", "BE-RP-01")
    assert (one.row.trigger, one.row.triggered_on, one.row.confidence) == (
        "reflection_granted", GRANTED, "verified",
    )  # fmt: skip


def test_a_day_that_moves_says_from_when_and_why(case: UUID) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED - timedelta(days=1)})
    (one,) = of(case)
    assert (one.row.was, one.row.due) == (GRANTED + timedelta(days=44), GRANTED + timedelta(days=43))
    assert one.row.moved_why == Moved.FACT


def test_the_day_of_a_document_takes_the_place_of_a_counted_one_and_is_not_counted_again(case: UUID) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    enter(case, TODAY + timedelta(days=60))
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED - timedelta(days=1), Trigger.COMPLAINT: TODAY})
    kept, replaced = of(case)
    assert (kept.row.origin, kept.row.due, kept.words) == (Origin.DOCUMENT, TODAY + timedelta(days=60), MARK)
    assert (replaced.row.state, replaced.row.ended_why) == (State.VOID, Over.REPLACED)


def test_a_fact_that_changed_elsewhere_is_pending_until_somebody_takes_it_over(case: UUID) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    with member_acts("ana") as by:
        content = {"pseudonym": "Linden", "is_child": "no", "citizenships": ["BE"]}
        save_section(
            case=CaseId(case), section=Section.PROFILE, content=content, base=1, by=by, at=timezone.now()
        )
    assert of(case)[0].row.state == State.OPEN, "nothing is taken away behind somebody's back"
    with member_acts("ana") as by:
        read = rights_of(case, by=by, at=timezone.now())
        (change,) = actions.pending(kept_of(case), read)
        assert (change.right, change.now) == (Right.REFLECTION_PERIOD, None)
        assert actions.take_over(case, read, change.right, "", "", by=by, at=timezone.now())
    assert of(case)[0].row.ended_why == Over.FACT


@pytest.mark.parametrize("rule, reason", [
    ("RO-LA-01", rules.NOT_LAW), ("COE-07", rules.NO_END), ("RO-RP-01", rules.NO_END),
])  # fmt: skip
def test_a_rule_that_is_not_known_well_enough_or_has_no_end_carries_no_deadline(
    case: UUID, rule: str, reason: Reason
) -> None:
    with member_acts("ana") as by, pytest.raises(NotPossible) as refused:
        read = rights_of(case, by=by, at=timezone.now())
        actions.take_over(case, read, Right.LEGAL_AID, rule, "", by=by, at=timezone.now())
    assert refused.value.reason == reason


def test_what_was_ended_stays_ended_and_ends_once(case: UUID) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    end(case)
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    (one,) = of(case)
    assert (one.row.state, one.row.ended_why, one.row.ended_by) == (State.DONE, Over.DONE, ID("ana"))
    with pytest.raises(NotPossible):
        end(case)


@pytest.mark.parametrize("who, wrong", [("nora", NotPossible), ("dan", NotFound), ("bea", NotFound)])
def test_who_does_not_write_the_plan_keeps_no_deadline(case: UUID, who: str, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        enter(case, TODAY, who=who)
    enter(case, TODAY)
    if who == "nora":
        assert [one.words for one in of(case, who)] == [MARK]
    else:
        with pytest.raises(wrong):
            of(case, who)


def test_the_words_are_sealed_the_day_lies_open_and_each_step_is_recorded(
    case: UUID, connect_as: ConnectAs
) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    enter(case, TODAY)
    end(case, Over.MISTAKE)
    owner = connect_as("owner")
    with unforced(owner, "rights.deadline"), unforced(owner, "audit.record"):
        rows = owner.execute(
            "SELECT d::text, d.sealed, d.due FROM rights.deadline d ORDER BY saved_at"
        ).fetchall()
        records = owner.execute(
            "SELECT action, r::text FROM audit.record r WHERE action LIKE 'rights:deadline%' ORDER BY at, id"
        ).fetchall()
    assert [MARK.encode() in bytes(sealed) or MARK in text for text, sealed, _due in rows] == [False, False]
    assert rows[1][2] == TODAY
    assert [action for action, _text in records] == [
        "rights:deadline_counted", "rights:deadline_entered", "rights:deadline_mistake",
    ]  # fmt: skip
    assert not any(MARK in text for _action, text in records)


def test_they_go_with_the_key_of_the_plan(case: UUID) -> None:
    enter(case, TODAY)
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.PLAN])
    assert of(case) == []
