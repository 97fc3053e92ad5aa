"""A course as somebody who learns meets it: no account, no cookie, no score."""

import pytest

from safeconduct.public.learning.seeding.content import COURSES
from safeconduct.public.learning.seeding.courses.lawyer import LAWYER
from safeconduct.public.learning.seeding.parts import Course
from tests.public.reader import Browser

COURSE = "/en/training/for-lawyers-advice-before-the-first-statement/"
EXERCISE = f"{COURSE}ana-is-to-be-heard-on-thursday/"


def test_a_course_says_for_whom_and_how_long(reader: Browser) -> None:
    page = reader.get(COURSE).text
    assert "For: Lawyer" in page
    assert "2 hours" in page
    for chapter in LAWYER["chapters"]:
        assert chapter["title"] in page


def test_a_chapter_names_the_source_of_each_part_and_that_no_lawyer_has_read_it(reader: Browser) -> None:
    page = reader.get(f"{COURSE}before-the-first-statement/").text
    assert "Source: Directive 2011/36/EU, Article 12(2) (not compared with its text)." in page
    assert "Source: practice of this network, no law." in page
    assert "No lawyer has checked this page." in page
    assert "Nobody has reviewed this page yet." in page


@pytest.mark.parametrize("course", COURSES, ids=[course["profession"] for course in COURSES])
def test_each_course_has_short_chapters_and_each_part_of_them_a_source(course: Course) -> None:
    assert 2 <= len(course["chapters"]) <= 4
    for chapter in course["chapters"]:
        texts = [text for kind, text in chapter["body"] if kind == "text"]
        assert texts
        assert all("<p>Source: " in text for text in texts)
        assert len(" ".join(texts)) < 2000


def test_an_exercise_says_how_it_is_done_in_the_demonstration_and_that_the_site_learns_nothing(
    reader: Browser,
) -> None:
    page = reader.get(EXERCISE).text
    assert "./run demo" in page
    assert "choose “Ana is to be heard on Thursday”" in page
    assert "This site learns nothing of it." in page


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
