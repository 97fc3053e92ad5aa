"""The talk with the person: what is missing is said first, errors stand at their fields, the papers are true."""

import re
from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import SHARED
from tests.nodes.story import Story
from tests.nodes.town import Town, until

DESK = "Barreau du Canal"
"""A legal agency, which also takes children."""
NOT_HELD = "Their professions may not hold this for this purpose."


def paper(story: Story, name: str, language: str = "en") -> str:
    """What stands on a paper for the person."""
    return story.ana.see(f"{story.path}{name}/?language={language}").text


def exploitation(draft: Page) -> str:
    """The tick of that section, as the draft shows it."""
    tick = re.search(r'<input[^>]*id="consent-sections-exploitation"[^>]*>', draft.html)
    assert tick
    return tick[0]


# --- What can be shared -----------------------------------------------------------------------------------


def test_what_they_may_not_hold_stands_there_shut_and_a_forged_yes_is_an_error_at_its_field(
    town: Town,
) -> None:
    story = Story(town)
    draft = story.begun()
    assert " disabled" in exploitation(draft)
    assert NOT_HELD in draft.text

    answers = told([*SHARED, "exploitation"], language="uk")
    refused = story.ana.browser.submit(draft, f"{story.path}consent/", do="give", **answers)
    assert refused.status == 409
    assert '<a href="#consent-sections-exploitation">Exploitation: ' in refused.html
    assert 'id="consent-sections-exploitation-error"' in refused.html
    assert "database" not in refused.text

    story.ana.consent(draft, told(SHARED, language="uk"))


def test_a_lawyer_may_be_told_of_the_exploitation(town: Town) -> None:
    story = Story(town, to=DESK)
    draft = story.begun()
    assert " disabled" not in exploitation(draft)


def test_each_error_of_the_talk_leads_to_its_field(town: Town) -> None:
    story = Story(town)
    draft = story.begun()
    answers = told(SHARED, language="uk") | {"witness": "", "limit": [], "until": ""}
    refused = story.ana.browser.submit(draft, f"{story.path}consent/", do="give", **answers)
    assert refused.status == 409
    for name in ("limit-yes", "witness", "until"):
        assert f'<a href="#consent-{name}">' in refused.html
        assert f'id="consent-{name}-error"' in refused.html


# --- Before and after the talk ----------------------------------------------------------------------------


def test_what_the_file_lacks_is_said_before_the_talk_with_the_way_to_it(town: Town) -> None:
    story = Story(town, to=DESK)
    story.person = story.ana.open_case({"pseudonym": "Rowan", "is_child": "unknown"}).path
    draft = story.begun(story.person)
    said = draft.html.split('id="before"')[1].split("</ul>")[0]
    assert [name in said for name in ("#needs", "#safety", "#profile")] == [True, True, True]
    assert draft.html.index('id="before"') < draft.html.index('id="consent"')
    ready = Story(town).begun()
    assert 'id="before"' not in ready.html


def test_what_the_needs_tell_of_health_is_said_before_the_person_is_asked(town: Town) -> None:
    story = Story(town)
    story.begun()
    page = story.ana.see(story.person)
    story.ana.browser.submit(page, f"{story.person}sections/", needs=["housing", "psychological"])
    draft = story.ana.see(story.path)
    assert "tell something of health: Psychological" in draft.text
    assert "Housing" not in draft.html.split('id="health-named"')[1].split("</strong>")[0]
    story.ana.browser.submit(story.ana.see(story.person), f"{story.person}sections/", needs=["housing"])
    said = story.ana.see(story.path).text
    assert "tell something of health" not in said
    assert "The words that were written in the needs go along, too" in said, "no program knows what they tell"


def test_the_draft_shows_what_was_agreed(town: Town) -> None:
    story = Story(town).drafted()
    text = story.ana.see(story.path).text
    for said in (
        "They may be told: Profile; ", "Conditions: Not to the police", "Interpreter's code: INT-07", "Given, until",
        "Text that was read: Ukrainian", "Told: when a life is in danger", "Figures without names: Yes",
    ):  # fmt: skip
        assert said in text, said


def test_the_text_to_read_says_what_is_known_and_leaves_the_rest_blank(town: Town) -> None:
    story = Story(town)
    draft = story.begun()
    untouched = paper(story, "script")
    assert "We would tell them this: ____" in untouched
    assert re.search(r"They may use it until \d{1,2} \w+ \d{4}\.", untouched), "the end that the form offers"
    answers = told(["profile", "needs"], language="uk") | {"do": "save"}
    story.ana.browser.submit(draft, f"{story.path}consent/", **answers)
    saved = paper(story, "script")
    assert "your alias, age group, whether you are a child, your sex and gender, your languages" in saved
    assert " and citizenship; what you need, as a list and in your own words" in saved
    assert "____" not in saved


