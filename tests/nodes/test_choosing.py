"""Choosing a recipient, the texts for the person, and an emergency made by telephone, between two nodes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import SHARED
from safeconduct.consent.wording import LANGUAGES, wording
from tests.nodes.story import Story
from tests.nodes.town import Town


def narrowed(story: Story, **filters: str) -> Page:
    """The recipients that these filters leave."""
    return story.ana.see(f"{story.person}refer/?{urlencode(filters)}")


@pytest.fixture
def story(town: Town) -> Story:
    """A person, and nothing drafted yet."""
    made = Story(town)
    made.person = made._case()
    return made


@pytest.fixture(scope="module")
def looked_for(town: Town) -> Story:
    """The same for the tests that only look at the recipients."""
    made = Story(town)
    made.person = made._case()
    return made


def test_services_of_both_nodes_are_offered_but_not_ones_own(looked_for: Story) -> None:
    text = narrowed(looked_for).text
    assert "Maison Lierre, BE" in text
    assert ", RO" in text
    assert "Casa Salcia, RO Duty" not in text


def test_filters_stand_in_the_address_and_count_together(looked_for: Story) -> None:
    text = narrowed(looked_for, need="legal_aid", country="BE").text
    assert "Barreau du Canal" in text
    assert "Maison Lierre, BE" not in text


def test_when_nothing_fits_the_page_says_what_to_leave_out(looked_for: Story) -> None:
    page = narrowed(looked_for, need="pregnancy", country="BE", language="ro")
    assert "No service fits" in page.text
    assert "Without “Language they read”" in page.text
    assert "?need=pregnancy&amp;country=BE" in page.html


def test_a_filter_that_the_directory_does_not_know_is_left_out(looked_for: Story) -> None:
    assert "Maison Lierre" in narrowed(looked_for, need="<b>", country="XX", language="tlh").text


def test_for_somebody_who_may_be_a_child_only_services_that_take_children_can_be_chosen(
    town: Town, story: Story
) -> None:
    ana = story.ana
    person = ana.open_case({"pseudonym": "Alder"}).path
    page = ana.see(f"{person}refer/")
    adult_only = town.agency("Maison Lierre")["services"][0]["id"]
    line = next(part for part in page.html.split("<input") if adult_only in part)
    assert " disabled" in line
    refused = ana.browser.submit(page, "", service=adult_only, urgency="urgent")
    assert refused.status == 422
    assert "has not said that it takes a child or young person" in refused.text
    assert ana.draft(person, town.agency("Jeunes du Port")["services"][0]["id"], "urgent").state() == "draft"


@pytest.fixture(scope="module")
def drafted(town: Town) -> Story:
    """A draft that is only read."""
    return Story(town).drafted()


@pytest.mark.parametrize("language", LANGUAGES)
def test_script_receipt_and_blank_form_are_there_in_each_language(drafted: Story, language: str) -> None:
    story = drafted
    text = wording(language)
    for page, title in (("script", "script"), ("receipt", "receipt")):
        shown = story.ana.see(f"{story.path}{page}/?language={language}")
        assert shown.status == 200
        assert text.data[title]["title"] in shown.text
        assert text.not_checked in shown.text.replace("’", "'")
        assert f'<div lang="{language}"' in shown.html
        assert "Maison Lierre" in shown.text
        assert "__________" not in shown.text
    assert text.data["form"]["title"] in story.ana.see(f"/forms/referral/?language={language}").text


def test_there_is_no_text_in_another_language_and_no_receipt_without_a_consent(
    story: Story, town: Town
) -> None:
    draft = story.ana.draft(story.person, town.agency("Maison Lierre")["services"][0]["id"], "urgent")
    alias = story.ana.see(story.person).html.partition("<h1>")[2].partition("<")[0]
    assert f"<h1>{alias}: Shelter: " in draft.html
    assert story.ana.see(f"{draft.path}script/?language=de").status == 404
    assert story.ana.see(f"{draft.path}receipt/").status == 404
    assert "__________" in story.ana.see(f"{draft.path}script/?language=en").text


def test_the_page_after_sending_says_what_to_tell_the_person(story: Story) -> None:
    story.drafted(story.person)
    page = story.ana.send(story.path)
    assert "Say this to the person" in page.text
    assert "They answer by" in page.text
    assert "+32 00 10 00 01" in page.text
    assert story.ana.see(f"{story.path}say/?language=uk").status == 200


def test_a_receipt_says_what_was_taken_back(story: Story) -> None:
    story.posted(story.person).wait("sent")
    story.withdraw("sender")
    assert "you took it back" in story.ana.see(f"{story.path}receipt/?language=en").text


def test_a_receipt_is_in_the_text_that_was_read_and_says_the_answer_about_figures(
    story: Story, town: Town
) -> None:
    draft = story.ana.draft(story.person, town.agency("Maison Lierre")["services"][0]["id"], "urgent")
    answers = told(["needs"], language="ar") | {"text_language": "ro", "research": "no"}
    page = story.ana.consent(draft, answers)
    assert "Text that was read: Romanian, version 2026-12-1" in page.text
    assert "Figures without names: No; it changes nothing else" in page.text
    assert "Told: when a life is in danger, others must be told" in page.text

    receipt = story.ana.see(f"{draft.path}receipt/")
    assert 'lang="ro"' in receipt.html
    assert "Ați spus nu la cifre fără nume" in receipt.text
    assert "You said no to figures" in story.ana.see(f"{draft.path}receipt/?language=en").text


def test_a_no_to_figures_is_no_hindrance_and_is_told_to_nobody(story: Story) -> None:
    person = story.person
    draft = story.ana.draft(person, story.town.agency("Maison Lierre")["services"][0]["id"], "urgent")
    story.path = draft.path
    story.ana.consent(draft, told(SHARED, language="uk") | {"research": "no"})
    story.ana.send(story.path)
    story.wait("sent")
    assert "Figures without names: No" in story.ana.see(f"{story.path}receipt/").text
    assert "igures without names" not in story.sofie.see(story.path).text
    assert "research" not in str(story.of_receiver("consent"))
    assert "limit_told" not in str(story.of_receiver("consent"))


def test_a_consent_without_the_limit_told_is_not_given(story: Story, town: Town) -> None:
    draft = story.ana.draft(story.person, town.agency("Maison Lierre")["services"][0]["id"], "urgent")
    answers = {name: value for name, value in told(SHARED, language="uk").items() if name != "limit"}
    said = story.ana.browser.submit(draft, f"{draft.path}consent/", do="give", **answers)
    assert said.status == 409
    assert "The one limit has not been told" in said.text
    assert "every fact" not in said.text


def test_an_emergency_by_telephone_is_entered_within_a_day_and_stands_on_both_sides(
    story: Story, town: Town
) -> None:
    draft = story.ana.draft(story.person, town.agency("Maison Lierre")["services"][0]["id"], "emergency")
    story.path = draft.path
    assert "+32 00 10 00 01" in draft.text
    for wrong, status in (
        ("", 422),
        ("yesterday", 422),
        ("2020-01-01T10:00", 409),
        ("2999-01-01T10:00", 409),
    ):
        answer = story.ana.browser.submit(draft, f"{draft.path}phoned/", phoned_at=wrong)
        assert (answer.status, wrong in answer.html) == (status, True)
    at = datetime.now(UTC) - timedelta(minutes=5)  # the node's own zone is ahead of it by hours
    story.ana.fill(draft, f"{draft.path}phoned/", {"phoned_at": f"{at:%Y-%m-%dT%H:%M}"}, "Entering the call")
    story.ana.consent(story.ana.see(draft.path), told(SHARED, language="uk"))
    story.ana.send(draft.path)
    story.wait("sent")
    for hands in (story.ana, story.sofie):
        assert "made by telephone at" in hands.see(draft.path).text


def test_texts_in_a_language_that_the_team_does_not_read_are_pointed_out(story: Story) -> None:
    story.drafted(story.person)
    assert "They do not read" not in story.ana.see(story.path).text
    page = story.ana.see(f"{story.path}?texts=ro")
    assert "They do not read Romanian" in page.text
    assert "Reception team, Maison Lierre reads French, Dutch, English" in page.text


def test_what_the_identity_holds_too_is_shown_with_its_place(story: Story) -> None:
    page = story.ana.see(story.person)
    story.ana.save(page, "needs", {"needs": ["housing"], "wish": "Oksana wants a room."})
    story.drafted(story.person)
    text = story.ana.see(story.path).text
    assert "Oksana : Needs, The person's own wish" in text or "Oksana: Needs, The person's own wish" in text


def test_the_way_to_the_neutral_page_is_the_second_link(looked_for: Story) -> None:
    html = looked_for.ana.see("/").html
    links = [part.split(">")[0] for part in html.split("<a ")[1:3]]
    assert "#main" in links[0]
    assert 'href="/neutral/"' in links[1]


def test_what_is_asked_often_begins_a_draft_by_one_press_and_skips_no_consent(
    town: Town, story: Story
) -> None:
    Story(town).sent()
    page = story.ana.see(story.person)
    button = f'name="often" value="{town.agency("Maison Lierre")["services"][0]["id"]}"'
    assert button in page.html
    assert button in narrowed(story).html.partition("</section>")[0]
    assert 'id="often"' not in narrowed(story, need="legal_aid").html
    service = town.agency("Maison Lierre")["services"][0]["id"]
    draft = story.ana.browser.submit(page, f"{story.person}refer/", often=service)
    assert draft.state() == "draft"
    assert "Maison Lierre" in draft.text
    row = "SELECT need, urgency, consent_id FROM referrals.referral WHERE reference = %s"
    assert town.ask("ro", row, draft.path.split("/")[2]) == [("housing", "routine", None)]
