"""A legal hold keeps what was received, opens it to nobody, and is said to the person's side."""

from datetime import UTC, datetime, timedelta

from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until

UNTIL = (datetime.now(UTC) + timedelta(days=200)).date().isoformat()


def place(story: Story, member: str) -> int:
    """A member of the receiving agency places a hold; the status of the answer."""
    hands = story.town.hands(member)
    page = hands.see(story.path)
    action = f"{story.path}hold/"
    if not page.has_form(action):
        return 0
    return hands.browser.submit(page, action, ground="pending_claim", until=UNTIL).status


def test_what_is_held_by_law_is_retained_and_read_by_nobody(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert place(story, "Karim Haddad") == 200
    before = story.keys_there()
    story.withdraw("sender")
    story.wait("withdrawn")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "retained:pending_claim")
    assert (story.keys_there(), story.grants_there()) == (before, 0)
    seen = story.sofie.see(story.path)
    assert not [secret for secret in SECRETS if secret in seen.html]


def test_when_the_hold_is_lifted_the_purge_erases(town: Town) -> None:
    story = Story(town).reach("accepted")
    place(story, "Karim Haddad")
    story.withdraw("sender")
    story.wait("withdrawn")
    hands = town.hands("Karim Haddad")
    said = hands.browser.submit(hands.see(story.path), f"{story.path}hold/", do="lift")
    assert said.status == 200
    due = "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid AND due <= now()"
    assert town.value("be", due, story.of_receiver("case_id")) == story.keys_there()


def test_what_is_erased_can_be_held_no_more(town: Town) -> None:
    story = Story(town).sent()
    story.withdraw("sender")
    story.wait("withdrawn")
    assert place(story, "Karim Haddad") == 0


def test_only_a_supervisor_of_the_holding_agency_places_one(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert place(story, "Sofie Maes") == 0
    assert place(story, "Dan Rusu") == 0
