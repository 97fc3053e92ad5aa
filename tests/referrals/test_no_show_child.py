"""What the page of a missed arrival tells people to do for a child, by what stands in the child's file."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string

from safeconduct.cases.queries import Reading
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.pages.no_show import Caller, NoShow, _with_the_childs_file
from safeconduct.vocabulary.sections import Section
from tests.cases.child.test_rules import MOTHER, OFFICE, of

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
CALL_THE_GUARDIAN = "For a child: call the guardian and 116 000 now"
NOT_THE_GUARDIAN = "For a child: call child protection and 116 000 now, and not the guardian"
NO_GUARDIAN_BEFORE = "one may be who the child ran from: call none before"
NOT_KNOWN = "It does not say here whom to call at the authority"


def page(family: dict[str, Any] | None) -> str:
    """As the receiver reads it, to whom this of the child's file was told, or nothing of it."""
    readings = {} if family is None else {Section.FAMILY: Reading(Section.FAMILY, 1, family, AT, "guardian")}
    request: Any = SimpleNamespace(at=AT)
    bare = NoShow(Caller.THEY, colleague="", is_child=True, contact=[], says=[])
    said = _with_the_childs_file(request, Referral(side=Side.RECEIVER), readings, bare)
    return " ".join(render_to_string("referrals/_no_show.html", {"no_show": said, "other": {}}).split())


@pytest.mark.parametrize(
    "family, heading, named, authority",
    [
        (None, NO_GUARDIAN_BEFORE, False, False),
        ({}, NO_GUARDIAN_BEFORE, False, False),
        (of(OFFICE) | {"authority": "Duty officer, 0800"}, CALL_THE_GUARDIAN, True, True),
        (of(MOTHER, OFFICE), CALL_THE_GUARDIAN, True, False),
        (of(MOTHER) | {"authority": "Duty officer, 0800"}, NOT_THE_GUARDIAN, False, True),
    ],
)
def test_nobody_with_a_conflict_is_called_and_the_authority_is_named(
    family: dict[str, Any] | None, heading: str, named: bool, authority: bool
) -> None:
    html = page(family)
    assert [
        words for words in (CALL_THE_GUARDIAN, NO_GUARDIAN_BEFORE, NOT_THE_GUARDIAN) if words in html
    ] == [heading]
    assert (OFFICE["who"] in html) is named
    assert "The mother" not in html
    assert ("Duty officer, 0800" in html) is authority
    assert (NOT_KNOWN in html) is not authority


def test_it_says_that_nothing_is_sent_outside_by_itself() -> None:
    assert "Nobody outside is: one of you calls, now" in page(None)
