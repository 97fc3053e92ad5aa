"""When a consent may be given, and when a listed ground may stand in its place: truth tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.consent.rules import (
    GROUNDS,
    NEEDS_WITNESS,
    Fact,
    Recipient,
    Shareable,
    Talk,
    kept_out,
    may_give,
    may_share_on,
    missing_to_give,
)
from safeconduct.vocabulary.codes import Condition, ConsentMethod, NoConsentGround, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COMPLETE = Talk(
    told=frozenset(Fact),
    sections=frozenset({Section.PROFILE, Section.NEEDS}),
    until=NOW + timedelta(days=90),
    language="uk",
    method=ConsentMethod.SIGNED,
    witness="",
    names_recipient=True,
    is_limit_told=True,
)
ALL = Shareable()


def code(talk: Talk) -> str:
    """The reason's code, or "" when the talk may count as consent."""
    decision = may_give(talk, now=NOW)
    return decision.reason.code if isinstance(decision, Refused) else ""


def test_a_complete_talk_is_a_consent() -> None:
    assert may_give(COMPLETE, now=NOW) == Allowed()


@pytest.mark.parametrize("fact", list(Fact))
def test_each_of_the_seven_facts_must_be_told(fact: Fact) -> None:
    assert code(replace(COMPLETE, told=frozenset(Fact) - {fact})) == "fact_not_told"


