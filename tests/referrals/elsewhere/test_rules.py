"""When a file of a case may be given to another system."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from safeconduct.referrals import reasons
from safeconduct.referrals.elsewhere.rules import (
    CLOSED,
    HELD_BACK,
    NO_CONSENT,
    NO_SECTION,
    NOT_THE_LEAD,
    Facts,
    may_give,
    missing_to_give,
)
from safeconduct.referrals.sending import SafetyAnswer
from safeconduct.referrals.transfers.rules import NO_GROUND
from safeconduct.vocabulary.codes import Answer3, RiskLevel, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import NEVER_SENT, SENT_AT_ONCE, Section

TODAY = date(2026, 11, 26)
WHOLE = Facts(
    leads=True,
    chosen=frozenset({Section.PROFILE, Section.NEEDS}),
    consented=frozenset({Section.PROFILE, Section.NEEDS, Section.IDENTITY}),
    readable=frozenset({Section.PROFILE, Section.NEEDS, Section.IDENTITY}),
    is_accepted=False,
    safety=SafetyAnswer(RiskLevel.LOW, TODAY, is_mitigated=False),
    is_child=Answer3.NO,
    recipient_sector=Sector.NGO,
    has_guardian=False,
)


def lacking(**other: object) -> list[Reason]:
    return missing_to_give(replace(WHOLE, **other), today=TODAY)  # type: ignore[arg-type]  # named fields


def test_the_lead_gives_what_the_person_agreed_to() -> None:
    assert may_give(WHOLE, today=TODAY) == Allowed()


def test_nobody_else_does_and_nothing_more_is_told_to_them() -> None:
    assert lacking(leads=False, consented=frozenset(), safety=None) == [NOT_THE_LEAD]
    assert may_give(replace(WHOLE, leads=False), today=TODAY) == Refused(NOT_THE_LEAD)


def test_without_a_live_consent_nothing_leaves() -> None:
    assert lacking(consented=frozenset()) == [NO_CONSENT]
    assert may_give(replace(WHOLE, consented=frozenset()), today=TODAY) == Refused(NO_CONSENT)


@pytest.mark.parametrize("section", sorted(set(Section) - NEVER_SENT - WHOLE.consented))
def test_a_section_that_was_not_agreed_to_does_not_leave(section: Section) -> None:
    found = lacking(
        chosen=frozenset({Section.PROFILE, section}), is_accepted=True, readable=frozenset(Section)
    )
    assert found == [reasons.NOT_CONSENTED[section]]


@pytest.mark.parametrize("section", sorted(NEVER_SENT))
def test_what_never_leaves_does_not_leave_as_a_file(section: Section) -> None:
    found = lacking(
        chosen=frozenset({section}),
        consented=frozenset(Section),
        is_accepted=True,
        readable=frozenset(Section),
    )
    assert found == [reasons.NEVER_SENT]


def test_what_opens_only_when_they_accept_waits_for_that_here_too() -> None:
    chosen = frozenset({Section.PROFILE, Section.IDENTITY})
    assert lacking(chosen=chosen) == [HELD_BACK]
    assert lacking(chosen=chosen, is_accepted=True) == []
    assert lacking(chosen=SENT_AT_ONCE & WHOLE.consented) == []


def test_nothing_chosen_and_what_is_closed_or_empty() -> None:
    assert lacking(chosen=frozenset()) == [NO_SECTION]
    assert lacking(readable=frozenset({Section.PROFILE})) == [CLOSED]


@pytest.mark.parametrize("safety,reason", [
    (None, reasons.NO_SAFETY_ANSWER),
    (SafetyAnswer(RiskLevel.LOW, TODAY - timedelta(days=1), is_mitigated=False), reasons.SAFETY_OUT_OF_DATE),
    (SafetyAnswer(RiskLevel.HIGH, TODAY, is_mitigated=False), reasons.DANGER_NOT_MITIGATED),
])  # fmt: skip
def test_it_is_held_to_the_safety_of_sending(safety: SafetyAnswer | None, reason: Reason) -> None:
    assert lacking(safety=safety) == [reason]


@pytest.mark.parametrize("is_child", [Answer3.YES, Answer3.UNKNOWN])
def test_of_a_child_or_who_may_be_one_only_with_protection(is_child: Answer3) -> None:
    assert lacking(is_child=is_child) == [reasons.CHILD_NEEDS_PROTECTION]
    assert lacking(is_child=is_child, has_guardian=True) == []
    assert lacking(is_child=is_child, recipient_sector=Sector.CHILD_PROTECTION) == []
    refused = reasons.CLOSED_TO_YOU
    assert lacking(is_child=is_child, has_guardian=True, guardian_refused=refused) == [refused]


def test_whom_the_person_keeps_out_gets_no_file() -> None:
    assert lacking(kept_out=reasons.NEVER_THIS_AGENCY) == [reasons.NEVER_THIS_AGENCY]


def test_where_it_may_not_leave_the_union_no_file_is_made() -> None:
    assert lacking(kept_in=NO_GROUND) == [NO_GROUND]
    assert lacking(kept_in=NO_GROUND, consented=frozenset()) == [NO_CONSENT]
