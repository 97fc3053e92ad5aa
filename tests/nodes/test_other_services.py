"""After a decline or a suggestion: the same cards as at the first choice, and what cannot be chosen says why."""

import re

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.vocabulary.identifiers import new_reference
from tests.nodes.story import Story
from tests.nodes.town import Town


def declined(town: Town) -> Story:
    """A referral that could not be taken on."""
    story = Story(town).sent()
    story.sofie.move(story.path, "decline", {"reason": "no_capacity"})
    story.wait("declined")
    return story


def suggested(town: Town, agency: str) -> Story:
    """A referral whose receiver suggests this agency."""
    story = Story(town).reach("acknowledged")
    answers = {"agency": town.agency(agency)["id"], "reason": "not_eligible"}
    story.sofie.move(story.path, "propose_reroute", answers)
    story.wait("reroute_proposed")
    return story


def cards(page: Page) -> dict[str, str]:
    """What each card says, by the id of its service, in their order."""
    found = page.html.split('class="offer card')[1:]
    return {re.search(r'value="([^"]+)"', card)[1]: card.split("</dl>")[0] for card in found}  # type: ignore[index]


def service(town: Town, agency: str, which: int = 0) -> str:
    """The id of a service."""
    return str(town.agency(agency)["services"][which]["id"])


def test_after_a_decline_the_services_stand_as_cards_with_what_must_be_known(town: Town) -> None:
    story = declined(town)
    shown = cards(story.ana.see(story.path))
    teiul = shown[service(town, "Cabinet Teiul")]
    for words in ("Legal aid, Cabinet Teiul, RO", "+40 000 100 002", "Mon to Fri, 9 to 17", "Takes a child"):
        assert words in teiul
    assert "Romanian, French, English" in teiul
    assert "Somebody is there now" in teiul or "Closed now" in teiul
    assert "Casa Salcia" not in "".join(shown.values())


def test_who_has_just_declined_is_not_offered_again_and_who_answers_the_need_stands_first(
    town: Town,
) -> None:
    story = declined(town)
    order = list(cards(story.ana.see(story.path)))
    need = story.of_sender("need")
    assert service(town, "Maison Lierre") not in order
    assert service(town, "Maison Lierre", 1) in order, "another service of the same team may be asked"
    answers = [
        need in found["needs"]
        for wanted in order
        for agency in [a for file in town.pair.files.values() for a in file["agencies"]]
        for found in agency["services"]
        if found["id"] == wanted
    ]
    assert answers == sorted(answers, reverse=True)
    assert any(answers)


def test_the_list_is_narrowed_in_the_address_of_the_referral(town: Town) -> None:
    story = declined(town)
    page = story.ana.see(f"{story.path}?need=legal_aid&country=RO")
    assert list(cards(page)) == [service(town, "Cabinet Teiul")]
    assert f'action="{story.path}onwards/?need=legal_aid&amp;country=RO"' in page.html
    assert f'href="{story.path}#onwards">Show all' in page.html


@pytest.mark.parametrize("wanted, sentence", [("", "Choose the service."), ("x", "Choose the service.")])
def test_without_a_choice_the_page_comes_back_and_says_so(town: Town, wanted: str, sentence: str) -> None:
    story = declined(town)
    page = story.ana.see(story.path)
    said = story.ana.browser.submit(page, f"{story.path}onwards/", service=wanted)
    assert (said.status, sentence in said.text) == (422, True)
    assert story.of_sender("state") == "declined"


def test_for_somebody_who_may_be_a_child_a_service_for_adults_is_shown_and_cannot_be_chosen(
    town: Town,
) -> None:
    story = declined(town)
    story.ana.save(story.ana.see(story.person), "profile", {"is_child": "unknown"})
    adults, children = service(town, "Maison Lierre", 1), service(town, "Jeunes du Port")
    page = story.ana.see(story.path)
    shown = cards(page)
    assert " disabled" in shown[adults]
    assert "It has not said that it takes a child" in shown[adults]
    assert " disabled" not in shown[children]
    refused = story.ana.browser.submit(page, f"{story.path}onwards/", service=adults)
    assert (refused.status, "It has not said that it takes a child" in refused.text) == (422, True)
    assert story.of_sender("state") == "declined"
    assert story.ana.onwards(story.path, children).state() == "draft"


def test_after_a_suggestion_the_suggested_agency_stands_alone_and_the_page_says_why(town: Town) -> None:
    story = suggested(town, "Barreau du Canal")
    page = story.ana.see(story.path)
    assert list(cards(page)) == [found["id"] for found in town.agency("Barreau du Canal")["services"]]
    assert "To ask somebody else, say no to the suggestion first." in page.text


def test_the_senders_page_bears_the_alias_in_its_heading_and_not_in_its_title(town: Town) -> None:
    story = Story(town).sent()
    page = story.ana.see(story.path)
    alias = re.search(r"<h1>([\w ]+)</h1>", story.ana.see(story.person).html)
    assert alias is not None
    assert f"<h1>{alias[1]}: Shelter</h1>" in page.html
    assert re.findall(r"<title>(.*?)</title>", page.html) == [f"{story.reference} · Safeconduct"]


def test_before_closing_both_sides_read_that_access_ends_with_it(town: Town) -> None:
    story = Story(town).reach("in_service")
    there = story.sofie.see(story.path).text
    assert "your access to everything ends, also to the safe contact" in there
    assert "kept, locked, for 30 days" in there
    story.step("outcome_recorded")
    here = story.ana.see(story.path)
    form = here.html.split("/move/close/")[1].split("</form>")[0]
    assert "ends the other team&#x27;s access to everything, also to the safe contact" in form
    assert form.index("kept, locked, for 30 days") < form.index("<button")


def test_nothing_in_a_strangers_page_says_whether_a_referral_exists(town: Town) -> None:
    story = Story(town).sent()
    claire = town.hands("Claire Dubois")
    is_there, is_not = claire.see(story.path), claire.see(f"/referrals/{new_reference('RO')}/")
    unknown = claire.see("/nowhere/")
    assert (is_there.status, is_not.status, unknown.status) == (404, 404, 404)
    assert without_the_hour(is_there) == without_the_hour(is_not)
    assert "There is nothing here for you" in is_there.text
    assert "There is nothing here for you" in unknown.text


def without_the_hour(page: Page) -> str:
    """What the page says, but for the clock behind which the screen is covered."""
    return re.sub(r"\d\d:\d\d", "", page.text)
