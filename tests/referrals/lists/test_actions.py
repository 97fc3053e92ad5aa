"""Lists in the database: pages that skip nothing, several given away at a fixed price, what the worker forgets."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.referrals.lists import actions, queries, taking_out
from safeconduct.referrals.lists.filters import Filters
from safeconduct.referrals.lists.models import PutAway, TakenOut, TakenOutFile
from safeconduct.referrals.lists.queries import A_PAGE
from safeconduct.referrals.lists.rules import MOST_ASSIGNED, MOST_TAKEN
from safeconduct.referrals.lists.sorting import Order
from safeconduct.referrals.models import Referral
from safeconduct.referrals.purge import forget_lists
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import NotPossible
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes, R


def received(envelopes: Envelopes, number: int) -> list[str]:
    """So many referrals that the team has received, all with the same clock; their references."""
    with acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        rows = [envelopes._row(R, Urgency.URGENT, at, timedelta(days=9)) for _ in range(number)]
        return [row.reference for row in Referral.objects.bulk_create(rows)]


def price_of_giving(envelopes: Envelopes, references: list[str]) -> int:
    """How many questions it takes to give these to Vlad."""
    with CaptureQueriesContext(connection) as asked, acting(MemberId(envelopes.members["ana"])) as at:
        ana = envelopes.member("ana")
        given = actions.assign(references=references, to=envelopes.members["vlad"], by=ana, at=at)
    assert len(given.went) == min(len(references), MOST_ASSIGNED)
    return len(asked)


def test_forty_are_given_at_the_price_of_two_and_no_more_than_fifty_at_once(envelopes: Envelopes) -> None:
    few, many = received(envelopes, 2), received(envelopes, 40)
    assert price_of_giving(envelopes, few) == price_of_giving(envelopes, many)
    too_many = received(envelopes, MOST_ASSIGNED + 1)
    price_of_giving(envelopes, too_many)
    with acting(MemberId(envelopes.members["ana"])):
        assert Referral.objects.filter(worker_id=envelopes.members["vlad"]).count() == 42 + MOST_ASSIGNED


def test_a_colleague_of_another_agency_is_nobody_here(envelopes: Envelopes) -> None:
    with acting(MemberId(envelopes.members["ana"])) as at, pytest.raises(NotFound):
        actions.assign(references=[], to=UUID(int=9), by=envelopes.member("ana"), at=at)


@pytest.mark.parametrize("is_down", [False, True])
def test_no_page_repeats_or_skips_a_row_where_all_clocks_are_alike(
    envelopes: Envelopes, is_down: bool
) -> None:
    references = received(envelopes, A_PAGE + 7)
    with acting(MemberId(envelopes.members["ana"])) as at:
        ana = envelopes.member("ana")
        pages = [
            queries.page(Filters(), Order(is_down=is_down), number, partners=[], by=ana, at=at)
            for number in (1, 2, 9)
        ]
    shown = [[line.row.reference for line in page.lines] for page in pages]
    assert [len(lines) for lines in shown] == [A_PAGE, 7, 7]
    assert shown[0] + shown[1] == sorted(references)
    assert shown[2] == shown[1]


def test_what_came_back_and_what_is_over_is_forgotten_and_the_record_of_it_stays(
    envelopes: Envelopes,
) -> None:
    (reference,) = received(envelopes, 1)
    with acting(MemberId(envelopes.members["ana"])) as at:
        ana, row = envelopes.member("ana"), Referral.objects.get(reference=reference)
        actions.put_away(referral=row.id, until=at + timedelta(hours=2), reason="agreed_date", by=ana, at=at)
        taken = taking_out.take_out(filters=Filters(), reason="report", by=ana, at=at)
    with as_process("worker"):
        forget_lists()
    with acting(MemberId(envelopes.members["ana"])):
        assert (PutAway.objects.count(), TakenOutFile.objects.count()) == (1, 1)
    envelopes.move_clock(timedelta(hours=25))
    with acting(MemberId(envelopes.members["ana"])) as at:
        with pytest.raises(NotFound):
            taking_out.fetch(taken_out=taken.row.id, by=envelopes.member("ana"), at=at)
    with as_process("worker"):
        forget_lists()
    with acting(MemberId(envelopes.members["ana"])):
        assert (PutAway.objects.count(), TakenOutFile.objects.count(), TakenOut.objects.count()) == (0, 0, 1)


def test_a_day_has_room_for_three_lists(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch) -> None:
    received(envelopes, 1)
    monkeypatch.setattr(taking_out, "sealed", lambda *_: b"sealed")
    with acting(MemberId(envelopes.members["ana"])) as at:
        ana = envelopes.member("ana")
        for _ in range(MOST_TAKEN):
            taking_out.take_out(filters=Filters(), reason="report", by=ana, at=at)
        with pytest.raises(NotPossible, match="three lists"):
            taking_out.take_out(filters=Filters(), reason="report", by=ana, at=at)
        assert taking_out.taken_lately(ana, at + timedelta(days=1)) == 0
