"""A receiver refers on, by the person's new consent; both ends of the chain learn of it as far as the person agreed."""

from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.story import Story
from tests.nodes.test_own_file import opened
from tests.nodes.town import Town, until

NEXT = "Barreau du Canal"


def test_the_chain_is_visible_to_both_ends_and_nothing_of_the_person_goes_with_it(town: Town) -> None:
    story = Story(town).reach("accepted")
    sofie = story.sofie
    own = opened(story, pseudonym="Harbour 91")
    today = datetime.now(UTC).date()
    answers = {
        "is_child": "no", "needs": "legal_aid", "wish": "To speak with somebody.", "level": "low",
        "assessed_on": today.isoformat(), "valid_until": (today + timedelta(days=20)).isoformat(),
        "persons_view": "It is calm here.",
    }  # fmt: skip
    person = sofie.save(sofie.see(own.path), "the own file", answers).path
    draft = sofie.draft(person, town.agency(NEXT)["services"][0]["id"], "routine")
    assert "It came to you through somebody" in draft.text
    assert "needs a new yes, which names the new agency" in draft.text
    sofie.consent(draft, told(["profile", "needs", "safety"], language="uk"))
    unasked = sofie.see(draft.path)
    assert "nobody has asked whether the two agencies may know of each other" in unasked.text
    slip = sofie.browser.submit(unasked, f"{draft.path}chain/", part_of=str(story.shared))
    assert (slip.status, "Ask the person, and enter the answer." in slip.text) == (422, True)
    sofie.browser.submit(
        unasked, f"{draft.path}chain/", part_of=str(story.shared), first_may_know="yes", next_may_know="yes"
    )
    sofie.send(draft.path)
    there = town.hands("Claire Dubois")
    reference = draft.path.split("/")[2]
    until("the next has it", lambda: there.see(draft.path).status == 200)
    assert "The person came to them through Casa Salcia, RO" in there.see(draft.path).text
    until("the first is told", lambda: bool(story.of_sender("onward")))
    shown = story.ana.see(story.path).text
    assert f"{NEXT}, BE" in shown
    assert reference not in shown
    assert NAME not in str(story.of_sender("onward"))
    assert reference in sofie.see(story.path).text

    # The person takes it back at the first: the next is asked about, taken back, and the code comes back one link.
    story.withdraw("sender")
    assert "Not taken back there yet" in story.ana.see(story.path).text
    until(
        "who referred on is asked", lambda: "What came before it is taken back" in sofie.see(draft.path).text
    )
    assert reference in sofie.see(story.path).text
    goes_on = f"{draft.path}chain/goes-on/"
    slip = sofie.browser.submit(sofie.see(draft.path), goes_on, channel="")
    assert (slip.status, "Choose how the person said it." in slip.text) == (422, True)
    assert sofie.browser.submit(slip, goes_on, channel="person").status == 200
    until("that it goes on comes back", lambda: "lets it go on" in story.ana.see(story.path).text)
    assert "What came before it is taken back" not in sofie.see(draft.path).text
    sofie.withdraw(draft.path, {"reason": "consent_withdrawn", "channel": "person"})
    until("the answer comes back", lambda: "says that it is erased" in story.ana.see(story.path).text)
    assert reference not in story.ana.see(story.path).text
