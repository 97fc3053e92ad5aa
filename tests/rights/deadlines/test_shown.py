"""What a line of the page of deadlines says of how sure its day is. Pure: no row is read."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils.timezone import override

from safeconduct.rights.codes import Counting, Right
from safeconduct.rights.deadlines import shown
from safeconduct.rights.deadlines.models import Deadline
from safeconduct.rights.deadlines.queries import Opened
from safeconduct.rights.deadlines.rules import NOT_LAW, Lacking, Lacks, hash_of
from safeconduct.rights.editing.overlay import with_version
from safeconduct.rights.reading import book
from safeconduct.vocabulary.codes import Confidence

TODAY = date(2026, 11, 29)
RULE = next(one for one in book().rules if one.id == "BE-RP-01")
SIGNED = replace(RULE, checked_on=TODAY, checked_by="Luca, House of Law")


def line(rule_hash: str, origin: str = "rule") -> shown.Line:
    is_counted = origin == "rule"
    row = Deadline(
        id=uuid4(), right_code=RULE.right, origin=origin, due=TODAY, confidence="verified", country="BE",
        rule=RULE.id if is_counted else "", rule_hash=rule_hash, trigger="reflection_granted" if is_counted else "",
        triggered_on=TODAY if is_counted else None, law_on=TODAY, state="open", moved_why="", ended_why="",
        saved_at=datetime(2026, 11, 29, tzinfo=UTC),
    )  # fmt: skip
    (made,) = shown.lines([Opened(row, "")], TODAY, uuid4())
    return made


@pytest.fixture(autouse=True)
def signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "book", lambda: with_version(book(), SIGNED))


def test_a_day_says_who_checked_the_rule_by_which_it_was_counted() -> None:
    sure = line(hash_of(SIGNED)).sure
    assert (sure.is_checked, sure.checked_on, sure.checked_by) == (True, TODAY, "Luca, House of Law")


def test_what_was_ended_after_midnight_ended_on_the_day_that_began_here() -> None:
    row = Deadline(
        id=uuid4(), right_code=RULE.right, origin="document", due=TODAY, confidence="verified", country="RO", rule="",
        state="done", ended_why="done", ended_at=datetime(2026, 11, 28, 22, 30, tzinfo=UTC),
    )  # fmt: skip
    with override("Europe/Bucharest"):
        (made,) = shown.lines([Opened(row, "")], TODAY, uuid4())
    assert made.ended_on == date(2026, 11, 29)


@pytest.mark.parametrize(
    "rule_hash, origin", [("another content", "rule"), ("none", "rule"), ("", "document")]
)
def test_a_check_of_another_content_is_no_check_of_this_day(rule_hash: str, origin: str) -> None:
    assert not line(rule_hash, origin).sure.is_checked


BY_REGULATION = replace(RULE, counting=Counting.REGULATION_1182_71)


def test_a_rule_signed_to_be_counted_by_the_regulation_says_why_it_gives_no_day() -> None:
    """The Regulation is for acts of the Union, and its Article 3(1) was not read."""
    (line,) = shown.without_a_day([Lacking(Right.REFLECTION_PERIOD, BY_REGULATION, Lacks.REGULATION)])
    assert "No day is counted by Regulation 1182/71" in str(line.says)
    assert "No day is counted by Regulation 1182/71" in str(shown.no_day_in_words(BY_REGULATION))
    assert shown.no_day_in_words(RULE) == ""


def test_a_rule_that_stands_beside_no_person_gives_a_day_to_nobody() -> None:
    assert shown.no_day_in_words(replace(RULE, confidence=Confidence.UNVERIFIED)) == NOT_LAW.sentence
