"""What the page of a referral says to each side after a step: who is suggested, what was taken back, who has spoken."""

import re

from safeconduct.commands.demonstration.browser import Page
from tests.nodes.story import Story
from tests.nodes.town import Town, until


def step_open(page: Page, event: str) -> bool:
    """Whether the form of this step is unfolded."""
    attributes = re.findall(rf'<details ([^>]*id="step-{event}"[^>]*)>', page.html)
    assert len(attributes) == 1, page.html
    return " open " in f"{attributes[0]} "


def test_a_step_that_is_asked_for_by_its_address_is_open_and_no_other(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    page = story.sofie.see(story.path)
    assert "/move/propose_reroute/" in page.html
    assert not page.has_form(f"{story.path}move/propose_reroute/")
    asked = story.sofie.see(f"{story.path}move/propose_reroute/")
    assert step_open(asked, "propose_reroute")
    assert not step_open(asked, "accept")
    assert "/move/propose_reroute/#step-propose_reroute" in page.html


def test_a_step_that_was_refused_is_open_again(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    refused = story.sofie.browser.submit(story.sofie.see(story.path), f"{story.path}move/decline/")
    assert refused.status == 409
    assert step_open(refused, "decline")


def test_the_sender_reads_which_agency_is_suggested_and_still_after_a_no(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    to = town.agency("Barreau du Canal")["id"]
    story.sofie.move(story.path, "propose_reroute", {"agency": to, "reason": "not_eligible"})
    story.wait("reroute_proposed")
    assert "suggested: Barreau du Canal" in story.ana.see(story.path).html.partition('id="texts"')[0]
    story.ana.move(story.path, "decline_reroute", {"reason": "person_declined"})
    story.wait("declined")
    assert "suggested: Barreau du Canal" in story.ana.see(story.path).html.partition('id="texts"')[0]


def test_who_has_spoken_to_them_sees_that_it_was_noted_until_the_next_step(town: Town) -> None:
    story = Story(town).sent()
    page = story.ana.see(story.path)
    assert "If they stay silent" in page.text
    assert "You spoke to them on" not in page.text
    said = story.ana.fill(page, f"{story.path}spoke/", {}, "Noting a talk")
    assert "your reminders rest until the next step" in said.text
    story.step("acknowledged")
    assert "You spoke to them on" not in story.ana.see(story.path).text


def test_a_part_taken_back_is_said_as_a_part_on_both_sides(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.take_back("safety")
    sender = story.ana.see(story.path).text
    assert "A part was taken back on" in sender
    assert "the person told us" not in sender
    until("they know", lambda: "part-taken-back" in story.sofie.see(story.path).html)
    receiver = story.sofie.see(story.path).text
    notice = receiver[receiver.index("A part was taken back on") :][:90]
    assert ": Safety" in notice
    assert "on :" not in notice
    assert "The rest of the referral goes on." in receiver


def test_a_door_says_that_access_has_ended_when_it_was_taken_back(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert "Closed: " not in story.sofie.see(story.path).text
    story.withdraw("sender")
    story.wait("withdrawn")
    page = story.sofie.see(story.path).text
    assert "Closed: access has ended" in page
    assert "It is on its way: reload" not in page


def test_a_closed_loop_says_how_it_was_closed(town: Town) -> None:
    story = Story(town).reach("closed")
    for hands in (story.ana, story.sofie):
        assert "how it is confirmed: Confirmed" in hands.see(story.path).html.partition('id="texts"')[0]


def test_after_a_dispute_the_receivers_box_says_so_and_why(town: Town) -> None:
    story = Story(town).reach("outcome_recorded")
    story.ana.move(story.path, "dispute", {"reason": "not_given"})
    story.wait("in_service")
    box = story.sofie.see(story.path).html.partition('id="texts"')[0]
    assert "The sender says that this outcome is not what happened; Not given" in box


def test_a_no_is_recorded_and_said_where_the_consent_would_stand(town: Town) -> None:
    story = Story(town)
    draft = story.begun()
    page = story.ana.fill(draft, f"{draft.path}consent/", {"do": "refuse"}, "The person's no")
    assert "The person's no is recorded" in page.text
    again = story.ana.see(draft.path)
    assert "The person said no on" in again.text
    assert "The person's no is recorded" not in again.text


def test_nothing_ticked_takes_nothing_back_and_everything_is_a_button_of_its_own(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    said = story.ana.browser.submit(story.ana.see(story.path), f"{story.path}withdraw/", do="part")
    assert said.status == 409
    assert "No part was ticked" in said.text
    assert story.states() == ("acknowledged", "acknowledged")
    unsaid = story.ana.browser.submit(
        story.ana.see(story.path),
        f"{story.path}withdraw/",
        do="all",
        sections=["safety"],
        channel="telephone",
    )
    assert (unsaid.status, "This needs a reason" in unsaid.text) == (422, True)
    assert 'value="safety" checked' in unsaid.html
    assert '<option value="telephone" selected>' in unsaid.html
    assert story.states() == ("acknowledged", "acknowledged")
    done = story.ana.browser.submit(
        unsaid, f"{story.path}withdraw/", do="all", sections=["safety"], reason="by_person"
    )
    assert "Taken back. It holds here at once." in done.text
    story.wait("withdrawn")


def test_after_all_was_taken_back_nothing_is_said_to_go_on(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.take_back("identity")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    story.withdraw("sender")
    story.wait("withdrawn")
    until("the holder answers anew", lambda: story.of_sender("holder_answer") == "erased")
    assert "goes on" not in story.sofie.see(story.path).text.split("cannot read it any more.")[1][:60]


def test_who_accepts_is_named_already_and_the_page_says_whose_it_is(town: Town) -> None:
    story = Story(town).sent()
    accept = f"{story.path}move/accept/"
    lacking = story.sofie.browser.submit(story.sofie.see(story.path), accept)
    assert lacking.status == 409, "the conflict of interest is not answered"
    assert ("worker", story.sofie.member) in lacking.form(accept).fields, "and is still the one who acts"
    assert "worker" not in dict(story.sofie.see(accept).form(accept).fields), (
        "for a colleague nobody is chosen"
    )
    story.sofie.browser.submit(lacking, accept, conflict_check="none")
    story.wait("accepted")

    assert "On this side it is yours." in story.sofie.see(story.path).text
    colleague = town.hands("Karim Haddad").see(story.path).text
    assert "On this side it is with Sofie Maes, Social worker" in colleague
    assert "You have taken it on" not in colleague
    assert "Sofie Maes" not in story.ana.see(story.path).text, "her name stays in her agency"


def test_a_colleague_reads_nothing_false_on_a_draft_that_is_closed_to_them(town: Town) -> None:
    story = Story(town).drafted()
    page = town.hands("Mihai Stan").see(story.path)
    assert page.status == 200
    for untrue in (
        "as long as no consent is recorded",
        "The needs are not part of what is sent",
        "There is no answer yet on how safe the person is",
        "has no guardian yet",
    ):
        assert untrue not in page.text
    assert "is closed to you, so you can neither check nor send it" in page.text
    assert not page.has_form(f"{story.path}consent/")
    assert f'href="{story.person}"' not in page.html, "it would lead to a page that is not for them"
    story.ana.send(story.path)
    assert f'href="{story.person}"' not in town.hands("Mihai Stan").see(story.path).html
    assert f'href="{story.person}"' in story.ana.see(story.path).html


def test_while_they_must_answer_no_step_is_pressed_upon_whoever_asked(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    assert 'class="move first"' in story.sofie.see(story.path).html, "accepting goes on with it"
    story.sofie.move(story.path, "ask", {"section": "needs"})
    story.wait("info_requested")
    page = story.sofie.see(story.path).html
    assert 'id="step-decline"' in page
    assert 'class="move first"' not in page


def test_the_sender_reads_what_has_left_and_what_opens_later(town: Town) -> None:
    story = Story(town).sent()
    page = story.ana.see(story.path).text
    assert "Sent with the offer: Profile, Safety, Needs" in page
    assert "Opens with their acceptance: Identity, Safe contact" in page
    assert "Sent with the offer" not in story.sofie.see(story.path).text
