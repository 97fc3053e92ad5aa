"""May it leave? Each thing that stands in the way is named, and nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils.timezone import override

from safeconduct.cases.child.rules import GUARDIAN_IN_CONFLICT
from safeconduct.referrals import reasons
from safeconduct.referrals.moves import Event, State
from safeconduct.referrals.position import draft
from safeconduct.referrals.sending import (
    MOST_HELD,
    Grant,
    SafetyAnswer,
    SendFacts,
    covers,
    may_send,
    missing_to_send,
)
from safeconduct.vocabulary.codes import Answer3, Purpose, RiskLevel, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason
from safeconduct.vocabulary.identifiers import AgencyId
from safeconduct.vocabulary.sections import NEVER_SENT, Section
from tests.referrals.stories import NOW, START, R, S, at, attempt, why

SHELTER = AgencyId(UUID("019cae00-0000-7000-8000-0000000000b1"))
LAWYERS = AgencyId(UUID("019cae00-0000-7000-8000-0000000000b2"))


def grant(section: Section) -> Grant:
    """A live grant for the shelter."""
    return Grant(section, SHELTER, Purpose.REFERRAL_SERVICE, START, NOW + timedelta(days=30))


FACTS = SendFacts(
    recipient=SHELTER,
    recipient_sector=Sector.SHELTER,
    purpose=Purpose.REFERRAL_SERVICE,
    sections=frozenset({Section.PROFILE, Section.NEEDS, Section.IDENTITY}),
    grants=tuple(grant(section) for section in (Section.PROFILE, Section.NEEDS, Section.IDENTITY)),
    safety=SafetyAnswer(RiskLevel.MEDIUM, NOW.date(), is_mitigated=False),
    is_child=Answer3.NO,
    has_guardian=False,
    is_capacity_answered=True,
    is_preview_seen=True,
)


def test_a_referral_leaves_when_nothing_is_missing() -> None:
    position = draft(START)
    assert may_send(position, attempt(position, Event.SEND, S, NOW), FACTS, now=NOW) == Allowed()


@pytest.mark.parametrize(
    "other",
    [
        {"is_ended": True},
        {"until": NOW},
        {"starts_at": NOW + timedelta(seconds=1)},
        {"recipient": LAWYERS},
        {"purpose": Purpose.LEGAL_ASSISTANCE},
        {"section": Section.HEALTH},
    ],
)
def test_each_section_needs_a_live_grant_for_this_agency_and_purpose(other: dict[str, object]) -> None:
    beside = replace(grant(Section.IDENTITY), **other)  # type: ignore[arg-type]  # named fields of a grant
    grants = (*FACTS.grants[:2], beside)
    position, facts = draft(START), replace(FACTS, grants=grants)

    decision = may_send(position, attempt(position, Event.SEND, S, NOW), facts, now=NOW)

    assert why(decision) == reasons.NOT_CONSENTED[Section.IDENTITY]


def test_every_section_that_is_not_covered_is_named() -> None:
    facts = replace(FACTS, grants=(grant(Section.NEEDS),))
    expected = [reasons.NOT_CONSENTED[Section.PROFILE], reasons.NOT_CONSENTED[Section.IDENTITY]]
    assert missing_to_send(facts, now=NOW) == expected
    assert reasons.NOT_CONSENTED.keys() == set(Section) - NEVER_SENT


@pytest.mark.parametrize("hour, expected", [(20, []), (22, [reasons.SAFETY_OUT_OF_DATE])])
def test_the_last_day_of_a_safety_answer_ends_at_midnight_where_it_was_given(
    hour: int, expected: list[Reason]
) -> None:
    """At 22:30 UTC it is half past one of the next day in Bucharest."""
    now = datetime(2026, 6, 30, hour, 30, tzinfo=UTC)
    facts = replace(
        FACTS,
        grants=tuple(replace(each, starts_at=now, until=now + timedelta(days=1)) for each in FACTS.grants),
        safety=SafetyAnswer(RiskLevel.MEDIUM, date(2026, 6, 30), is_mitigated=False),
    )
    with override("Europe/Bucharest"):
        assert missing_to_send(facts, now=now) == expected


def test_the_narrative_never_leaves_not_even_with_a_grant() -> None:
    grants = (*FACTS.grants, grant(Section.NARRATIVE))
    facts = replace(FACTS, sections=FACTS.sections | {Section.NARRATIVE}, grants=grants)
    assert missing_to_send(facts, now=NOW) == [reasons.NEVER_SENT]
    assert not covers(grants, Section.NARRATIVE, SHELTER, Purpose.REFERRAL_SERVICE, now=NOW)


@pytest.mark.parametrize(
    "other, expected",
    [
        ({"sections": frozenset({Section.PROFILE})}, [reasons.NEEDS_NOT_SENT]),
        ({"safety": None}, [reasons.NO_SAFETY_ANSWER]),
        (
            {"safety": SafetyAnswer(RiskLevel.LOW, date(2026, 3, 4), is_mitigated=True)},
            [reasons.SAFETY_OUT_OF_DATE],
        ),
        (
            {"safety": SafetyAnswer(RiskLevel.HIGH, NOW.date(), is_mitigated=False)},
            [reasons.DANGER_NOT_MITIGATED],
        ),
        (
            {"safety": SafetyAnswer(RiskLevel.IMMINENT, NOW.date(), is_mitigated=False)},
            [reasons.DANGER_NOT_MITIGATED],
        ),
        ({"safety": SafetyAnswer(RiskLevel.IMMINENT, NOW.date(), is_mitigated=True)}, []),
        ({"is_child": Answer3.YES}, [reasons.CHILD_NEEDS_PROTECTION]),
        ({"is_child": Answer3.UNKNOWN}, [reasons.CHILD_NEEDS_PROTECTION]),
        ({"is_child": Answer3.YES, "has_guardian": True}, []),
        ({"is_child": Answer3.UNKNOWN, "recipient_sector": Sector.CHILD_PROTECTION}, []),
        # The guardian on whose yes it rests turned out to have a conflict of interest; of an adult nobody asks.
        (
            {"is_child": Answer3.YES, "has_guardian": True, "guardian_refused": GUARDIAN_IN_CONFLICT},
            [GUARDIAN_IN_CONFLICT],
        ),
        (
            {
                "is_child": Answer3.UNKNOWN,
                "recipient_sector": Sector.CHILD_PROTECTION,
                "guardian_refused": GUARDIAN_IN_CONFLICT,
            },
            [GUARDIAN_IN_CONFLICT],
        ),
        ({"guardian_refused": GUARDIAN_IN_CONFLICT}, []),
        ({"is_capacity_answered": False}, [reasons.CAPACITY_NOT_ASKED]),
        ({"is_preview_seen": False}, [reasons.PREVIEW_NOT_SEEN]),
        ({"held_bytes": MOST_HELD}, []),
        ({"held_bytes": MOST_HELD + 1}, [reasons.TOO_MUCH_HELD_BACK]),
    ],
)
def test_what_else_must_be_there_before_sending(other: dict[str, object], expected: list[Reason]) -> None:
    facts = replace(FACTS, **other)  # type: ignore[arg-type]  # named fields of the facts
    assert missing_to_send(facts, now=NOW) == expected


def test_only_a_draft_is_sent_and_only_by_the_sender() -> None:
    for position, side in ((at(State.SENT), S), (draft(START), R)):
        assert may_send(position, attempt(position, Event.SEND, side, NOW), FACTS, now=NOW) != Allowed()


def test_the_rule_of_sending_answers_for_sending_only() -> None:
    other = attempt(at(State.SENT), Event.ACKNOWLEDGE, R, NOW)
    assert why(may_send(at(State.SENT), other, FACTS, now=NOW)) == reasons.NOT_POSSIBLE_NOW[State.SENT]