def test_they_are_seven_and_the_one_limit_must_be_told_beside_them() -> None:
    assert len(Fact) == 7
    assert code(replace(COMPLETE, is_limit_told=False)) == "limit_not_told"


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"names_recipient": False}, "no_recipient"),
        ({"sections": frozenset()}, "no_section"),
        ({"sections": frozenset({Section.NEEDS, Section.NARRATIVE})}, "never_leaves"),
        ({"until": None}, "no_end"),
        ({"until": NOW}, "no_end"),
        ({"until": NOW - timedelta(seconds=1)}, "no_end"),
        ({"language": ""}, "no_language"),
        ({"method": ""}, "no_method"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, object], expected: str) -> None:
    assert code(replace(COMPLETE, **change)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("method", list(ConsentMethod))
def test_a_spoken_consent_and_a_thumb_print_need_a_witness(method: ConsentMethod) -> None:
    alone = replace(COMPLETE, method=method.value)

    assert code(alone) == ("no_witness" if method.value in NEEDS_WITNESS else "")
    assert code(replace(alone, witness="nurse")) == ""


@pytest.mark.parametrize(
    "guardian, assents, expected",
    [
        ("", False, "no_guardian"),
        ("", True, "no_guardian"),
        ("public guardian", False, "no_assent"),
        ("public guardian", True, ""),
    ],
)
def test_a_child_needs_a_guardian_and_its_own_assent(guardian: str, assents: bool, expected: str) -> None:
    assert code(replace(COMPLETE, is_child=True, guardian=guardian, assents=assents)) == expected


def test_the_yes_of_a_guardian_who_is_refused_counts_for_nothing() -> None:
    why = Reason("guardian_in_conflict", "It counts for nothing.", "Ask for somebody independent.")
    said = replace(COMPLETE, guardian="the mother", assents=True, guardian_refused=why)
    assert code(replace(said, is_child=True)) == "guardian_in_conflict"
    assert code(replace(said, is_child=False)) == "", "of an adult no guardian is asked"


# --- What the policy lets be shared ---------------------------------------------------------------------------

NEEDS_ONLY = frozenset({Section.NEEDS})


@pytest.mark.parametrize(
    "shareable, expected",
    [
        (ALL, ""),
        (Shareable(with_them=NEEDS_ONLY), "recipient_may_not_hold"),
        (Shareable(by_us=NEEDS_ONLY), "not_yours_to_refer"),
        # what they may not hold is said first: nobody of ours can change it
        (Shareable(by_us=NEEDS_ONLY, with_them=NEEDS_ONLY), "recipient_may_not_hold"),
    ],
)
def test_what_cannot_be_shared_is_not_given_and_the_reason_says_what_to_do(
    shareable: Shareable, expected: str
) -> None:
    assert code(replace(COMPLETE, shareable=shareable)) == expected
    assert code(replace(COMPLETE, sections=NEEDS_ONLY, shareable=shareable)) == ""
    assert ground_code("vital_interest", {Section.SAFETY}, shareable=shareable) == expected


# --- What the person has set --------------------------------------------------------------------------------


@pytest.mark.parametrize("sector", list(Sector))
def test_not_to_the_police_keeps_police_and_border_guard_out_and_nobody_else(sector: Sector) -> None:
    asked = replace(COMPLETE, recipient=Recipient(sector, "BE"))
    is_police = sector in (Sector.POLICE, Sector.BORDER_GUARD)

    assert code(replace(asked, conditions=frozenset({"not_police"}))) == (
        "not_for_police" if is_police else ""
    )
    assert code(asked) == ""


@pytest.mark.parametrize(
    "conditions, country, expected",
    [
        ({"not_country:BE"}, "BE", "not_for_this_country"),
        ({"not_country:BE"}, "RO", ""),
        ({"not_country:BE", "not_country:SE"}, "SE", "not_for_this_country"),
        # nobody has said which
        ({"not_country"}, "BE", ""),
        # these say nothing of an agency
        ({"not_family", "not_by_email", "not_before:2026-05-01", "not_after:2026-05-01"}, "BE", ""),
    ],
)
def test_a_country_that_the_person_has_named_is_kept_out(
    conditions: set[str], country: str, expected: str
) -> None:
    asked = replace(COMPLETE, conditions=frozenset(conditions), recipient=Recipient(Sector.NGO, country))
    assert code(asked) == expected


@pytest.mark.parametrize("condition", [Condition.NOT_POLICE, "not_country:BE"])
def test_a_refused_recipient_comes_first_and_says_what_is_possible_instead(condition: str) -> None:
    asked = replace(
        COMPLETE, told=frozenset(), conditions=frozenset({condition}), recipient=Recipient("police", "BE")
    )
    first, *others = missing_to_give(asked, now=NOW)

    assert first == kept_out([condition], Recipient("police", "BE"))
    assert str(first.instead).startswith("Ask the person again, or choose an")
    assert [reason.code for reason in others] == ["fact_not_told"]


# --- Without consent --------------------------------------------------------------------------------------


def ground_code(
    ground: str,
    sections: set[Section],
    *,
    has_unreviewed: bool = False,
    has_late_reading: bool = False,
    shareable: Shareable = ALL,
    days: int = 7,
) -> str:
    """The reason's code, or "" when the ground lets these sections be shared."""
    until = NOW + timedelta(days=days)
    decision = may_share_on(
        ground,
        frozenset(sections),
        until,
        has_unreviewed=has_unreviewed,
        has_late_reading=has_late_reading,
        shareable=shareable,
        now=NOW,
    )
    return decision.reason.code if isinstance(decision, Refused) else ""


@pytest.mark.parametrize("ground", list(NoConsentGround))
def test_only_the_grounds_of_the_list_that_carry_data_can_be_used(ground: NoConsentGround) -> None:
    usable = ground in (NoConsentGround.VITAL_INTEREST, NoConsentGround.CHILD_PROTECTION)

    assert ground_code(ground.value, {Section.SAFETY}) == ("" if usable else "not_a_ground")


@pytest.mark.parametrize("ground", ["", "other", "refer_anyway"])
def test_there_is_no_refer_anyway(ground: str) -> None:
    assert ground_code(ground, {Section.SAFETY}) == "not_a_ground"


@pytest.mark.parametrize("section", list(Section))
def test_danger_to_life_lets_only_what_protects_be_shared(section: Section) -> None:
    allowed = section in (Section.PROFILE, Section.SAFETY, Section.NEEDS)

    assert ground_code("vital_interest", {section}) == ("" if allowed else "not_on_this_ground")


def test_all_that_protects_may_be_shared_at_once() -> None:
    assert ground_code("vital_interest", {Section.PROFILE, Section.SAFETY, Section.NEEDS}) == ""


def test_an_earlier_use_that_nobody_looked_at_blocks_the_next() -> None:
    assert ground_code("vital_interest", {Section.SAFETY}, has_unreviewed=True) == "ground_not_reviewed"


def test_an_emergency_reading_that_nobody_looked_at_in_its_time_blocks_it_too() -> None:
    assert ground_code("vital_interest", {Section.SAFETY}, has_late_reading=True) == "reading_not_reviewed"


def test_no_late_reading_is_taken_for_granted() -> None:
    asked = may_share_on(
        "vital_interest",
        frozenset({Section.SAFETY}),
        NOW + timedelta(days=7),
        has_unreviewed=False,
        shareable=ALL,
        now=NOW,
    )
    assert asked == Allowed()


def test_a_ground_ends_as_well() -> None:
    assert ground_code("vital_interest", {Section.SAFETY}, days=0) == "no_end"
    assert ground_code("vital_interest", set()) == "no_section"


def test_no_ground_ever_lets_case_notes_leave() -> None:
    assert all(Section.NARRATIVE not in sections for _purpose, sections in GROUNDS.values())
