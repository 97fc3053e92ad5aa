"""The last day to claim and the next date of a claim: on Today, in the calendar and the mail of its lawyers alone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.cases.emergency.forms import number_of
from safeconduct.referrals.asides import asides
from safeconduct.referrals.asides_of_lawyers import Days
from safeconduct.rights.codes import Error
from safeconduct.rights.compensation import actions
from safeconduct.rights.compensation.claim import Claim, Known, Step, days_of
from safeconduct.rights.compensation.codes import Route, State
from safeconduct.rights.deadlines.feed import calendar_of
from safeconduct.rights.deadlines.queries import claim_days_waiting
from safeconduct.rights.sheet import Struck
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import as_process
from tests.rights.compensation.test_actions import MARK, opened, step

TODAY = timezone.localdate
OTHERS = ("ana", "sara", "adam", "cora", "nora", "lou", "bea", "pavel")
"""Who leads, supervises, administers, coordinates, nurses; a lawyer without a place; another agency; police."""


def day(after: int) -> date:
    return TODAY() + timedelta(days=after)


@pytest.fixture
def case(staff: None, transactional_db: None) -> CaseId:
    """The file of one person, in which a lawyer and a nurse have places."""
    return opened()


def begin(case: UUID, deadline: date | None, next_on: date | None = None) -> UUID:
    with member_acts("lea") as by:
        known = Known("BE", "RO", (Route.CRIMINAL_COURT,), MARK, deadline, next_on=next_on)
        return actions.begin(case, known, by=by, at=timezone.now())


def told(who: str = "lea", today: date | None = None) -> list[Days]:
    with member_acts(who):
        return asides(today or TODAY(), []).of_lawyers.claims


def by_mail(who: str = "lea", today: date | None = None) -> tuple[int, int]:
    with as_process("worker"), working():
        return claim_days_waiting(ID(who), today or TODAY())


def calendar(who: str = "lea") -> str:
    with as_process("web"):
        return calendar_of(MemberId(ID(who))).decode()


def test_told_before_on_the_day_and_after_it_in_the_calendar_by_the_number_alone(case: CaseId) -> None:
    claim = begin(case, day(12), day(20))
    assert told(today=day(-3)) == []
    assert told() == told(today=day(5)) == [Days(case, claim, day(12), 1)]
    assert told(today=day(12)) == told(today=day(90)) == [Days(case, claim, day(12), 2)]
    assert (by_mail(), by_mail(today=day(13))) == ((1, 0), (2, 1))
    said = calendar()
    assert {line for line in said.split("\r\n") if "SUMMARY" in line} == {f"SUMMARY:File {number_of(case)}"}
    assert (said.count("BEGIN:VEVENT"), str(claim) in said) == (2, False)


def test_to_nobody_else_on_any_way(case: CaseId) -> None:
    begin(case, day(-1), day(1))
    for who in OTHERS:
        assert (told(who), by_mail(who), calendar(who).count("VEVENT")) == ([], (0, 0), 0), who


def test_what_is_filed_or_settled_waits_no_more(case: CaseId) -> None:
    claim = begin(case, day(2), day(4))
    step(case, claim, State.FILED)
    assert told() == [Days(case, claim, day(4), 1)]
    with member_acts("lea") as by:
        actions.settle(case, claim, day(4), by=by, at=timezone.now())
    assert (told(), by_mail(), calendar().count("BEGIN:VEVENT")) == ([], (0, 0), 0)


def test_a_last_day_that_was_not_kept_is_told_again_when_the_filing_was_an_error(case: CaseId) -> None:
    claim = begin(case, day(0))
    step(case, claim, State.FILED)
    assert told(today=day(5)) == []
    with member_acts("lea") as by:
        how = Struck(next(iter(Error)), day(5), by.profession)
        at = timezone.now() + timedelta(days=5)
        actions.strike(case, claim, 0, how, by=by, at=at)
    assert told(today=day(5)) == [Days(case, claim, day(0), 1)]


DEADLINE, NEXT = date(2026, 3, 10), date(2026, 4, 1)


@pytest.mark.parametrize(("states", "days"), [
    ([], [DEADLINE, NEXT]),
    ([State.PREPARED], [DEADLINE, NEXT]),
    ([State.FILED], [NEXT]),
    ([State.FILED, State.REFUSED], [DEADLINE, NEXT]),
    ([State.PREPARED, State.ENDED], []),
])  # fmt: skip
def test_which_days_are_said_while_a_claim_stands_so(states: list[State], days: list[date]) -> None:
    steps = tuple(Step(state, date(2026, 3, 1), "lawyer") for state in states)
    assert days_of(Claim(Known("BE", "RO", deadline=DEADLINE, next_on=NEXT), steps=steps)) == days


def test_a_day_that_was_before_the_refusal_is_not_one_against_it() -> None:
    refused = (Step(State.REFUSED, date(2026, 3, 11), "lawyer"),)
    assert days_of(Claim(Known("BE", "RO", deadline=DEADLINE), steps=refused)) == []
