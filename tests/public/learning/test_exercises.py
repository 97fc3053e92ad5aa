"""A course as somebody who learns meets it: no account, no cookie, no score."""

from tests.public.reader import Browser

COURSE = "/en/training/for-lawyers-advice-before-the-first-statement/"
EXERCISE = f"{COURSE}ana-is-to-be-heard-on-thursday/"


def test_a_course_says_for_whom_and_how_long(reader: Browser) -> None:
    page = reader.get(COURSE).text
    assert "For: Lawyer" in page
    assert "2 hours" in page
    assert "Two countries, two lawyers, one person" in page


def test_our_courses_say_that_nobody_has_reviewed_them(reader: Browser) -> None:
    assert "Nobody has reviewed this page yet." in reader.get(EXERCISE).text


def test_what_the_standard_says_is_shown_after_a_choice_only(reader: Browser) -> None:
    assert "Access to legal counselling" not in reader.get(EXERCISE).text
    page = reader.get(f"{EXERCISE}?q0=1").text
    assert "Access to legal counselling" in page
    assert page.count("(your choice)") == 1
    assert "You chose nothing here." in page
    assert "not compared with its text" in page
    assert not reader.cookies


def test_who_compares_without_choosing_is_asked_to_choose(reader: Browser) -> None:
    assert "Choose an answer first." in reader.get(f"{EXERCISE}?compare=1").text


def test_an_address_that_holds_no_choice_shows_the_exercise(reader: Browser) -> None:
    answer = reader.get(f"{EXERCISE}?q0=99&q1=%3Cscript%3E")
    assert answer.status == 200
    assert "Access to legal counselling" not in answer.text
    assert "<script>" not in answer.text
