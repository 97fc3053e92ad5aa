"""What another lawyer wishes, writes and shares is on Today of the lawyer until it is answered, opened or settled."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.acting import working
from safeconduct.counsel.channel import actions
from safeconduct.counsel.days import Numbers, in_the_calendar, waiting_for
from safeconduct.referrals.asides import asides
from safeconduct.referrals.asides_of_lawyers import Days, News, OfLawyers
from safeconduct.referrals.moves import Side
from safeconduct.referrals.wire.linking import LinkSide, LinkStep
from safeconduct.vocabulary.errors import NotFound
from tests.conftest import as_process
from tests.counsel.channel.desk import THEIRS, Lawyers
from tests.referrals.envelopes import Envelopes

TODAY = timezone.localdate
SHARED = "0199aaaa-0000-7000-8000-000000000001"
OTHERS = ("leo", "ana", "vlad")
"""A lawyer with a place in the file, who has a place in it too, and a colleague."""


def day(after: int) -> date:
    return TODAY() + timedelta(days=after)


@pytest.fixture
def lawyers(envelopes: Envelopes) -> Lawyers:
    found = Lawyers(envelopes)
    with found.acts():
        doors.place(found.case, envelopes.members["leo"])
        doors.place(found.case, envelopes.members["ana"])
    return found


def told(lawyers: Lawyers, who: str = "lena", today: date | None = None) -> OfLawyers:
    with lawyers.acts(who):
        return asides(today or TODAY(), []).of_lawyers


def by_mail(lawyers: Lawyers, who: str = "lena") -> Numbers:
    with as_process("worker"), working():
        return waiting_for(lawyers.envelopes.members[who], TODAY())


def in_calendar(lawyers: Lawyers, who: str = "lena") -> list[date]:
    with lawyers.acts(who):
        return sorted(one.day for one in in_the_calendar() if one.day < day(30))


def settle(lawyers: Lawyers, link: UUID, item: UUID, who: str = "lena") -> None:
    with lawyers.acts(who) as (by, at):
        actions.settle(lawyers.matter, link, item, by=by, at=at)


def test_a_wish_to_link_waits_until_it_is_answered(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    wish = lawyers.row.shared
    assert lawyers.says(wish, "proposed", agreed_on="2026-03-01") == ""
    assert told(lawyers).wishes == [lawyers.case]
    assert by_mail(lawyers) == Numbers(0, 0, 1)
    assert [(told(lawyers, who).wishes, by_mail(lawyers, who).messages) for who in OTHERS] == [([], 0)] * 3
    lawyers.accept(wish)
    assert (told(lawyers).wishes, by_mail(lawyers).messages) == ([], 0)


def test_one_that_is_declined_waits_no_more(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    lawyers.says(lawyers.row.shared, "proposed", agreed_on="2026-03-01")
    with lawyers.acts() as (by, at):
        actions.decline(lawyers.row.shared, lawyers.matter, by=by, at=at)
    assert (told(lawyers).wishes, by_mail(lawyers).messages) == ([], 0)


def test_what_the_other_lawyer_writes_is_new_until_it_is_opened(lawyers: Lawyers) -> None:
    link = lawyers.open()
    lawyers.say(link)
    assert told(lawyers).news == [], "what one has written oneself is no news"
    lawyers.word(link)
    lawyers.word(link)
    assert told(lawyers).news == [News(lawyers.case, lawyers.matter, link, 2)]
    assert by_mail(lawyers) == Numbers(0, 0, 2)
    lawyers.items(link)
    assert (told(lawyers).news, by_mail(lawyers)) == ([], Numbers(0, 0, 0))


def test_a_day_that_both_keep_is_told_before_and_after_whoever_entered_it(lawyers: Lawyers) -> None:
    link = lawyers.open()
    mine = lawyers.say(link, LinkStep.DATE, day=day(20))
    lawyers.says(link, "date", item=SHARED, day=day(10).isoformat(), words=THEIRS)
    both = [Days(lawyers.case, link, day(10), 2, lawyers.matter)]
    assert told(lawyers, today=day(-5)).links == []
    assert told(lawyers).links == [Days(lawyers.case, link, day(10), 1, lawyers.matter)]
    assert told(lawyers, today=day(20)).links == told(lawyers, today=day(60)).links == both
    assert in_calendar(lawyers) == [day(10), day(20)]
    settle(lawyers, link, UUID(SHARED))
    settle(lawyers, link, mine)
    assert (told(lawyers, today=day(20)).links, in_calendar(lawyers)) == ([], [])


def test_a_task_is_told_to_whoever_does_it_until_it_is_done(lawyers: Lawyers) -> None:
    link = lawyers.open()
    lawyers.say(link, LinkStep.TASK, day=day(3), whose=LinkSide.ACCEPTER)
    assert told(lawyers).links == []
    lawyers.says(link, "task", item=SHARED, day=day(3).isoformat(), whose="proposer", words=THEIRS)
    assert [one.due for one in told(lawyers).links] == [day(3)]
    with lawyers.acts() as (by, at):
        actions.finish(lawyers.matter, link, UUID(SHARED), by=by, at=at)
    assert told(lawyers).links == []


def test_to_nobody_else_of_the_agency_and_nobody_else_settles_or_opens_it(lawyers: Lawyers) -> None:
    link = lawyers.open()
    lawyers.says(link, "date", item=SHARED, day=day(1).isoformat(), words=THEIRS)
    nothing = OfLawyers([], [], [], [], [], [])
    for who in OTHERS:
        assert (told(lawyers, who), in_calendar(lawyers, who)) == (nothing, []), who
        assert by_mail(lawyers, who) == Numbers(0, 0, 0), who
        with pytest.raises(NotFound):
            settle(lawyers, link, UUID(SHARED), who)
    with lawyers.acts():
        item = _item(lawyers)
    with lawyers.acts("leo"), connection.cursor() as cursor:
        cursor.execute("SELECT counsel.mark_opened(ARRAY[%s]::uuid[]), counsel.settle_day(%s)", [item, item])
        assert cursor.fetchone() == (0, False)


def test_what_was_taken_back_is_told_no_more(lawyers: Lawyers) -> None:
    link = lawyers.open()
    lawyers.says(link, "date", item=SHARED, day=day(1).isoformat(), words=THEIRS)
    lawyers.take_back_all()
    assert (told(lawyers).links, told(lawyers).news, in_calendar(lawyers)) == ([], [], [])


def _item(lawyers: Lawyers) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM counsel.link_item")
        found: UUID = cursor.fetchone()[0]
    return found
