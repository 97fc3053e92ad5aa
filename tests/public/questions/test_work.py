"""A little work lets a question stand in a queue of its own, once; without it everything is as it was. Pure."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from safeconduct.public.questions import rules
from safeconduct.public.questions.work import Asked, _zeros

NOW = datetime(2026, 11, 30, 12, 0, 30, tzinfo=UTC)
FORM = "ab" * 32
SITE = Asked(b"k" * 32, 8)


def solved(challenge: str, bits: int = 8) -> str:
    """As the script does it."""
    return next(str(number) for number in count() if _zeros(f"{challenge}:{number}") >= bits)


CHALLENGE = SITE.challenge(FORM, now=NOW)
ANSWER = solved(CHALLENGE)
BEGUN, _SALT, MARK = CHALLENGE.split(".")


@pytest.mark.parametrize("site, challenge, answer, form, after, is_done", [
    (SITE, CHALLENGE, ANSWER, FORM, timedelta(0), True),
    (SITE, CHALLENGE, ANSWER, FORM, timedelta(hours=3, minutes=59), True),
    (SITE, CHALLENGE, ANSWER, FORM, timedelta(hours=4, minutes=1), False),
    (SITE, CHALLENGE, ANSWER, FORM, -timedelta(minutes=2), False),
    (SITE, CHALLENGE, ANSWER, "cd" * 32, timedelta(0), False),  # another form
    (Asked(b"o" * 32, 8), CHALLENGE, ANSWER, FORM, timedelta(0), False),  # another site
    (Asked(b"k" * 32, 4), CHALLENGE, ANSWER, FORM, timedelta(0), False),  # asked for otherwise
    (Asked(b"k" * 32, 0), CHALLENGE, ANSWER, FORM, timedelta(0), False),
    (SITE, CHALLENGE, "", FORM, timedelta(0), False),
    (SITE, CHALLENGE, "x", FORM, timedelta(0), False),
    (SITE, CHALLENGE, "٣", FORM, timedelta(0), False),
    (SITE, "", ANSWER, FORM, timedelta(0), False),
    (SITE, "..", ANSWER, FORM, timedelta(0), False),
    (SITE, f"ffffffffffffffff.{'0' * 16}.{MARK}", ANSWER, FORM, timedelta(0), False),
    (SITE, CHALLENGE[:-1] + "é", ANSWER, FORM, timedelta(0), False),
    (SITE, "\udcff." + MARK, ANSWER, FORM, timedelta(0), False),
], ids=map(str, count()))  # fmt: skip
def test_work_is_for_one_form_of_one_site_and_for_some_hours(
    site: Asked, challenge: str, answer: str, form: str, after: timedelta, is_done: bool
) -> None:
    assert (site.done(challenge, answer, form, now=NOW + after) is not None) is is_done


def test_too_little_work_is_none() -> None:
    wrong = next(str(number) for number in count() if _zeros(f"{CHALLENGE}:{number}") < 8)
    assert SITE.done(CHALLENGE, wrong, FORM, now=NOW) is None


def test_two_forms_of_one_minute_have_two_challenges_and_their_work_two_marks() -> None:
    other = SITE.challenge(FORM, now=NOW)
    assert other != CHALLENGE
    assert SITE.done(other, solved(other), FORM, now=NOW) != SITE.done(CHALLENGE, ANSWER, FORM, now=NOW)


def test_where_no_work_is_asked_there_is_no_challenge() -> None:
    assert Asked(b"k" * 32, 0).challenge(FORM, now=NOW) == ""


@pytest.mark.parametrize("in_the_hour, is_worked, is_room", [
    (rules.ASKED_IN_AN_HOUR, False, True),
    (rules.ASKED_IN_AN_HOUR + 1, False, False),
    (rules.ASKED_IN_AN_HOUR + 1, True, True),
    (rules.WORKED_IN_AN_HOUR + 1, True, False),
])  # fmt: skip
def test_each_queue_has_its_own_hour(in_the_hour: int, is_worked: bool, is_room: bool) -> None:
    waiting = rules.Waiting(0, 0, 0, in_the_hour)
    assert bool(rules.is_room(waiting, is_worked=is_worked)) is is_room
