"""When two lawyers may be linked, what may be said then, and what ends it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.counsel.channel import rules
from safeconduct.counsel.channel.rules import Matter, Standing
from safeconduct.referrals.conferring.rules import Bond
from safeconduct.referrals.moves import State
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.referrals.tasks.rules import UNDER_WAY
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide
from safeconduct.vocabulary.codes import FIREWALLED, Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

BOND = Bond(
    state=State.IN_SERVICE, is_consent_live=True, is_on_a_ground=False, has_node=True,
    sectors=(Sector.NGO, Sector.LEGAL),
)  # fmt: skip
MATTER = Matter(is_open=True, has_mandate=True)
OPEN = Standing(ours=LinkSide.PROPOSER, is_accepted=True, ended=None, road=Allowed(), matter=MATTER)
WAITS = replace(OPEN, ours=LinkSide.ACCEPTER, is_accepted=False, matter=None)
TODAY = date(2026, 3, 10)
AGREED: dict[str, Any] = {
    "profession": Profession.LAWYER,
    "agreed_on": TODAY,
    "is_linked": False,
    "today": TODAY,
}
LEGAL = Purpose.LEGAL_ASSISTANCE


def reason(decision: Any) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


def test_an_accepted_referral_for_legal_help_on_the_persons_consent_carries_a_link() -> None:
    assert rules.may_link(BOND, LEGAL)


@pytest.mark.parametrize(
    ("changed", "purpose", "why"),
    [
        ({"state": State.SENT}, LEGAL, rules.NOT_ACCEPTED),
        ({"state": State.CLOSED}, LEGAL, rules.NOT_ACCEPTED),
        ({"state": State.WITHDRAWN}, LEGAL, rules.NOT_ACCEPTED),
        ({"is_consent_live": False}, LEGAL, CONSENT_ENDED),
        ({"is_on_a_ground": True}, LEGAL, rules.ON_A_GROUND),
        ({"has_node": False}, LEGAL, rules.WITHOUT_A_NODE),
        ({"sectors": (Sector.LEGAL, Sector.PROSECUTION)}, LEGAL, rules.BEHIND_THE_FIREWALL),
        ({}, Purpose.REFERRAL_SERVICE, rules.NOT_FOR_LEGAL_HELP),
        ({}, Purpose.CRIMINAL_PROCEEDINGS, rules.NOT_FOR_LEGAL_HELP),
    ],
)
def test_nothing_else_carries_one(changed: dict[str, Any], purpose: Purpose, why: Reason) -> None:
    assert reason(rules.may_link(replace(BOND, **changed), purpose)) == why


@pytest.mark.parametrize(
    ("matter", "changed", "why"),
    [
        (MATTER, {}, None),
        (MATTER, {"agreed_on": None}, rules.NO_YES),
        (MATTER, {"agreed_on": date(2026, 3, 11)}, rules.YES_AHEAD),
        (MATTER, {"profession": Profession.SOCIAL_WORKER}, rules.NOT_A_LAWYER),
        (MATTER, {"is_linked": True}, rules.LINKED_ALREADY),
        (replace(MATTER, has_mandate=False), {}, rules.NO_MANDATE),
        (replace(MATTER, is_open=False), {}, rules.MATTER_CLOSED),
    ],
)
def test_a_lawyer_agrees_for_an_open_matter_with_a_mandate_and_the_persons_yes(
    matter: Matter, changed: dict[str, Any], why: Reason | None
) -> None:
    agreed = rules.may_agree(Allowed(), matter, **AGREED | changed)
    assert reason(agreed) == why
    assert reason(rules.may_propose(agreed, links=0)) == why
    assert reason(rules.may_accept(WAITS, agreed)) == why


def test_without_the_referral_nobody_agrees() -> None:
    assert reason(rules.may_agree(Refused(CONSENT_ENDED), MATTER, **AGREED)) == CONSENT_ENDED


def test_ten_links_are_enough() -> None:
    assert reason(rules.may_propose(Allowed(), links=rules.MOST_LINKS)) == rules.TOO_MANY_LINKS


@pytest.mark.parametrize(
    "link",
    [
        OPEN, replace(WAITS, ours=LinkSide.PROPOSER), replace(WAITS, ended=LinkEnd.LAWYER),
        replace(WAITS, is_accepted=True),
    ],
)  # fmt: skip
def test_only_who_was_asked_answers_and_once(link: Standing) -> None:
    assert reason(rules.may_accept(link, Allowed())) == rules.NOT_ASKED


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"is_accepted": False}, rules.NOT_OPEN),
        ({"matter": None}, rules.NOT_OPEN),
        ({"road": Refused(CONSENT_ENDED)}, CONSENT_ENDED),
        ({"matter": replace(MATTER, has_mandate=False)}, rules.NO_MANDATE),
        ({"matter": replace(MATTER, is_open=False)}, rules.MATTER_CLOSED),
        *(({"ended": why}, rules.NOT_OPEN) for why in LinkEnd),
    ],
)
def test_what_is_said_goes_only_in_an_open_link(changed: dict[str, Any], why: Reason | None) -> None:
    link = replace(OPEN, **changed)
    said = rules.may_say(link, profession=Profession.LAWYER, items=0)
    assert reason(said) == why
    assert reason(rules.may_finish(said, is_ours=True, is_done=False)) == why


def test_a_link_is_full_one_day_and_a_task_is_done_once() -> None:
    full = rules.may_say(OPEN, profession=Profession.LAWYER, items=rules.MOST_ITEMS)
    assert reason(full) == rules.FULL
    assert reason(rules.may_finish(Allowed(), is_ours=False, is_done=False)) == rules.NOT_YOUR_TASK
    assert reason(rules.may_finish(Allowed(), is_ours=True, is_done=True)) == rules.DONE_ALREADY


links = st.builds(
    Standing,
    ours=st.sampled_from(LinkSide),
    is_accepted=st.booleans(),
    ended=st.sampled_from([None, *LinkEnd]),
    road=st.sampled_from([Allowed(), Refused(CONSENT_ENDED)]),
    matter=st.sampled_from(
        [None, MATTER, replace(MATTER, has_mandate=False), replace(MATTER, is_open=False)]
    ),
)


@given(links)
def test_nobody_needs_anything_to_end_one_or_to_take_it_back(link: Standing) -> None:
    over = Refused(rules.IS_OVER)
    assert rules.may_end(link) == (Allowed() if link.ended is None else over)
    assert rules.may_take_back(link) == (over if link.ended is LinkEnd.WITHDRAWN else Allowed())


@given(links, st.sampled_from(Profession))
def test_what_is_over_carries_nothing_whoever_asks(link: Standing, profession: Profession) -> None:
    said = rules.may_say(link, profession=profession, items=0)
    if said:
        assert link.ended is None
        assert link.road
        assert profession is Profession.LAWYER


@given(
    st.builds(
        Bond, state=st.sampled_from(State), is_consent_live=st.booleans(), is_on_a_ground=st.booleans(),
        has_node=st.booleans(), sectors=st.tuples(st.sampled_from(Sector), st.sampled_from(Sector)),
    ),
    st.sampled_from(Purpose),
)  # fmt: skip
def test_no_road_without_consent_acceptance_and_this_side_of_the_firewall(
    bond: Bond, purpose: Purpose
) -> None:
    if rules.may_link(bond, purpose):
        assert bond.state in UNDER_WAY
        assert bond.is_consent_live
        assert not bond.is_on_a_ground
        assert FIREWALLED.isdisjoint(bond.sectors)
