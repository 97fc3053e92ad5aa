"""What of a file stands on the person's page, as pure functions: nothing of what it was made from goes along."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.agencies.models import Agency
from safeconduct.cases.follow_up.codes import After, State
from safeconduct.cases.follow_up.rules import FollowUp, Sheet
from safeconduct.cases.planning.rules import Standing
from safeconduct.cases.seen import Sighting
from safeconduct.consent.document import Document
from safeconduct.consent.models import Version, Withdrawal
from safeconduct.referrals.persons_side.said import consents_card, days_card, seen_card
from safeconduct.referrals.persons_side.shown import MOST_SEEN, Day, days_of, given_of, looks, plan_of
from safeconduct.referrals.persons_side.wording import words_in
from safeconduct.vocabulary.codes import ActionState, Purpose
from safeconduct.vocabulary.lines import LineName
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = NOW.date()
HERE = Agency(id=uuid4(), name="Casa Salcia", country="RO", sector="ngo")


def test_a_plan_is_its_goals_and_steps() -> None:
    content: dict[str, Any] = {
        "persons_goals": "To sew.", "objectives": {"open": "not_asked"}, "plan_consent": "agreed", "notes": "SECRET",
        "plan_actions": [
            {"what": "A course", "who": "Ana", "planned": "2026-12-01", "state": "under_way", "note": "SECRET"},
            {"what": "A room", "who": "The shelter"},
        ],
    }  # fmt: skip
    plan = plan_of(content)
    assert (plan.standing, plan.goals, plan.objectives) == (Standing.AGREED, "To sew.", "")
    assert [(step.what, step.until, step.state) for step in plan.steps] == [
        ("A course", date(2026, 12, 1), ActionState.UNDER_WAY), ("A room", None, None),
    ]  # fmt: skip
    assert "SECRET" not in str(asdict(plan))


def sheet(*days: tuple[int, State, time | None]) -> Sheet:
    found = [
        FollowUp(after, TODAY + timedelta(days=more), at, by_telephone=True, state=state)
        for after, (more, state, at) in zip(After, days, strict=False)
    ]
    return Sheet(TODAY, tuple(found))


def test_the_days_to_come_stand_in_their_order_and_no_other() -> None:
    found = days_of(
        sheet(
            (9, State.PLANNED, time(9)),
            (5, State.DONE, None),
            (-1, State.PLANNED, None),
            (3, State.PLANNED, None),
        ),
        {
            "plan_reviews": [
                {"on": "2026-12-01"},
                {"on": "2026-11-30", "held": "2026-11-30"},
                {"on": "2026-11-01"},
            ]
        },
        TODAY,
        lambda one: one.at is not None,
        (4, 7),
    )
    assert found == [
        Day(TODAY + timedelta(days=3), False, name=LineName("month_12", 4)),
        Day(date(2026, 12, 1), True, name=LineName("plan_reviews-0", 7)),
        Day(TODAY + timedelta(days=9), False, time(9), by_telephone=True, name=LineName("month_1", 4)),
    ]


def test_an_hour_that_is_better_not_written_takes_the_telephone_with_it() -> None:
    (day,) = days_of(sheet((9, State.PLANNED, time(9))), {}, TODAY, lambda _one: False)
    assert (day.at, day.by_telephone) == (None, False)
    card = days_card([day], words_in("en"), [])
    assert "09:00" not in str(card)
    assert card.lead == ["Where no hour stands, ask whoever works with you."]


def version(state: str = "active", days: int = 9, *sections: Section) -> Version:
    document = Document(
        team=uuid4(), agency=HERE.id, purpose=Purpose.CRIMINAL_PROCEEDINGS, sections=list(sections) or [Section.NEEDS],
        until=NOW + timedelta(days=days), conditions=["not_police"],
    )  # fmt: skip
    return Version(
        consent_id=uuid4(), state=state, document=document.members(), expires_at=NOW + timedelta(days=days)
    )


@pytest.mark.parametrize("state, shown", [("active", 1), ("ground", 1), ("draft", 0), ("refused", 0)])
def test_what_was_only_talked_about_or_refused_is_no_consent(state: str, shown: int) -> None:
    assert len(given_of([version(state)], {}, NOW)) == shown


def test_what_can_be_stopped_is_what_still_runs_on_a_yes() -> None:
    runs, over, ground, taken = version(), version("active", -1), version("ground"), version()
    part = version("active", 9, Section.NEEDS, Section.SAFETY)
    back = {
        taken.consent_id: [Withdrawal(sections=[], at=NOW, by_person=True)],
        part.consent_id: [Withdrawal(sections=["safety"], at=NOW, by_person=True)],
    }
    found = {one.consent: one for one in given_of([runs, over, ground, taken, part], back, NOW)}
    assert {name: found[row.consent_id].may_stop for name, row in (
        ("runs", runs), ("over", over), ("ground", ground), ("taken", taken), ("part", part),
    )} == {"runs": True, "over": False, "ground": False, "taken": False, "part": True}  # fmt: skip
    assert found[part.consent_id].sections == ("needs",)


def test_on_a_paper_a_consent_says_neither_why_nor_its_limits_nor_what_happened() -> None:
    given = given_of([version("active", 9, Section.NEEDS, Section.EXPLOITATION)], {}, NOW)
    for discreet, there in ((False, True), (True, False)):
        said = str(consents_card(given, {HERE.id: HERE}, [], words_in("en"), discreet=discreet))
        assert "Casa Salcia, Romania" in said
        for told in ("criminal proceedings", "not to the police", "exploitation"):
            assert (told in said) is there


def seen(day: int, section: Section, times: int = 1, *, is_copy: bool = False) -> Sighting:
    at = NOW - timedelta(days=day)
    return Sighting(at.date(), at, at, HERE, "nurse", section, "protection", times, is_copy)


def test_who_looked_is_a_line_a_day_and_job_and_the_newest_forty() -> None:
    lines = [
        seen(0, Section.PLAN, 2),
        seen(0, Section.NEEDS),
        seen(0, Section.PLAN, is_copy=True),
        seen(1, Section.PLAN),
    ]
    found = looks(lines)
    assert [(one.sections, one.times, one.is_copy) for one in found] == [
        (("plan", "needs"), 3, False), (("plan",), 1, True), (("plan",), 1, False),
    ]  # fmt: skip
    assert len(looks([seen(day, Section.PLAN) for day in range(60)])) == MOST_SEEN


def test_of_what_was_made_for_an_agency_it_is_said_that_nobody_is_known_to_have_read_it() -> None:
    made = replace(seen(0, Section.NEEDS), role="", is_file=True)
    read, said = seen_card(looks([seen(0, Section.PLAN), made]), [], words_in("en"), []).lines
    assert "A paper or a file was made for them." in str(said.more)
    assert "was made for them" not in str(read.more)


def test_a_look_by_paper_stands_first_once_a_day() -> None:
    card = seen_card(looks([seen(0, Section.PLAN)]), [NOW, NOW - timedelta(hours=1)], words_in("en"), [])
    first, second = (line.first for line in card.lines)
    assert first == "Thursday, 26 November 2026: somebody with the code on the paper."
    assert second.startswith("Thursday, 26 November 2026, a nurse, Casa Salcia: the plan of your support")
