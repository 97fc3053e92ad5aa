"""When the proposals of others are seen, and what a decision needs."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.cases.actions import save_section
from safeconduct.cases.conferences import actions
from safeconduct.cases.conferences.codes import EntryKind, NoWish
from safeconduct.cases.conferences.rules import (
    IS_OVER,
    NO_WISH,
    NOT_THE_DECIDER,
    PERSON_HAS_NOT_AGREED,
    STILL_COLLECTED,
    WRITTEN_ALREADY,
)
from safeconduct.cases.queries import read_sections
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.cases.conferences.desk import (
    ENTRY,
    MARK,
    add,
    decide,
    item_of,
    proposals,
    propose,
    refusal,
    rows,
    sql_of,
    wish,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


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
