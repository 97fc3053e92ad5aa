"""Giving a consent asks whom the person has kept out, before the policy is asked at all."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import member
from safeconduct.cases.actions import open_case
from safeconduct.consent.actions import give
from safeconduct.consent.document import Document
from safeconduct.consent.queries import Given
from safeconduct.consent.rules import Fact
from safeconduct.vocabulary.codes import ConsentMethod, Purpose
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.names import ID

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

NOT_POLICE = ["not_police"]


@pytest.fixture
def now() -> Iterator[datetime]:
    """The moment in which Ana acts."""
    with acting(MemberId(ID("ana"))) as at:
        yield at


def given(to: str, at: datetime, conditions: list[str], research: str = "") -> Given:
    """A whole talk about a new person, given for a team of this agency."""
    ana = member(ID("ana"))
    document = Document(
        team=ID(f"team_{to}"), agency=ID(to), purpose=Purpose.REFERRAL_SERVICE, sections=[Section.NEEDS],
        until=at + timedelta(days=30), told=list(Fact), limit_told=True, language="uk", text_language="uk",
        method=ConsentMethod.SIGNED, conditions=conditions, research=research,
    )  # fmt: skip
    case = open_case(by=ana, at=at, profile={})
    return give(case=case, document=document, by=ana, at=at, is_child=False)


def test_not_to_the_police_is_not_given_for_a_police_team(now: datetime) -> None:
    with pytest.raises(NotPossible) as refused:
        given("police", now, NOT_POLICE)
    assert refused.value.reason.code == "not_for_police"
    assert str(refused.value.reason.instead) == "Ask the person again, or choose another agency."


def test_without_the_condition_the_policy_still_decides_before_the_database_must(now: datetime) -> None:
    with pytest.raises(NotPossible) as refused:
        given("police", now, [])
    assert refused.value.reason.code == "recipient_may_not_hold"
    assert "database" not in refused.value.reason.whole


@pytest.mark.parametrize("research", ["", "yes", "no", "not_asked"])
def test_not_to_the_police_and_a_no_to_figures_are_no_hindrance_elsewhere(
    now: datetime, research: str
) -> None:
    made = given("gent", now, NOT_POLICE, research)
    assert (made.document.research, made.document.conditions) == (research, NOT_POLICE)
