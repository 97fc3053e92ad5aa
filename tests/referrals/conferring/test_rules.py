"""Whom a conference reaches and who answers, against a second reading of the same sentences."""

from itertools import product

import pytest

from safeconduct.cases.conferences.rules import DECIDED, IS_OVER, ONLY_THE_LEAD
from safeconduct.referrals.conferring import rules
from safeconduct.referrals.conferring.codes import ANSWERS, BY, Step
from safeconduct.referrals.conferring.message import WORDS
from safeconduct.referrals.conferring.rules import Bond, Invitation, Standing
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.referrals.transfers.rules import NO_GROUND
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.sections import Section

YES_NO = (True, False)
WALLED = {"police", "border_guard", "labour_inspectorate", "prosecution", "asylum_migration", "consular"}
ON_THEIR_WAY = {"accepted", "handover_planned", "no_show", "in_service", "outcome_recorded"}
RESTING = {"on_hold", "reroute_proposed"}


def why(decision: object) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("state", State)
def test_two_agencies_confer_while_an_accepted_referral_goes_on_by_consent(state: State) -> None:
    for own, theirs, node, ground, live in product(
        (Sector.NGO, Sector.POLICE), (Sector.SHELTER, Sector.CONSULAR), YES_NO, YES_NO, YES_NO
    ):
        bond = Bond(
            state=state, is_consent_live=live, is_on_a_ground=ground, has_node=node, sectors=(own, theirs)
        )
        expected = (
            rules.BEHIND_THE_FIREWALL if {own, theirs} & WALLED
            else rules.WITHOUT_A_NODE if not node
            else rules.NOT_TAKEN_ON if state not in ON_THEIR_WAY | RESTING
            else rules.ON_A_GROUND if ground
            else None if live
            else CONSENT_ENDED
        )  # fmt: skip
        assert why(rules.may_confer(bond)) == expected


@pytest.mark.parametrize("sector", Sector)
def test_the_firewall_holds_on_either_side(sector: Sector) -> None:
    assert rules.is_walled(sector, Sector.NGO) is rules.is_walled(Sector.NGO, sector) is (sector in WALLED)


@pytest.mark.parametrize("state", [State.IN_SERVICE, State.ON_HOLD, State.SENT])
def test_the_lead_invites_with_what_is_new_and_covered(state: State) -> None:
    bond = Bond(
        state=state, is_consent_live=True, is_on_a_ground=False, has_node=True, sectors=(Sector.NGO, Sector.SHELTER)
    )  # fmt: skip
    for leads, over, covered, new, shared, kept in product(
        YES_NO, YES_NO, (0, 2), (0, 1), (0, 59, 60), (None, NO_GROUND)
    ):
        asked = Invitation(
            bond=bond, leads=leads, is_over=over, covered=covered, new=new, shared=shared, kept_in=kept
        )
        expected = (
            ONLY_THE_LEAD if not leads
            else rules.NOT_TAKEN_ON if state is not State.IN_SERVICE
            else kept or (IS_OVER if over
            else rules.NOTHING_FOR_THEM if not covered
            else rules.NOTHING_NEW if not new
            else rules.TOO_MANY if shared == 60
            else None)
        )  # fmt: skip
        assert why(rules.may_invite(asked)) == expected


def test_what_binds_the_two_is_asked_before_the_agenda() -> None:
    bond = Bond(
        state=State.IN_SERVICE, is_consent_live=True, is_on_a_ground=False, has_node=True,
        sectors=(Sector.NGO, Sector.PROSECUTION),
    )  # fmt: skip
    asked = Invitation(bond=bond, leads=True, is_over=True, covered=0, new=0)
    assert why(rules.may_invite(asked)) == rules.BEHIND_THE_FIREWALL


@pytest.mark.parametrize("section", Section)
def test_an_item_goes_with_its_section_and_never_with_one_that_never_leaves(section: Section) -> None:
    never = section in {Section.LEGAL, Section.NARRATIVE}
    assert rules.is_covered(section, {section}) is not never
    assert not rules.is_covered(section, set(Section) - {section})


def test_a_profession_answers_once_while_the_item_is_open() -> None:
    for live, over, decided, answered in product(YES_NO, repeat=4):
        item = Standing(is_live=live, is_over=over, is_decided=decided, has_answered=answered)
        expected = (
            rules.NOT_OF_THEIRS if not live
            else DECIDED if decided
            else IS_OVER if over
            else rules.ANSWERED if answered
            else None
        )  # fmt: skip
        assert why(rules.may_answer(item)) == expected
        assert rules.sees_answers(item) is (over or decided or answered)


def test_whoever_was_asked_answers_and_whoever_asked_says_the_rest() -> None:
    assert {step for step in Step if BY[step] is Side.RECEIVER} == ANSWERS
    assert set(Step) - set(WORDS) == {Step.MET, Step.NO_PART}
