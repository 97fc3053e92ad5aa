"""A plan in the database: its day on Today for whoever leads, its versions, and each opening recorded."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.planning.queries import read_versions, versions_of
from safeconduct.referrals.asides import PLANS_AHEAD, asides
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.cases.planning.test_rules import action
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PLAN = Section.PLAN


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, and the nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def save(case: CaseId, content: dict[str, Any], base: int = 0, section: Section = PLAN) -> int:
    with member_acts("ana") as by:
        return save_section(case=case, section=section, content=content, base=base, by=by, at=timezone.now())


def seen(who: str) -> list[tuple[Any, date]]:
    with member_acts(who):
        return asides(timezone.localdate(), []).plans


def planned(day: date, **said: str) -> dict[str, Any]:
    return {"plan_actions": [action(planned=day.isoformat(), **said)]}


def test_whoever_leads_sees_that_something_in_a_plan_is_due_and_nobody_else(case: CaseId) -> None:
    day = timezone.localdate() - timedelta(days=2)
    save(case, planned(day))
    assert seen("ana") == [(case, day)]
    assert [seen(who) for who in ("nora", "dan", "sara", "bea")] == [[], [], [], []]


@pytest.mark.parametrize(
    "days, is_seen", [(-30, True), (0, True), (PLANS_AHEAD.days, True), (PLANS_AHEAD.days + 1, False)]
)
def test_it_is_said_a_week_before(case: CaseId, days: int, is_seen: bool) -> None:
    save(case, planned(timezone.localdate() + timedelta(days=days)))
    assert bool(seen("ana")) is is_seen


def test_the_newest_version_alone_counts(case: CaseId) -> None:
    day = timezone.localdate()
    save(case, planned(day))
    save(case, planned(day, state="done", ended=day.isoformat()), base=1)
    assert seen("ana") == []


def test_only_a_plan_has_a_day_in_clear(case: CaseId) -> None:
    save(case, {"level": "low", "valid_until": "2026-03-02"}, section=Section.SAFETY)
    save(case, planned(date(2026, 3, 2)))
    with member_acts("ana"):
        found = dict(SectionVersion.objects.filter(case_id=case).values_list("section", "due"))
    assert found == {"profile": None, "safety": None, "plan": date(2026, 3, 2)}


def test_every_version_is_kept_and_listed_without_being_opened(case: CaseId, connect_as: ConnectAs) -> None:
    for base in range(3):
        save(case, {"objectives": f"Goal {base}"}, base=base)
    with member_acts("nora") as by:
        assert [one.number for one in versions_of(case, PLAN, by=by)] == [3, 2, 1]
        read = read_versions(case, PLAN, [1, 3, 9], by=by, at=timezone.now())
    assert {number: one.content for number, one in read.items()} == {
        1: {"objectives": "Goal 0"}, 3: {"objectives": "Goal 2"},
    }  # fmt: skip
    recorded = connect_as("owner").execute(
        "SELECT (detail->>'version')::int FROM audit.record "
        "WHERE action = 'section:read' AND section = 'plan' AND case_id = %s",
        [case],
    )
    assert sorted(row[0] for row in recorded.fetchall()) == [1, 3]


def test_who_holds_nothing_of_a_case_finds_no_version(case: CaseId) -> None:
    save(case, {"objectives": "A room."})
    with member_acts("bea") as by, pytest.raises(NotFound):
        versions_of(case, PLAN, by=by)
    with member_acts("bea") as by, pytest.raises(NotPossible):
        read_versions(case, PLAN, [1], by=by, at=timezone.now())


def test_a_section_that_is_closed_to_a_colleague_has_no_version_for_them(case: CaseId) -> None:
    closed = Section.NARRATIVE
    save(case, {"account": "What happened."}, section=closed)
    with member_acts("ana") as by:
        assert [one.number for one in versions_of(case, closed, by=by)] == [1]
    for read in (
        lambda by: versions_of(case, closed, by=by),
        lambda by: read_versions(case, closed, [1], by=by, at=timezone.now()),
    ):
        with member_acts("nora") as by, pytest.raises(NotPossible):
            read(by)
