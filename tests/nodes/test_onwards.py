"""Declined or sent elsewhere: the person is asked anew, the first receiver has lost access, the chain stays."""

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.story import Story
from tests.nodes.town import Town, until


def suggested(town: Town, to: str) -> Story:
    """A referral whose receiver suggests another agency."""
    story = Story(town).reach("acknowledged")
    story.sofie.move(
        story.path, "propose_reroute", {"agency": town.agency(to)["id"], "reason": "not_eligible"}
    )
    story.wait("reroute_proposed")
    return story


def test_a_decline_leads_to_another_service_with_a_new_consent(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.sofie.move(
        story.path,
        "decline",
        {"reason": "no_capacity", "text": "Full until May.", "about": "needs", "spoken": "en"},
    )
    story.wait("declined")
    assert story.keys_there() == 0
    assert story.grants_there() == 0
    until("the reason is there", lambda: "Full until May." in story.ana.see(story.path).text)
    assert story.reference in story.ana.see("/").text
    desk = town.agency("Cabinet Teiul")
    draft = story.ana.onwards(story.path, desk["services"][0]["id"])
    story.wait("closed")
    assert "It cannot be sent yet" in draft.text
    first = story.reference
    assert first in draft.text, "the draft says which one it follows"
    radu = town.hands("Radu Ene")
    story.ana.consent(draft, told(["profile", "needs", "safety", "identity"], language="uk"))
    story.ana.send(draft.path)
    until("the other agency has it", lambda: radu.see(draft.path).status == 200)
    radu.accept(draft.path)
    until("the name opens there", lambda: NAME in radu.see(draft.path).text)
    assert NAME not in story.sofie.see(story.path).html
    assert draft.path.split("/")[2] in story.ana.see(story.path).text, "the chain names the next one"
    assert first in story.ana.see(draft.path).text, "the chain names the one before"


def test_a_suggestion_is_followed_only_to_the_agency_that_was_suggested(town: Town) -> None:
    story = suggested(town, "Barreau du Canal")
    page = story.ana.see(story.path)
    wrong = story.ana.browser.submit(
        page, f"{story.path}onwards/", service=town.agency("Cabinet Teiul")["services"][0]["id"]
    )
    assert wrong.status == 409
    draft = story.ana.onwards(story.path, town.agency("Barreau du Canal")["services"][0]["id"])
    story.wait("closed")
    assert story.keys_there() == 0
    assert draft.state() == "draft"


def test_the_police_cannot_be_suggested_for_a_person_who_has_said_not_to_the_police(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    page = story.sofie.see(f"{story.path}move/propose_reroute/")
    said = story.sofie.browser.submit(
        page,
        f"{story.path}move/propose_reroute/",
        agency=town.agency("Police, special unit North")["id"],
        reason="not_eligible",
    )
    assert said.status == 409
    assert "not to the police" in said.text
    assert "Ask the person again, or choose another agency" in said.text
    assert story.states() == ("acknowledged", "acknowledged")


def test_a_suggestion_can_be_refused(town: Town) -> None:
    story = suggested(town, "Barreau du Canal")
    story.ana.move(story.path, "decline_reroute", {"reason": "person_declined"})
    story.wait("declined")
    story.ana.move(story.path, "close", {"reason": "service_gap", "closing": "service_gap"})
    story.wait("closed")
    assert story.histories_agree()


def test_a_hold_has_a_date_and_ends_where_it_began(town: Town) -> None:
    from datetime import UTC, datetime, timedelta

    story = Story(town).reach("in_service")
    review = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    story.sofie.move(story.path, "hold", {"reason": "health", "review_on": review})
    story.wait("on_hold")
    story.sofie.move(story.path, "resume")
    story.wait("in_service")


def test_a_handover_is_planned_by_both_and_a_no_show_starts_a_safety_check(town: Town) -> None:
    from datetime import UTC, datetime, timedelta

    story = Story(town).reach("accepted")
    when = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    story.ana.move(
        story.path, "propose_handover", {"where": "senders_office", "when": when, "brought_by": "escort"}
    )
    until("the proposal is there", lambda: "confirm_handover" in story.sofie.see(story.path).html)
    assert "confirm_handover" not in story.ana.see(story.path).html, "nobody agrees to their own proposal"
    story.sofie.move(story.path, "confirm_handover", {"met_by": "nurse"})
    story.wait("handover_planned")
    story.ana.move(story.path, "miss")
    story.wait("no_show")
    story.sofie.move(story.path, "arrive_late", {"reason": "found_safe"})
    story.wait("in_service")
    assert story.histories_agree()
