"""Blank forms: they ask what the pages ask, in each language, and say who has not checked them."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from safeconduct.cases.fields import FIELDS
from safeconduct.consent.rules import FACT_LABELS
from safeconduct.consent.wording import LANGUAGES, wording
from safeconduct.referrals.papers.blank import FORMS, sheet
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.sections import USED, Section
from safeconduct.vocabulary.typesetting.setting import pdf
from tests.conftest import ConnectAs
from tests.site.people import People
from tests.vocabulary.typesetting.structure import read

EACH = [(name, tag) for name, form in FORMS.items() for tag in form.languages]


@pytest.mark.parametrize("section", sorted(USED))
@pytest.mark.parametrize("language", TRANSLATED)
def test_the_form_of_a_section_asks_each_question_of_its_page(section: Section, language: str) -> None:
    made = sheet(section, language)
    shown = [item.label for group in made.groups for item in group.items]
    with translation.override(language):
        wanted = [str(field.label) for field in FIELDS[section] if not field.is_old]
    assert [label for label in wanted if label not in shown] == []


@pytest.mark.parametrize("name,language", EACH)
def test_each_is_a_tagged_file_in_its_language(name: str, language: str) -> None:
    made = sheet(name, language)
    found = read(pdf(made))
    assert (found.language, found.title, found.part_of_ua) == (language, made.title, "1")
    assert found.fonts_embedded


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_to_the_person_has_blanks_where_nothing_is_known_and_says_who_checked_it(
    language: str,
) -> None:
    made = sheet("told", language)
    text = wording(language)
    assert len(made.groups) == len(FACT_LABELS) + 1
    assert "__________" in str(made)
    assert text.not_checked in made.unchecked
    assert text.version in made.unchecked


def test_a_translation_that_no_speaker_has_reviewed_says_so_and_so_does_a_form_no_clinician_saw() -> None:
    assert "No clinician has reviewed" in sheet("health", "en").unchecked
    assert sheet("needs", "en").unchecked == ""
    assert sheet("needs", "ro").unchecked != ""
    assert wording("ro").not_checked in sheet("consent", "ro").unchecked


@pytest.mark.parametrize(
    "name,language", [("nothing", "en"), ("needs", "sq"), ("told", "de"), ("needs", "../en")]
)
def test_what_is_not_there_is_not_made_up(name: str, language: str) -> None:
    with pytest.raises(NotFound):
        sheet(name, language)


@pytest.mark.django_db(transaction=True)
def test_a_member_chooses_a_form_looks_at_it_and_fetches_it(connect_as: ConnectAs, settings: Any) -> None:
    settings.DEMO = True
    people = People(connect_as("owner"))
    member: UUID = people.place(people.account("ana"), people.agency())
    browser = Client()
    assert browser.get("/forms/").status_code == 302, "nobody looks without an account"
    browser.post("/sign-in/", {"member": str(member)})
    listed = browser.get("/forms/").content.decode()
    assert 'href="/forms/told/?language=uk"' in listed
    page = browser.get("/forms/safety/?language=ro")
    assert '<div lang="ro" class="paper blank">' in page.content.decode()
    file = browser.get("/forms/safety/form.pdf?language=ro")
    assert file.headers["Content-Type"] == "application/pdf"
    assert read(file.content).language == "ro"
    assert browser.get("/forms/safety/?language=uk").status_code == 404
