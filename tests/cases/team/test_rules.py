"""Who gets a place, who ends one, how the lead goes on: truth tables over the real policy."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.access.policy import policy
from safeconduct.access.rules import Basis
from safeconduct.cases.team.rules import (
    ENDS_BEFORE_IT_BEGINS,
    HAS_A_PLACE,
    LEADS_ALREADY,
    LEADS_NO_CASE,
    NO_PLACE,
    NOT_OFFERED_TO_YOU,
    NOT_YOURS_TO_END,
    OFFER_IS_OVER,
    OFFERED_ALREADY,
    ONLY_SUPERVISORS,
    ONLY_THE_LEAD,
    PERSON_DOES_NOT_KNOW,
    YOU_LEAD,
    Asker,
    Colleague,
    could_have_place,
    may_answer,
    may_end_place,
    may_offer,
    may_place,
    may_take_back,
    may_take_over,
    opened_by,
)
from safeconduct.vocabulary.codes import FIREWALLED, Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORKER, NURSE, LAWYER = Profession.SOCIAL_WORKER, Profession.NURSE, Profession.LAWYER
ADMINISTRATOR, JUDGE = Profession.ADMINISTRATOR, Profession.JUDGE


def asker(
    *,
    leads: bool = False,
    supervises: bool = False,
    profession: Profession = WORKER,
    sector: Sector = Sector.NGO,
) -> Asker:
    return Asker(sector, profession, leads, supervises)


LEAD, SUPERVISOR, OTHER = asker(leads=True), asker(supervises=True), asker()
LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(days=1)


def refused(reason: Reason | None) -> Allowed | Refused:
    return Refused(reason) if reason else Allowed()


# --- Places ---


@pytest.mark.parametrize("by, to, knows, until, reason", [
    (LEAD, Colleague(WORKER), True, None, None),
    (LEAD, Colleague(WORKER), True, LATER, None),
    (LEAD, Colleague(NURSE), True, None, None),
    # nobody but the lead, whatever the rank
    (SUPERVISOR, Colleague(WORKER), True, None, ONLY_THE_LEAD),
    (OTHER, Colleague(WORKER), True, None, ONLY_THE_LEAD),
    # who has one, who leads, whom the policy gives none
    (LEAD, Colleague(WORKER, has_place=True), True, None, HAS_A_PLACE),
    (LEAD, Colleague(WORKER, leads=True), True, None, LEADS_ALREADY),
    (LEAD, Colleague(ADMINISTRATOR), True, None, NO_PLACE),
    (LEAD, Colleague(JUDGE), True, None, NO_PLACE),
    # a day that is over; a person who does not know
    (LEAD, Colleague(WORKER), True, EARLIER, ENDS_BEFORE_IT_BEGINS),
    (LEAD, Colleague(WORKER), True, NOW, ENDS_BEFORE_IT_BEGINS),
    (LEAD, Colleague(WORKER), False, None, PERSON_DOES_NOT_KNOW),
    (LEAD, Colleague(NURSE), False, LATER, PERSON_DOES_NOT_KNOW),
])  # fmt: skip
def test_who_gives_whom_a_place(
    by: Asker, to: Colleague, knows: bool, until: datetime | None, reason: Reason | None
) -> None:
    assert may_place(policy(), by, to, person_knows=knows, until=until, now=NOW) == refused(reason)


def test_a_place_opens_less_than_the_lead_and_lets_other_professions_read_only() -> None:
    lead = opened_by(policy(), Sector.NGO, WORKER, Basis.LEAD)
    deputy = opened_by(policy(), Sector.NGO, WORKER, Basis.PLACE)
    assert deputy.keys() < lead.keys()
    assert Section.IDENTITY not in deputy
    nurse = opened_by(policy(), Sector.NGO, NURSE, Basis.PLACE)
    assert Section.NARRATIVE not in nurse
    assert nurse[Section.NEEDS] is False
    assert deputy[Section.NEEDS] is True


@pytest.mark.parametrize("sector", sorted(FIREWALLED))
def test_nobody_behind_the_firewall_has_a_place(sector: Sector) -> None:
    for profession in Profession:
        assert could_have_place(policy(), sector, Colleague(profession)) == Refused(NO_PLACE)


@pytest.mark.parametrize("by, is_own, reason", [
    (LEAD, False, None), (SUPERVISOR, False, None), (OTHER, True, None),
    (OTHER, False, NOT_YOURS_TO_END),
    (asker(supervises=True, profession=ADMINISTRATOR), False, NOT_YOURS_TO_END),
])  # fmt: skip
def test_who_ends_a_place(by: Asker, is_own: bool, reason: Reason | None) -> None:
    assert may_end_place(by, is_own=is_own) == refused(reason)


# --- The lead ---


@pytest.mark.parametrize("by, to, knows, offered, reason", [
    (LEAD, Colleague(WORKER), True, False, None),
    (LEAD, Colleague(WORKER, has_place=True), True, False, None),
    (LEAD, Colleague(LAWYER), True, False, None),
    (OTHER, Colleague(WORKER), True, False, ONLY_THE_LEAD),
    (SUPERVISOR, Colleague(WORKER), True, False, ONLY_THE_LEAD),
    (LEAD, Colleague(WORKER), True, True, OFFERED_ALREADY),
    (LEAD, Colleague(WORKER, leads=True), True, False, LEADS_ALREADY),
    (LEAD, Colleague(NURSE, has_place=True), True, False, LEADS_NO_CASE),
    (LEAD, Colleague(ADMINISTRATOR), True, False, LEADS_NO_CASE),
    (LEAD, Colleague(WORKER), False, False, PERSON_DOES_NOT_KNOW),
])  # fmt: skip
def test_who_offers_the_lead_to_whom(
    by: Asker, to: Colleague, knows: bool, offered: bool, reason: Reason | None
) -> None:
    assert may_offer(policy(), by, to, person_knows=knows, is_offered=offered) == refused(reason)


@pytest.mark.parametrize("is_to_you, is_open, reason", [
    (True, True, None), (False, True, NOT_OFFERED_TO_YOU), (True, False, OFFER_IS_OVER), (False, False, OFFER_IS_OVER),
])  # fmt: skip
def test_who_answers_an_offer(is_to_you: bool, is_open: bool, reason: Reason | None) -> None:
    assert may_answer(is_to_you=is_to_you, is_open=is_open) == refused(reason)


@pytest.mark.parametrize("by, is_open, reason", [
    (LEAD, True, None), (OTHER, True, ONLY_THE_LEAD), (SUPERVISOR, True, ONLY_THE_LEAD), (LEAD, False, OFFER_IS_OVER),
])  # fmt: skip
def test_who_takes_an_offer_back(by: Asker, is_open: bool, reason: Reason | None) -> None:
    assert may_take_back(by, is_open=is_open) == refused(reason)


@pytest.mark.parametrize("by, reason", [
    (SUPERVISOR, None),
    (asker(leads=True, supervises=True), YOU_LEAD),
    (LEAD, ONLY_SUPERVISORS), (OTHER, ONLY_SUPERVISORS),
    # rank without a profession that leads cases, and no case at all behind the firewall
    (asker(supervises=True, profession=NURSE), ONLY_SUPERVISORS),
    (asker(supervises=True, profession=ADMINISTRATOR), ONLY_SUPERVISORS),
    (asker(supervises=True, profession=Profession.POLICE_OFFICER, sector=Sector.POLICE), ONLY_SUPERVISORS),
])  # fmt: skip
def test_who_takes_a_case_over(by: Asker, reason: Reason | None) -> None:
    assert may_take_over(policy(), by) == refused(reason)
