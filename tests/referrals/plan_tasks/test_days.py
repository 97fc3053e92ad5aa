"""On which day a step of the plan was done: the one that its task shows."""

from datetime import UTC, date, datetime
from uuid import uuid4

from django.utils.timezone import override

from safeconduct.agencies.models import Agency
from safeconduct.referrals.plan_tasks.actions import had
from safeconduct.referrals.tasks.rules import Ended
from safeconduct.referrals.tasks.shown import Line


def test_a_step_that_was_done_after_midnight_was_done_on_the_day_that_its_task_shows() -> None:
    """22:30 UTC is half past midnight in Bucharest."""
    line = Line(
        uuid4(), "Find a bed", "en", Agency(), is_ours=False, due=None, is_late=False, ended="Done",
        ended_at=datetime(2027, 1, 11, 22, 30, tzinfo=UTC), ways=[], how_ended=Ended.DONE,
    )  # fmt: skip
    with override("Europe/Bucharest"):
        assert had(line).on == date(2027, 1, 12)
        assert str(line.how) == "Done, 12 Jan 2027"
