"""A coordinator asks that a silent referral be given to a colleague: of whom, for how long, and what she never does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.referrals import giving_on, nudging
from safeconduct.referrals.clocks import Asker, Wish
from safeconduct.referrals.lists.actions import assign
from safeconduct.referrals.mail import noted_between
from safeconduct.referrals.models import Nudge, Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reminders import Giving, reminders
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.test_nudging import ioana
from tests.referrals.test_silence import look, pass_time

__all__ = ["ioana"]


def silent(envelopes: Envelopes, state: State = State.SENT, side: Side = R, worker: str = "") -> Referral:
    """One that nobody has answered for twice its time, of an agency that has a lead."""
    envelopes.add_member("mihai", "social_worker", supervises=True)
    row = (
        envelopes.add(state, side, worker=envelopes.members[worker]) if worker else envelopes.add(state, side)
    )
    pass_time(envelopes, row, 210)
    look()
    return row


def asks(envelopes: Envelopes, row: Referral, name: str = "ioana") -> None:
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        giving_on.ask_to_give(reference=row.reference, by=envelopes.member(name), at=domain_now())


def asked_of(envelopes: Envelopes, name: str) -> list[str]:
    """The references that this member's Today says somebody wants given to a colleague."""
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        found = reminders(by=envelopes.member(name), at=domain_now())
        return [one.row.reference for one in found if isinstance(one.what, Giving)]


def test_it_stands_on_the_leads_today_by_its_reference_and_on_nobody_elses(
    envelopes: Envelopes, ioana: str
) -> None:
    row = silent(envelopes, worker="ana")
    asks(envelopes, row)
    assert asked_of(envelopes, "mihai") == [row.reference]
    assert asked_of(envelopes, "ana") == [], (
        "she has it: the lead is asked, over nobody's head and to nobody's shame"
    )


def test_it_goes_when_a_colleague_has_it(envelopes: Envelopes, ioana: str) -> None:
    row = silent(envelopes, worker="ana")
    dan = envelopes.add_member("danut", "social_worker", seats=[row.team_id])
    asks(envelopes, row)
    with as_process("web"), acting(MemberId(envelopes.members["mihai"])):
        by = envelopes.member("mihai")
        given = assign(references=[row.reference], to=dan, by=by, at=domain_now())
    assert given.went == [row.reference]
    assert asked_of(envelopes, "mihai") == []


def test_the_lead_is_mailed_its_reference_once_and_whoever_has_it_is_not(
    envelopes: Envelopes, ioana: str
) -> None:
    row = silent(envelopes, worker="ana")
    with as_process("worker"), working():
        before = domain_now()
    asks(envelopes, row)
    look()
    with as_process("worker"), working():
        mailed = noted_between(before, domain_now())
    giving = {
        member: [one.what for one in found if isinstance(one.what, Giving)]
        for member, found in mailed.items()
    }
    assert {member: found for member, found in giving.items() if found} == {
        envelopes.members["mihai"]: [Giving.COORDINATOR]
    }


def test_once_a_day_and_apart_from_asking_to_act(envelopes: Envelopes, ioana: str) -> None:
    row = silent(envelopes)
    with as_process("web"), acting(MemberId(envelopes.members["ioana"])):
        nudging.nudge_as_coordinator(reference=row.reference, by=envelopes.member("ioana"), at=domain_now())
    asks(envelopes, row)
    with pytest.raises(NotPossible, match="within the last day"):
        asks(envelopes, row)
    envelopes.move_clock(timedelta(days=1, minutes=1))
    asks(envelopes, row)


@pytest.mark.parametrize(("state", "side"), [(State.ACCEPTED, R), (State.DECLINED, S), (State.SENT, S)])
def test_what_nobody_gives_from_the_list_is_not_asked_for(
    envelopes: Envelopes, ioana: str, state: State, side: Side
) -> None:
    row = silent(envelopes, state, side)
    with pytest.raises(NotPossible, match="is not accepted yet"):
        asks(envelopes, row)


def test_nobody_else_asks_and_of_nothing_that_is_not_silent(envelopes: Envelopes, ioana: str) -> None:
    row = silent(envelopes)
    envelopes.add_member("corina", "coordinator")
    for name in ("ana", "mihai", "corina"):
        with pytest.raises(NotFound):
            asks(envelopes, row, name)
    other = envelopes.add(State.SENT, R)
    with pytest.raises(NotFound):
        asks(envelopes, other)


def test_the_database_takes_it_from_no_member_of_the_agency(envelopes: Envelopes, ioana: str) -> None:
    """Also where a page were to forget its rule."""
    row = silent(envelopes)
    for asker, wrong in ((Asker.SIDE, IntegrityError), (Asker.COORDINATOR, ProgrammingError)):
        with as_process("web"), acting(MemberId(envelopes.members["ana"])):
            at = domain_now()
            false = Nudge(
                referral=row, agency_id=row.agency_id, since=row.since, toward=R, asker=asker, at=at,
                day=at.date(), wish=Wish.GIVE,
            )  # fmt: skip
            with pytest.raises(wrong), transaction.atomic():
                false.save(force_insert=True)
