"""The days of a matter: on Today of its lawyer and deputy alone, in their calendar, as a number in the mail."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.cases.emergency.forms import number_of
from safeconduct.counsel import actions
from safeconduct.counsel.codes import Held, Outcome
from safeconduct.counsel.days import Numbers, in_the_calendar, waiting_for
from safeconduct.counsel.sheet import End, Hearing, Served
from safeconduct.referrals.asides import asides
from safeconduct.referrals.asides_of_lawyers import Days
from safeconduct.rights.deadlines.feed import calendar_of
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.counsel.office import MARK, a_case, a_matter, another_lawyer, now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TODAY = timezone.localdate
NOBODY_ELSE = ("ana", "sara", "adam", "cora", "nora", "leo", "bea", "pavel")
"""Who leads the case, supervises, administers, coordinates, nurses; a lawyer with a place; another agency; police."""


def day(after: int) -> date:
    return TODAY() + timedelta(days=after)


@pytest.fixture
def case(connect_as: ConnectAs) -> CaseId:
    with briefly("owner") as owner:
        another_lawyer(owner)
    return a_case("lea", "leo", "nora")


@pytest.fixture
def matter(case: CaseId) -> UUID:
    """A hearing in ten days, and something to be done by the day after it."""
    made = a_matter(case)
    hearing(made, 10)
    with member_acts("lea") as by:
        served = Served(MARK, TODAY(), last_day=day(11))
        actions.write_served(made, served, None, by=by, at=now())
    return made


def hearing(matter: UUID, after: int, held: Held = Held.PLANNED, number: int | None = None) -> None:
    with member_acts("lea") as by:
        actions.write_hearing(matter, Hearing(day(after), held=held), number, by=by, at=now())


def settle(matter: UUID, after: int, who: str = "lea") -> None:
    with member_acts(who) as by:
        actions.settle(matter, day(after), by=by, at=now())


def told(who: str, today: date | None = None) -> list[Days]:
    with member_acts(who):
        return asides(today or TODAY(), []).of_lawyers.matters


def by_mail(who: str, today: date | None = None) -> Numbers:
    with as_process("worker"), working():
        return waiting_for(ID(who), today or TODAY())


def in_calendar(who: str) -> set[date]:
    with member_acts(who):
        return {one.day for one in in_the_calendar()}


def test_told_two_weeks_before_on_the_day_and_after_it_to_its_lawyer(case: CaseId, matter: UUID) -> None:
    both = [Days(case, matter, day(10), 2)]
    assert told("lea", day(-5)) == []
    assert told("lea", day(-4)) == [Days(case, matter, day(10), 1)]
    assert told("lea") == told("lea", day(10)) == told("lea", day(90)) == both
    assert by_mail("lea") == Numbers(2, 0, 0)
    assert by_mail("lea", day(11)) == Numbers(2, 1, 0)
    assert in_calendar("lea") == {day(10), day(11)}


def test_to_nobody_else_on_any_way(case: CaseId, matter: UUID) -> None:
    for who in NOBODY_ELSE:
        assert (told(who, day(60)), in_calendar(who), by_mail(who, day(60))) == (
            [],
            set(),
            Numbers(0, 0, 0),
        ), who


def test_to_the_deputy_too_and_to_whoever_it_was_handed_to(case: CaseId, matter: UUID) -> None:
    with member_acts("lea") as by:
        actions.hand_over(matter, ID("lea"), ID("leo"), by=by, at=now())
    assert told("leo") == told("lea") == [Days(case, matter, day(10), 2)]
    assert by_mail("leo") == by_mail("lea")
    with member_acts("lea") as by:
        actions.hand_over(matter, ID("leo"), None, by=by, at=now())
    assert (told("lea"), in_calendar("lea"), by_mail("lea")) == ([], set(), Numbers(0, 0, 0))
    assert in_calendar("leo") == {day(10), day(11)}


def test_what_is_settled_or_took_place_is_told_no_more(case: CaseId, matter: UUID) -> None:
    settle(matter, 11)
    assert told("lea") == [Days(case, matter, day(10), 1)]
    hearing(matter, 10, Held.CANCELLED, number=0)
    assert told("lea") == []
    hearing(matter, 11)
    assert told("lea") == [Days(case, matter, day(11), 1)], "something more has to be done on a settled day"


def test_a_closed_matter_tells_nothing(case: CaseId, matter: UUID) -> None:
    with member_acts("lea") as by:
        actions.close(matter, End(next(iter(Outcome)), TODAY()), by=by, at=now())
    assert (told("lea", day(60)), in_calendar("lea"), by_mail("lea")) == ([], set(), Numbers(0, 0, 0))


def test_the_calendar_says_the_number_of_the_file_and_no_word_of_the_matter(
    case: CaseId, matter: UUID
) -> None:
    with as_process("web"):
        said = calendar_of(MemberId(ID("lea"))).decode()
    assert said.count("BEGIN:VEVENT") == 2
    titles = {line for line in said.split("\r\n") if line.startswith("SUMMARY")}
    assert titles == {f"SUMMARY:File {number_of(case)}"}
    assert str(matter) not in said
