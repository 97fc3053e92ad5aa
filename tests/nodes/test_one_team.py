"""One team over two nodes: who holds what there, asking them, and a step of the plan that they have."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.days import DUE_TODAY, in_days
from tests.nodes.story import Story
from tests.nodes.test_own_file import opened
from tests.nodes.town import Town, until

LAWYER, BAR = "Claire Dubois", "Barreau du Canal"
TOKEN = "csrfmiddlewaretoken"


@pytest.fixture(scope="module")
def story(town: Town) -> Story:
    """Referred to a lawyer of another node, who keeps a file of her own beside it."""
    found = Story(town, receiver=LAWYER, to=BAR).reach("accepted")
    opened(found, pseudonym="Quay 12")
    return found


def name(story: Story, **answers: str | list[str]) -> Page:
    page = story.sofie.see(f"{story.path}holders/")
    return story.sofie.browser.submit(page, "", do="name", **answers)


def is_nothing(who: Hands, page: Page, **answers: str) -> bool:
    """Whether a colleague without a place at the file, or a stranger, neither opens this page nor sends its form."""
    token = dict(next(form.fields for form in who.see("/find/").forms if dict(form.fields).get(TOKEN)))[TOKEN]
    fields = [(TOKEN, token), *((name, value) for name, value in page.form("").fields if name != TOKEN)]
    sent = replace(page, forms=[replace(page.form(""), fields=fields)])
    said = [who.see(page.path), who.browser.submit(sent, "", **answers)]
    return all(one.status == 404 and NAME not in one.html for one in said)


def test_the_sender_learns_who_holds_what_once_the_person_agreed_and_asks_and_is_answered(
    story: Story,
) -> None:
    ana, claire = story.ana, story.sofie
    assert "Nobody holds it yet" in ana.see(story.person).text
    refused = name(story, sections=["legal"])
    assert (refused.status, "Nothing is said before the person has agreed to it." in refused.text) == (
        409,
        True,
    )
    assert name(story, sections=["legal"], agrees="yes").status == 200
    held = f"Held by a lawyer of {BAR}, Belgium (by their word of"
    until("it is known here", lambda: held in ana.see(story.person).text)
    ask = f"{story.path}holders/legal/ask/"
    assert ana.browser.submit(ana.see(ask), "", ask_for="deadline", until=in_days(9)).status == 200
    assert "You wait for an answer until" in ana.see(story.person).text
    until("it is asked there", lambda: "Needed until" in claire.see(f"{story.path}holders/").text)
    assert "1 colleague asks about a section that you hold" in claire.see("/").text
    page = claire.see(f"{story.path}holders/")
    for other in ("Thomas Leroy", "Sofie Maes"):
        assert is_nothing(story.town.hands(other), page, do="answer", said="not_shared"), other
    said = claire.browser.submit(page, "", do="answer", said="not_shared")
    assert said.status == 200, said.text
    until("the answer is here", lambda: "The answer: It is not shared" in ana.see(story.person).text)
    ana.browser.submit(ana.see(ask), "", ask_for="appointment", until=in_days(9))
    until(
        "it is asked again", lambda: "To arrange an appointment" in claire.see(f"{story.path}holders/").text
    )
    page = claire.see(f"{story.path}holders/")
    words = {"said": "in_words", "text": "Not before the end of the month.", "about": "needs", "spoken": "en"}
    assert claire.browser.submit(page, "", do="answer", **words).status == 200
    until("in words", lambda: "Not before the end of the month." in ana.see(story.path).text)
    page = claire.see(f"{story.path}holders/")
    claire.browser.submit(page, "", do="back", section="legal")
    until("it is said no more", lambda: held not in ana.see(story.person).text)


STEP = "A course of the language"
"""A step of the plan that every story begins with."""


def of_a_step(story: Story) -> str:
    """What the person's page says beside the step, and the page of the steps."""
    return story.ana.see(story.person).text + story.ana.see(f"{story.person}plan/team/").text


def test_a_step_of_the_plan_is_put_to_them_and_how_it_ended_comes_back_beside_it(story: Story) -> None:
    ana, claire, steps = story.ana, story.sofie, f"{story.person}plan/team/"
    agreed = {"plan_consent": "agreed", "plan_consent_on": in_days(0)}
    ana.save(ana.see(story.person), "plan", dict.fromkeys(agreed, ""))
    assert "Put it to other agencies" not in ana.see(steps).text, "without the person's yes it goes to nobody"
    ana.save(ana.see(story.person), "plan", agreed)
    page = ana.see(steps)
    slip = ana.browser.submit(page, "", what=STEP, do="put")
    assert (slip.status, "Choose at least one agency." in slip.text) == (422, True)
    mine = str(story.of_sender("id"))
    said = ana.browser.submit(page, "", what=STEP, do="put", referrals=[mine], about="needs", due=in_days(0))
    assert (said.status, "Put to 1 agency, and told." in said.text) == (200, True), said.text
    assert f"Put it to other agencies: {STEP}" not in said.text, "they have it"
    assert f"{BAR}, BE" in of_a_step(story)
    whole = ana.see(f"{story.person}team/").html.partition('id="whole"')[2].partition("</table>")[0]
    assert f"{BAR}, Belgium" in whole
    assert "</span>1</td>" in whole, "one task in common is open there"
    until("it is there", lambda: STEP in claire.see(story.path).text)
    story.town.ask(story.there, DUE_TODAY, story.path.split("/")[2])
    assert "A task of yours is due today" in claire.see("/").text
    page = claire.see(story.path)
    of_this = "SELECT t.shared FROM referrals.task t JOIN referrals.referral r ON r.id = t.referral_id "
    of_this += "WHERE r.shared = %s"
    task = str(story.town.value(story.there, of_this, story.shared))
    claire.browser.submit(page, f"{story.path}tasks/{task}/", how="done")
    until("it came back", lambda: "Write into the plan that it is done" in ana.see(steps).text)
    assert "Done, " in ana.see(story.person).text
    written = ana.browser.submit(ana.see(steps), "", what=STEP, do="write")
    assert (written.status, "The plan says that it is done." in written.text) == (200, True), written.text
    assert "Write into the plan" not in written.text


def test_with_the_lead_goes_what_was_received_and_who_leaves_reads_it_no_more(story: Story) -> None:
    claire, thomas = story.sofie, story.town.hands("Thomas Leroy")
    found = re.search(r'href="(/people/[0-9a-f-]{36}/)"', claire.see(story.path).html)
    assert found, "no file lies beside it"
    own, member = found[1], str(story.town.pair.member("Thomas Leroy"))
    offer = claire.see(f"{own}team/lead/")
    claire.browser.submit(
        offer, f"{own}team/lead/", member=member, after="leaves", told="yes", with_received="yes"
    )
    assert NAME not in thomas.see(story.path).text, "an offer opens nothing of what was received"
    answer = f"{own}team/answer/"
    page = thomas.see(f"{own}team/")
    assert "I also take over 1 referral that came to us about this person" in page.text
    assert "Casa Salcia, Romania Referred the person to us: Accepted" in " ".join(page.text.split()).replace(
        "Part ", ""
    )
    thomas.browser.submit(page, answer, do="accept", with_received="yes")
    assert story.of_receiver("worker_id") == UUID(member)
    assert NAME in thomas.see(story.path).text
    assert NAME not in claire.see(story.path).text
