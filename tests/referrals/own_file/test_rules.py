"""Who may have a file beside a received referral, and of what answers may be taken over into it."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from safeconduct.cases.beside.reasons import BESIDE_ALREADY
from safeconduct.cases.handlers import Over
from safeconduct.cases.rules import LEADS_NO_CASE
from safeconduct.referrals.own_file.queries import over_because
from safeconduct.referrals.own_file.rules import (
    A_LAST_DAY,
    ACCESS_OVER,
    ANOTHER_PURPOSE,
    COVERS_A_FILE,
    NOT_ACCEPTED,
    NOT_CONSENTED,
    NOT_YOURS,
    NOTHING_RECEIVED,
    ON_A_GROUND,
    Agreed,
    Standing,
    may_have_own_file,
    may_take_over,
)
from safeconduct.vocabulary.codes import Condition, Purpose
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

YES: dict[str, Any] = {
    "is_received": True, "is_accepted": True, "is_over": False, "is_held": True, "is_beside": False, "leads": Allowed(),
}  # fmt: skip
NO_LEAD = Refused(LEADS_NO_CASE)


@pytest.mark.parametrize("changes, reason", [
    ({}, None),
    ({"is_received": False}, NOTHING_RECEIVED),
    ({"is_accepted": False}, NOT_ACCEPTED),
    ({"is_over": True}, ACCESS_OVER),
    ({"is_over": True, "is_accepted": False}, ACCESS_OVER),
    ({"is_held": False}, NOT_YOURS),
    ({"is_held": False, "is_accepted": False}, NOT_ACCEPTED),
    ({"is_beside": True}, BESIDE_ALREADY),
    ({"leads": NO_LEAD}, LEADS_NO_CASE),
    ({"leads": NO_LEAD, "is_held": False}, NOT_YOURS),
])  # fmt: skip
def test_who_may_have_a_file_of_their_own_beside_it(changes: dict[str, Any], reason: Reason | None) -> None:
    decision = may_have_own_file(Standing(**YES | changes))
    assert decision == (Refused(reason) if reason else Allowed())
    if reason:
        assert reason.sentence
        assert reason.instead


def test_one_thing_that_is_not_so_is_enough_for_a_no() -> None:
    names = ["is_received", "is_accepted", "is_over", "is_held", "is_beside"]
    for values in product((True, False), repeat=len(names)):
        standing = dict(zip(names, values, strict=True))
        is_right = standing == {name: YES[name] for name in names}
        assert bool(may_have_own_file(Standing(**standing, leads=Allowed()))) is is_right
        assert not may_have_own_file(Standing(**standing, leads=NO_LEAD))


NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
AGREED: dict[str, Any] = {
    "purpose": Purpose.REFERRAL_SERVICE, "sections": [Section.NEEDS], "conditions": [], "until": NOW + MOMENT,
    "ground": "",
}  # fmt: skip


@pytest.mark.parametrize("changes, reason", [
    ({}, None),
    # what the person has agreed to
    ({"sections": []}, NOT_CONSENTED),
    ({"sections": [Section.PROFILE]}, NOT_CONSENTED),
    ({"until": NOW}, NOT_CONSENTED),
    ({"ground": "vital_interest"}, ON_A_GROUND),
    # for what
    ({"purpose": Purpose.INTERPRETATION}, ANOTHER_PURPOSE),
    ({"purpose": "of a later release"}, ANOTHER_PURPOSE),
    # under which conditions
    ({"conditions": [Condition.NOT_POLICE, "not_country:RO"]}, None),
    ({"conditions": ["not_before:2026-01-01"]}, None),
    ({"conditions": [Condition.NOT_POLICE, "not_after:2026-12-31"]}, A_LAST_DAY),
    ({"conditions": ["not_after:2026-12-31T12:00"]}, A_LAST_DAY),  # a moment, of a later release
])  # fmt: skip
def test_what_may_be_taken_over(changes: dict[str, Any], reason: Reason | None) -> None:
    decision = may_take_over(Agreed(**AGREED | changes), Section.NEEDS, Allowed(), now=NOW)
    assert decision == (Refused(reason) if reason else Allowed())
    if reason:
        assert reason.sentence
        assert reason.instead


def test_nobody_takes_over_what_they_may_not_edit() -> None:
    assert may_take_over(Agreed(**AGREED), Section.NEEDS, NO_LEAD, now=NOW) == NO_LEAD


def test_every_purpose_says_whether_it_covers_a_file() -> None:
    assert COVERS_A_FILE.keys() == set(Purpose)
    for purpose, covers in COVERS_A_FILE.items():
        agreed = Agreed(**AGREED | {"purpose": purpose})
        assert bool(may_take_over(agreed, Section.NEEDS, Allowed(), now=NOW)) is covers
    refused = {purpose for purpose, covers in COVERS_A_FILE.items() if not covers}
    assert refused >= {Purpose.QUALITY_REVIEW, Purpose.RESEARCH_NON_IDENTIFYING, Purpose.CRIMINAL_PROCEEDINGS}


@pytest.mark.parametrize("is_over, is_held, is_read, why", [
    (True, True, True, Over.ENDED), (True, False, False, Over.ENDED), (False, False, False, Over.ELSEWHERE),
    (False, True, False, Over.WAITS), (False, True, True, Over.NO),
])  # fmt: skip
def test_why_nothing_is_read(is_over: bool, is_held: bool, is_read: bool, why: Over) -> None:
    assert over_because(is_over=is_over, is_held=is_held, is_read=is_read) is why
