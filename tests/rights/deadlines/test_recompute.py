"""Days counted anew after a change of rules, by the worker; whom a deadline reaches, in the mail and on Today."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from safeconduct.access import team
from safeconduct.access.acting import working
from safeconduct.referrals.asides import asides
from safeconduct.rights.codes import Trigger
from safeconduct.rights.deadlines import recompute
from safeconduct.rights.deadlines.queries import waiting_for
from safeconduct.rights.deadlines.recompute import Recount
from safeconduct.rights.deadlines.rules import Moved, Origin
from safeconduct.rights.deadlines.shown import lines
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Book, Duration, Rule
from safeconduct.vocabulary.codes import Confidence
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs, as_process
from tests.rights.deadlines.files import case, know
from tests.rights.deadlines.test_actions import GRANTED, TODAY, enter, of

__all__ = ["case"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def packs(**changed: Any) -> Book:
    """This release with another rule of Belgium."""
    other = replace(book().packs["BE"], rules=tuple(_rule(one, changed) for one in book().packs["BE"].rules))
    return Book({**book().packs, "BE": other})


def _rule(rule: Rule, changed: dict[str, Any]) -> Rule:
    return replace(rule, **changed) if rule.id == "BE-RP-01" else rule


def longer() -> Book:
    rule = next(one for one in book().rules if one.id == "BE-RP-01")
    assert rule.duration
    return packs(duration=Duration(60, rule.duration.unit, rule.duration.kind))


def test_a_changed_rule_says_first_how_many_days_move_and_then_moves_them_once(
    case: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "AT_ONCE", 1)
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    recount, heard = Recount(longer()), list[int]()
    with as_process("worker"):
        assert dict(recount.told().move) == {"BE-RP-01": 1}
    assert of(case)[0].row.due == GRANTED + timedelta(days=44), "told, and not moved"
    with as_process("worker"):
        assert dict(recount.apply(heard.append).move) == {"BE-RP-01": 1}
        assert (heard, recount.told().all, recount.apply(heard.append).all) == ([1], 0, 0)
    (one,) = of(case)
    assert (one.row.was, one.row.due) == (GRANTED + timedelta(days=44), GRANTED + timedelta(days=59))
    assert "because Aliens Act of 15 December 1980, 61/2 changed." in str(
        lines([one], TODAY, ID("ana"))[0].moved
    )


def test_the_day_of_a_document_never_moves_and_the_worker_does_not_see_it(case: UUID) -> None:
    enter(case, TODAY + timedelta(days=3))
    with as_process("worker"):
        assert Recount(longer()).apply(lambda _n: None).all == 0
        with working(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM rights.deadline")
            assert cursor.fetchone() == (0,)
    assert (of(case)[0].row.origin, of(case)[0].row.due) == (Origin.DOCUMENT, TODAY + timedelta(days=3))


@pytest.mark.parametrize(
    "changed", [{"confidence": Confidence.UNCERTAIN}, {"id": "BE-OTHER"}, {"duration": None}]
)
def test_a_rule_that_gives_no_day_any_more_takes_none_away(case: UUID, changed: dict[str, Any]) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    recount = Recount(packs(**changed))
    with as_process("worker"):
        assert dict(recount.apply(lambda _n: None).gone) == {"BE-RP-01": 1}
        assert recount.told().all == 0
    (one,) = of(case)
    assert (one.row.due, one.row.moved_why) == (GRANTED + timedelta(days=44), Moved.GONE)
    assert "Look at it with a lawyer" in str(lines([one], TODAY, ID("ana"))[0].moved)


def test_each_move_is_recorded_by_its_case(case: UUID, connect_as: ConnectAs) -> None:
    know(case, {Trigger.REFLECTION_GRANTED: GRANTED})
    with as_process("worker"):
        Recount(longer()).apply(lambda _n: None)
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT case_id, actor_kind, detail FROM audit.record WHERE action = 'rights:deadline_recounted'"
        ).fetchall()
    assert found == [(case, "clock", {"rule": "BE-RP-01", "why": "rule"})]


def counts(who: str) -> tuple[int, int]:
    with as_process("worker"), working():
        return waiting_for(ID(who), TODAY)


def test_the_mail_counts_what_is_near_or_over_for_the_lead_and_for_whose_it_is(case: UUID) -> None:
    enter(case, TODAY - timedelta(days=1))
    enter(case, TODAY + timedelta(days=14))
    enter(case, TODAY + timedelta(days=15))
    assert (counts("ana"), counts("nora"), counts("bea")) == ((2, 1), (0, 0), (0, 0))


def test_today_of_the_lead_and_when_it_is_over_and_nobody_ended_it_of_the_supervisor(
    case: UUID, connect_as: ConnectAs
) -> None:
    enter(case, TODAY - timedelta(days=3))
    with member_acts("ana"):
        assert asides(TODAY, []).deadlines == [(case, TODAY - timedelta(days=3), 1)]
    with member_acts("sara"):
        assert asides(TODAY, []).late_deadlines == [], "three days are the lead's"
        found = asides(TODAY + timedelta(days=1), []).late_deadlines
        assert [(one, day) for one, _lead, day in found] == [(case, TODAY - timedelta(days=3))]
    owner = connect_as("owner")
    owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("ana")])
    with member_acts("sara"):
        assert asides(TODAY, []).late_deadlines == [(case, "", TODAY - timedelta(days=3))]


@pytest.mark.parametrize("stays", [True, False])
def test_a_new_lead_has_them_without_anybody_handing_them_over_and_whose_it_is_keeps_it_while_they_stay(
    case: UUID, stays: bool
) -> None:
    enter(case, TODAY)
    enter(case, TODAY, is_mine=True)
    offer = uuid4()
    with member_acts("ana"):
        team.offer_lead(offer, case, ID("dan"), stays=stays)
    with member_acts("dan"):
        team.accept_lead(offer)
        assert asides(TODAY, []).deadlines == [(case, TODAY, 2)]
    assert counts("dan") == (2, 0)
    assert counts("ana") == ((1, 0) if stays else (0, 0))
    with member_acts("ana"):
        assert [n for _case, _day, n in asides(TODAY, []).deadlines] == ([1] if stays else [])
