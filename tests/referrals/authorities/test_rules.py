"""Who asks, who answers, when it is over: truth tables, and what holds for whatever is given."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.access.policy import policy
from safeconduct.referrals.authorities import rules
from safeconduct.referrals.authorities.rules import Facts, Standing, standing
from safeconduct.vocabulary.codes import FIREWALLED, Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import NEVER_SENT, Section

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
LATER = NOW + timedelta(days=3)
WAITS, OPEN = Facts("", "", LATER), Facts("yes", "", LATER)


def why(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("answer, ended, until, expected", [
    ("", "", LATER, Standing.WAITS), ("", "", NOW, Standing.OVER), ("", "given_back", LATER, Standing.GIVEN_BACK),
    ("yes", "", LATER, Standing.OPEN), ("yes", "", NOW, Standing.OVER),
    ("yes", "", NOW + timedelta(microseconds=1), Standing.OPEN),
    ("yes", "taken_back", LATER, Standing.TAKEN_BACK), ("yes", "taken_back", NOW, Standing.TAKEN_BACK),
    ("no", "", LATER, Standing.REFUSED), ("no", "", NOW, Standing.REFUSED),
])  # fmt: skip
def test_how_a_question_stands(answer: str, ended: str, until: datetime, expected: Standing) -> None:
    assert standing(Facts(answer, ended, until), NOW) is expected


@pytest.mark.parametrize("ends, why, expected", [
    (NOW, "consent_taken_back", Standing.TAKEN_BACK), (NOW, "consent_ends", Standing.OVER),
    (NOW, "consent_changed", Standing.OVER), (NOW + timedelta(microseconds=1), "consent_ends", Standing.OPEN),
])  # fmt: skip
def test_a_question_ends_with_the_consent_that_answered_it(
    ends: datetime, why: str, expected: Standing
) -> None:
    known = Facts("yes", "", LATER, ends, why)
    assert (standing(known, NOW), rules.until(known)) == (expected, ends)
    assert rules.until(OPEN) == LATER
    assert standing(Facts("yes", "given_back", LATER, ends, why), NOW) is Standing.GIVEN_BACK


def test_only_police_officers_and_prosecutors_ask_and_only_for_what_the_policy_names() -> None:
    who = {
        (sector, profession)
        for sector in Sector
        for profession in Profession
        if rules.askable(policy(), sector, profession)
    }
    assert {sector for sector, _profession in who} == {Sector.POLICE, Sector.PROSECUTION} < FIREWALLED
    assert {profession for _sector, profession in who} == {Profession.POLICE_OFFICER, Profession.PROSECUTOR}
    for one in who:
        sections = frozenset().union(*rules.askable(policy(), *one).values())
        assert not sections & (NEVER_SENT | {Section.HEALTH, Section.NEEDS, Section.PROFILE, Section.PLAN})


@pytest.mark.parametrize("sector, profession, purpose, section, has_team, expected", [
    ("prosecution", "prosecutor", "criminal_proceedings", "safety", True, None),
    ("police", "police_officer", "protection", "safe_contact", True, None),
    ("police", "police_officer", "protection", "safe_contact", False, rules.NO_TEAM),
    ("police", "police_officer", "compensation", "safe_contact", True, rules.NOT_THIS_SECTION),
    ("prosecution", "prosecutor", "criminal_proceedings", "health", True, rules.NOT_THIS_SECTION),
    ("ngo", "social_worker", "criminal_proceedings", "safety", True, rules.NOT_AN_AUTHORITY),
    ("court", "judge", "criminal_proceedings", "safety", True, rules.NOT_AN_AUTHORITY),
    ("border_guard", "border_guard", "protection", "safety", True, rules.NOT_AN_AUTHORITY),
])  # fmt: skip
def test_who_asks_for_what(
    sector: str, profession: str, purpose: str, section: str, has_team: bool, expected: Reason | None
) -> None:
    asked = rules.may_ask(
        policy(),
        Sector(sector),
        Profession(profession),
        Purpose(purpose),
        Section(section),
        has_team=has_team,
    )
    assert why(asked) == expected


@pytest.mark.parametrize("facts, agreed, until, refers, expected", [
    (WAITS, [Section.SAFETY], LATER, True, None),
    (WAITS, [Section.SAFETY], NOW, True, None),
    (WAITS, [Section.SAFETY], LATER, False, rules.NOT_YOURS),
    (WAITS, [Section.SAFETY], LATER + timedelta(seconds=1), True, rules.OTHER_CONSENT),
    (WAITS, [Section.SAFETY], None, True, rules.OTHER_CONSENT),
    (WAITS, [], LATER, True, rules.OTHER_CONSENT),
    (WAITS, [Section.IDENTITY], LATER, True, rules.OTHER_CONSENT),
    (WAITS, [Section.SAFETY, Section.IDENTITY], LATER, True, rules.OTHER_CONSENT),
    (OPEN, [Section.SAFETY], LATER, True, rules.ANSWERED),
    (Facts("no", "", LATER), [Section.SAFETY], LATER, True, rules.ANSWERED),
    (Facts("", "", NOW), [Section.SAFETY], NOW, True, rules.OVER),
    (Facts("", "given_back", LATER), [Section.SAFETY], LATER, True, rules.ANSWERED),
])  # fmt: skip
def test_which_consent_opens_it(
    facts: Facts, agreed: list[Section], until: datetime | None, refers: bool, expected: Reason | None
) -> None:
    assert why(rules.may_open(facts, Section.SAFETY, agreed, until, refers=refers, now=NOW)) == expected


@given(st.frozensets(st.sampled_from(Section)), st.sampled_from(Section))
def test_whatever_is_agreed_opens_only_what_was_asked_and_only_alone(
    agreed: frozenset[Section], asked: Section
) -> None:
    decision = rules.may_open(WAITS, asked, agreed, LATER, refers=True, now=NOW)
    assert isinstance(decision, Allowed) == (agreed == {asked})


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_nothing_lasts_longer_than_ninety_days_or_ended_before(until: date) -> None:
    decision = rules.may_last_until(until, today=TODAY)
    assert isinstance(decision, Allowed) == (TODAY <= until <= TODAY + timedelta(days=90))


def test_a_day_that_is_over_and_one_that_is_too_far_are_told_apart() -> None:
    assert rules.may_last_until(TODAY - timedelta(days=1), today=TODAY) == Refused(rules.PAST)
    assert rules.may_last_until(TODAY + timedelta(days=91), today=TODAY) == Refused(rules.TOO_LATE)
    assert rules.may_last_until(TODAY + timedelta(days=90), today=TODAY) == Allowed()


def test_a_day_is_needed() -> None:
    assert why(rules.may_last_until(None, today=TODAY)) == rules.NO_END
    assert why(rules.may_record(None, today=TODAY)) == rules.NO_DAY
    assert why(rules.may_record(TODAY + timedelta(days=1), today=TODAY)) == rules.DAY_AHEAD
    assert why(rules.may_record(TODAY, today=TODAY)) is None


@pytest.mark.parametrize("typed, expected", [
    ("0123-4567-89ab", "0123456789ab"), (" 0123 4567 89AB ", "0123456789ab"), ("0123456789a", None), ("", None),
    ("Maria", None), ("0123456789abc", None), ("0123-4567-89aö", None), ("%" * 12, None),
])  # fmt: skip
def test_a_number_is_read_however_it_was_typed(typed: str, expected: str | None) -> None:
    assert rules.number(typed) == expected


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_none(typed: str) -> None:
    number = rules.number(typed)
    assert number is None or (len(number) == 12 and set(number) <= set("0123456789abcdef"))


@pytest.mark.parametrize("facts, expected", [
    (WAITS, None), (OPEN, None), (Facts("no", "", LATER), rules.NOTHING_OPEN),
    (Facts("yes", "", NOW), rules.NOTHING_OPEN),
    (Facts("yes", "taken_back", LATER), rules.NOTHING_OPEN),
])  # fmt: skip
def test_what_is_ended(facts: Facts, expected: Reason | None) -> None:
    assert why(rules.may_end(facts, NOW)) == expected


@pytest.mark.parametrize("agrees, of_unit, is_told, expected", [
    (True, True, False, None), (False, True, False, rules.PERSON_HAS_NOT_AGREED),
    (True, False, False, rules.NOT_OF_THE_UNIT), (True, True, True, rules.TOLD_ALREADY),
])  # fmt: skip
def test_who_is_told_of_a_statement(
    agrees: bool, of_unit: bool, is_told: bool, expected: Reason | None
) -> None:
    told = rules.may_tell(agrees=agrees, is_of_the_unit=of_unit, is_told=is_told, until=TODAY, today=TODAY)
    assert why(told) == expected