def confirmed(story: Story) -> Story:
    """Sent, and the sender's node knows that it is there."""
    until("their node has confirmed it", lambda: story.ana.see(story.path).rungs() >= 2)
    return story


# --- The papers ------------------------------------------------------------------------------------------


def test_the_receipt_says_what_they_learn_only_when_they_accept(town: Town) -> None:
    story = Story(town).drafted()
    for language, words in (
        ("en", "your name, date of birth, papers, telephone and address (only when they accept)"),
        ("ro", "telefonul și adresa (numai când acceptă)"),
        ("fr", "téléphone et adresse (seulement si la demande est acceptée)"),
        ("uk", "телефон і адресу (лише коли вони погодяться допомогти)"),
    ):
        assert words in paper(story, "receipt", language)
    assert "in your own words (only" not in paper(story, "receipt")


def test_what_happens_now_follows_the_referral(town: Town) -> None:
    story = confirmed(Story(town).sent())
    assert "Maison Lierre in Belgium has it now" in paper(story, "say")
    assert "They answer by" in paper(story, "say")
    story.step("acknowledged")
    assert story.ana.see(story.path).html.count(f"{story.path}say/") == 1
    story.step("accepted")
    said = paper(story, "say")
    assert "Maison Lierre in Belgium has said yes." in said
    assert "They answer by" not in said
    beside = f"{story.person}with-the-person/?language=en"
    copy = f"{story.person}copy/?chosen=yes&parts=agreed&language=en"
    assert "Until " in story.ana.see(beside).text
    assert "may know this" in story.ana.see(copy).text
    for state in ("in_service", "outcome_recorded", "closed"):
        story.step(state)
    assert f"{story.path}say/" not in story.ana.see(story.path).html
    assert story.ana.see(f"{story.path}say/").status == 404
    agreed = story.ana.see(beside).text.split("What I agreed to")[1].split("Who looked at it")[0]
    assert "It ended on" in agreed
    assert "Until " not in agreed, "nothing of it is open there any more"
    paper_to_take = story.ana.see(copy).text
    assert "may know this" not in paper_to_take
    assert "nothing is told to anybody" not in paper_to_take, "they agreed to something, and it is over"
    agreed_to = paper(story, "receipt")
    assert "It ended on" in agreed_to
    assert "It holds until" not in agreed_to
    for hands in (story.ana, story.sofie):
        assert "It was to hold until" in hands.see(story.path).text


def test_before_their_node_has_confirmed_it_the_paper_says_sent_and_no_more(town: Town) -> None:
    story = confirmed(Story(town).sent())
    town.ask("ro", "DELETE FROM exchange.receipt WHERE message_id = %s", story.of_sender("offer_message"))
    said = paper(story, "say")
    assert "We have sent it to Maison Lierre in Belgium." in said
    assert "has it now" not in said
    assert "We have sent it to Maison Lierre in Belgium." in story.ana.see(story.path).text


def test_when_their_time_is_over_the_paper_says_that_we_ask_again(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    town.ask(
        "ro",
        "UPDATE referrals.referral SET due_at = '2026-03-05 10:00+00' WHERE reference = %s",
        story.reference,
    )
    assert "They were to answer by 5 March 2026, 12:00 and have not. We ask again now." in paper(story, "say")
    assert "5 березня 2026" in paper(story, "say", "uk")


def test_when_they_have_agreed_to_meet_the_paper_says_when_and_where(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert "as soon as it is agreed" in paper(story, "say")
    when = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0).isoformat(timespec="minutes")
    asked = {"where": "receivers_office", "when": when, "brought_by": "alone"}
    story.ana.move(story.path, "propose_handover", asked)
    until("it is proposed there", lambda: "proposed_by_sender" in str(story.of_receiver("flags")))
    story.sofie.move(story.path, "confirm_handover", {"met_by": "social_worker"})
    story.wait("handover_planned")
    said = paper(story, "say")
    assert re.search(
        r"You meet them on \d{1,2} \w+ \d{4}, 1[12]:00 \(Romania\); .*1[01]:00 \(Belgium\), at Maison Lierre\.",
        said,
    )
    assert "la Maison Lierre" in paper(story, "say", "ro")


def test_when_it_is_taken_back_there_is_nothing_to_say(town: Town) -> None:
    story = Story(town).sent()
    story.withdraw("sender")
    assert f"{story.path}say/" not in story.ana.see(story.path).html
