"""A signature moves no day: what it would move is told before, and one press lets the worker move it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.template.loader import render_to_string

from safeconduct.commands.rounds import jobs
from safeconduct.referrals.asides import asides
from safeconduct.rights.codes import Trigger
from safeconduct.rights.deadlines import anew, recompute
from safeconduct.rights.editing import standing
from tests.access.live import member_acts
from tests.conftest import as_process
from tests.rights.deadlines.files import case, know
from tests.rights.deadlines.test_actions import GRANTED, TODAY, of
from tests.rights.editing.desk import Desk, Someone, words
from tests.rights.editing.test_pages import desk, sign

__all__ = ["case", "desk"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]
RULE = "BE-RP-01"
PAGE = f"/rights/rules/{RULE}/"
WAIT = "1 last day not yet counted anew"


@pytest.fixture
def editor(desk: Desk) -> Someone:
    return desk.somebody("edo", "editor", keeps="edits", scope="BE")


@pytest.fixture
def lawyer(desk: Desk) -> Someone:
    return desk.somebody("luca", "lawyer", keeps="checks", scope="BE")


@pytest.fixture
def counted(case: UUID) -> UUID:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    return case


def work(is_time: Callable[[], bool] | None = None) -> None:
    with as_process("worker"):
        anew.count_anew(is_time)


def longer(desk: Desk, editor: Someone) -> str:
    return desk.proposed(editor, RULE, says="60 days.", n="60")


def moved(case: UUID) -> tuple[Any, Any]:
    (one,) = of(case)
    return one.row.was, one.row.due


FIRST, LAST = GRANTED + timedelta(days=44), GRANTED + timedelta(days=59)


def test_what_would_move_is_told_before_and_nothing_moves_until_one_press(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID
) -> None:
    path = longer(desk, editor)
    assert "is being counted" in words(lawyer.see(path))
    assert "Files in which this gives a first day are not counted here" in words(lawyer.see(path))
    work()
    assert (
        "Another day 1 No day by this rule any more: the old one stays, and says so 0 The same day 0"
        in words(lawyer.see(path))
    )
    sign(lawyer, path)
    work()
    assert moved(counted) == (None, FIRST), "signed, and nobody has pressed"
    assert f"Signed. {WAIT}" in words(lawyer.see("/rights/rules/?country=BE&show=to_count"))
    assert WAIT in words(lawyer.see(path))
    lawyer.send(f"{PAGE}anew/")
    assert "Waits for the worker." in words(lawyer.see(PAGE))
    assert moved(counted) == (None, FIRST)
    work()
    assert moved(counted) == (FIRST, LAST)
    after = words(lawyer.see(PAGE))
    assert "Another day 1" in after
    assert WAIT not in after
    with member_acts("ana"):
        assert asides(TODAY, []).moved_days == [(counted, 1)]
    assert [row[2] for row in desk.recorded("rights:counting_asked")] == [{"rule": RULE}]
    assert [row[2] for row in desk.recorded("rights:counted_anew")] == [
        {"rule": RULE, "moved": 1, "gone": 0, "stayed": 0}
    ]


def test_who_proposes_and_who_signs_read_before_that_a_rule_gives_a_day_to_nobody(
    desk: Desk, editor: Someone, lawyer: Someone
) -> None:
    path = desk.proposed(editor, RULE, kind="max")
    for one in (editor, lawyer):
        page = words(one.see(path))
        assert "By this rule no last day is counted. This rule says at least, at most" in page
        assert "gives a first day" not in page


def test_a_round_that_has_no_time_left_is_gone_on_with_and_counts_nothing_twice(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "AT_ONCE", 1)
    sign(lawyer, longer(desk, editor))
    lawyer.send(f"{PAGE}anew/")
    lawyer.send(f"{PAGE}anew/")
    work(lambda: False)
    assert "1 of 1 last days" in words(lawyer.see(PAGE))
    assert desk.recorded("rights:counted_anew") == []
    work()
    assert moved(counted) == (FIRST, LAST)
    assert len(desk.recorded("rights:counted_anew")) == 1, "asked twice before it began: one counting"


def test_who_keeps_no_rule_of_the_country_is_shown_no_number_and_lets_nothing_be_counted(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID
) -> None:
    sign(lawyer, longer(desk, editor))
    other = desk.somebody("otto", "social_worker")
    assert WAIT not in words(other.see("/rights/rules/?country=BE&show=all") + other.see(PAGE))
    other.send(f"{PAGE}anew/", 409)
    with (
        member_acts("ana"), connection.cursor() as cursor, pytest.raises(ProgrammingError, match="not_an_editor"),
        transaction.atomic(),
    ):  # fmt: skip
        cursor.execute("SELECT rights.ask_to_count(gen_random_uuid(), 'BE-RP-01', NULL)")


def test_what_a_proposal_would_move_is_told_anew_when_it_was_written_anew(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID
) -> None:
    path = longer(desk, editor)
    work()
    desk.proposed(editor, RULE, says="Still 45 days.", n="45")
    assert "is being counted" in words(lawyer.see(path))
    work()
    assert "Another day 0" in words(lawyer.see(path))


def test_the_worker_s_rounds_count_anew_and_forget_a_counting_after_a_year(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID
) -> None:
    longer(desk, editor)
    assert any(task.name == "count_anew" for task in jobs.app().tasks.values())
    work()
    desk.owner.execute("UPDATE rights.counting_anew SET ended_at = ended_at - interval '366 days'")
    with as_process("worker"):
        jobs.forget()
    assert desk.owner.execute("SELECT count(*) FROM rights.counting_anew").fetchone() == (0,)


def test_a_proposal_that_was_answered_meanwhile_is_told_nothing_of(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID
) -> None:
    sign(lawyer, longer(desk, editor))
    work()
    rows = desk.owner.execute("SELECT total, ended_at IS NULL FROM rights.counting_anew").fetchall()
    assert rows == [(None, False)]
    assert standing.signed() == {RULE}


@pytest.mark.parametrize(
    "later",
    [
        "UPDATE rights.counting_anew SET asked_at = asked_at - interval '61 minutes'",
        "UPDATE agencies.content_proposal SET proposed_at = proposed_at + interval '1 second'",
    ],
)
def test_what_was_told_too_long_ago_or_of_an_earlier_text_is_asked_anew_by_opening_the_page(
    desk: Desk, editor: Someone, lawyer: Someone, counted: UUID, later: str
) -> None:
    path = longer(desk, editor)
    work()
    assert "Another day 1" in words(lawyer.see(path))
    desk.owner.execute(later)
    assert "is being counted" in words(lawyer.see(path))


def test_today_names_the_file_of_which_a_rule_moved_a_day() -> None:
    counted = uuid4()
    page = render_to_string("referrals/_notices.html", {"moved_days": [(counted, "Linden", 2)]})
    assert "Last days that a change of a rule moved 1 Linden 2 last days of rights" in words(page)
    assert f'href="/people/{counted}/rights/deadlines/"' in page
