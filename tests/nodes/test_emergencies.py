"""Emergency reading through the pages: asked for, marked, ended by every end, looked at by a second person, shown."""

from collections.abc import Iterator

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import CODE_WORD, SAFE_NUMBER
from tests.nodes.software import Software
from tests.nodes.story import Story
from tests.nodes.town import Town

WORDS = "She rang at the door at two in the night, and nobody of her team answers."
ANSWER = "I spoke with both of them; the lead was on a flight and could not be reached."
ASKED: dict[str, str | list[str]] = {
    "reason": "person_here",
    "words": WORDS,
    "sections": ["profile", "safe_contact"],
}
READER, LEAD, SUPERVISOR = "Mihai Stan", "Ana Pop", "Dan Rusu"


@pytest.fixture(scope="module")
def drafted(town: Town) -> Story:
    """A case with a draft."""
    return Story(town).drafted()


@pytest.fixture
def story(town: Town, drafted: Story) -> Iterator[Story]:
    """The same, and nothing of earlier readings before and after."""
    forget(town)
    yield drafted
    forget(town)


def forget(town: Town) -> None:
    town.ask("ro", "DELETE FROM access.grants WHERE basis = 'break_glass'")
    town.ask("ro", "DELETE FROM access.break_glass_use")


def at(hands: Hands, path: str) -> Page:
    """The page, after a confirmation of who asks where it wants one."""
    page = hands.see(path)
    if not page.path.startswith("/account/confirm/"):
        return page
    form = next(form for form in page.forms if "one_click" in form.names)
    return hands.browser.submit(Page(page.status, page.path, "", "", [form], {}), form.action)


def opened(story: Story, member: str = READER, **answers: str | list[str]) -> Page:
    """The member asks and reads."""
    hands = story.town.hands(member)
    page = at(hands, f"{story.person}emergency/")
    return hands.browser.submit(page, "", **ASKED | answers)


def grants(story: Story) -> list[tuple[object, ...]]:
    return story.town.ask("ro", "SELECT DISTINCT ended_why FROM access.grants WHERE basis = 'break_glass'")


def recorded(story: Story, action: str) -> int:
    """How many records of this kind name the last reading's use, or its case where they name no use."""
    case, use = story.person.split("/")[2], story.town.value("ro", "SELECT id FROM access.break_glass_use")
    found: int = story.town.value(
        "ro",
        "SELECT count(*) FROM audit.record WHERE action = %s AND case_id = %s::uuid "
        "AND COALESCE(detail->>'use', %s) = %s",
        action,
        case,
        str(use),
        str(use),
    )
    return found


def signed_out(hands: Hands) -> None:
    hands.browser.submit(hands.see("/"), "/sign-out/")
    hands.is_in = False


def test_a_colleague_reads_the_named_sections_and_nothing_else(story: Story) -> None:
    town, hands = story.town, story.town.hands(READER)
    assert hands.see(story.person).status == 404
    page = opened(story)
    assert page.status == 200, page.text[-300:]
    assert "min are left" in page.text
    said = page.text
    assert "Safe to call?" in said
    assert SAFE_NUMBER in said, (
        "the number is where it is said how to reach the person, not in the closed identity"
    )
    assert "Level of risk" not in said, "not asked for"
    for path in (f"{story.person}seen/", f"{story.person}refer/"):
        assert hands.see(path).status in (404, 409)
    assert hands.see(story.person).path == f"{story.person}emergency/"
    assert "Emergency reading, open until" in hands.see("/").text, "every page says so"
    assert "Emergency reading, open until" not in town.hands(LEAD).see("/").text
    assert (recorded(story, "emergency:opened"), recorded(story, "section:read") > 0) == (1, True)
    kept = town.ask("ro", "SELECT words, detail::text FROM access.break_glass_use, audit.record")
    assert not [row for row in kept if WORDS.encode() in bytes(row[0]) or WORDS in row[1]]


def test_a_slip_loses_nothing_and_a_fresh_confirmation_is_asked_for(story: Story) -> None:
    hands = story.town.hands(READER)
    page = at(hands, f"{story.person}emergency/")
    assert "The person will see that you read it" in page.text
    wrong = hands.browser.submit(page, "", reason="", words=WORDS, sections=["safety"])
    assert wrong.status == 422
    assert "Choose why it cannot wait" in wrong.text
    assert ("words", WORDS) in wrong.form("").fields
    too_short = hands.browser.submit(wrong, "", reason="person_here", words="help", sections=["safety"])
    assert too_short.status == 422
    assert "identity" not in page.form("").names | {name for name, _value in page.form("").fields}


def test_the_lead_is_told_that_it_is_open_to_them_already(story: Story) -> None:
    page = story.ana.see(f"{story.person}emergency/")
    assert page.status == 409
    assert "open to you already" in page.text


def test_it_ends_when_the_reader_signs_out_and_in_again(story: Story) -> None:
    opened(story)
    hands = story.town.hands(READER)
    signed_out(hands)
    again = hands.see(f"{story.person}emergency/")
    assert again.status == 409
    assert "waits for a second person" in again.text
    assert hands.see(story.person).status == 404
    assert grants(story) == [("signed_out",)], "written down as what ended it"


def test_it_ends_when_the_sign_in_is_revoked_from_elsewhere(story: Story) -> None:
    """Nobody writes the end down: the row of the sign-in is gone, and the database shows nothing."""
    opened(story)
    story.town.ask("ro", "DELETE FROM django_session")
    for hands in story.town.people.values():
        hands.is_in = False
    hands = story.town.hands(READER)
    assert hands.see(story.person).status == 404
    assert grants(story) == [(None,)]


def test_it_is_not_open_in_a_second_browser_of_the_same_member(story: Story) -> None:
    opened(story)
    elsewhere = Hands(story.town.pair, READER)
    assert elsewhere.see(story.person).status == 404
    assert story.town.hands(READER).see(f"{story.person}emergency/").status == 200


def test_its_reader_closes_it(story: Story) -> None:
    page = opened(story)
    hands = story.town.hands(READER)
    said = hands.browser.submit(page, f"{story.person}emergency/end/")
    assert (said.path, "It is closed" in said.text) == ("/", True)
    assert "Emergency reading, open until" not in said.text
    assert hands.see(story.person).status == 404
    assert recorded(story, "emergency:ended") == 1
    assert grants(story) == [("by_reader",)]


def review_of(hands: Hands) -> str:
    """The page on which this member answers, by the link on Today; "" when there is none."""
    html = hands.see("/").html
    found = [piece.split('"')[0] for piece in html.split('href="') if piece.startswith("/emergency/")]
    return found[0] if found else ""


def test_the_second_person_is_the_lead_or_a_supervisor_and_never_the_reader(story: Story) -> None:
    opened(story)
    town = story.town
    path = review_of(town.hands(LEAD))
    assert path == review_of(town.hands(SUPERVISOR)) != ""
    assert SUPERVISOR in town.hands(READER).see(f"{story.person}emergency/").text, (
        "who reads knows who is asked"
    )
    assert f'href="{story.person}"' in town.hands(LEAD).see(path).html, (
        "who has it in hand sees whose file it is"
    )
    assert f'href="{story.person}"' not in town.hands(SUPERVISOR).see(path).html
    assert story.reference in town.hands(SUPERVISOR).see(path).text
    assert review_of(town.hands(READER)) == ""
    own = town.hands(READER).see(path)
    assert own.status == 409
    assert "Nobody reviews their own reading" in own.text
    page = town.hands(LEAD).see(path)
    assert WORDS in page.text
    assert town.hands(LEAD).browser.submit(page, "", verdict="", words=ANSWER).status == 422
    assert town.hands(LEAD).browser.submit(page, "", verdict="justified", words=ANSWER).path == "/"
    assert review_of(town.hands(SUPERVISOR)) == ""
    assert town.hands(READER).see(f"{story.person}emergency/").status == 200, "it stays open"


def test_what_was_not_justified_ends_at_once_and_the_supervisor_is_told(story: Story) -> None:
    opened(story)
    town = story.town
    lead = town.hands(LEAD)
    lead.browser.submit(lead.see(review_of(lead)), "", verdict="not_justified", words=ANSWER)
    again = town.hands(READER).see(f"{story.person}emergency/")
    assert again.status == 409
    assert "no supervisor has taken note" in again.text
    assert "Emergency reading, open until" not in town.hands(READER).see("/").text
    assert grants(story) == [("not_justified",)]
    hands = town.hands(SUPERVISOR)
    page = hands.see(review_of(hands))
    assert ANSWER in page.text
    assert hands.browser.submit(page, "").path == "/"
    assert review_of(hands) == ""
    assert at(town.hands(READER), f"{story.person}emergency/").status == 200, "and may ask again"
    assert (recorded(story, "emergency:reviewed"), recorded(story, "emergency:noted")) == (1, 1)


def test_the_person_sees_it_with_the_answer_and_without_names(story: Story) -> None:
    opened(story)
    lead = story.town.hands(LEAD)
    seen = lead.see(f"{story.person}seen/").text
    assert "Opened in an emergency" in seen
    assert "The person is here or calls" in seen
    assert "has not looked at it yet" in seen
    lead.browser.submit(lead.see(review_of(lead)), "", verdict="justified", words=ANSWER)
    seen = lead.see(f"{story.person}seen/").text
    assert "It was justified" in seen
    for hidden in (READER, WORDS, ANSWER):
        assert hidden not in seen
    assert "Read in an emergency" in lead.see(story.person).text


def test_a_file_is_found_by_its_number_or_by_a_reference_and_by_no_name(story: Story) -> None:
    hands = story.town.hands(READER)
    number = story.person.split("/")[2].replace("-", "")[:12].upper()
    shown = f"{number[:4]}-{number[4:8]}-{number[8:]}"
    for text in (number, shown, story.reference):
        assert at(hands, f"/people/emergency/?number={text}").path.endswith("emergency/")
        assert hands.see(f"/people/emergency/?number={text}").path == f"{story.person}emergency/"
    for text in ("Alder", "000000000000"):
        assert hands.see(f"/people/emergency/?number={text}").status == 404
    assert shown.lower() in story.ana.see(story.person).text
    assert story.town.hands("Sofie Maes").see(f"{story.person}emergency/").status == 404


def test_where_only_the_reader_supervises_the_page_says_who_can_help(story: Story) -> None:
    said = opened(story, SUPERVISOR).text
    assert "Nobody else supervises in your agency" in said
    assert "ask an administrator" in said
    assert review_of(story.town.hands(LEAD)) != ""


def test_who_has_neither_number_nor_reference_is_told_where_they_are(story: Story) -> None:
    page = story.town.hands(READER).see("/people/emergency/")
    assert "The reference stands in Lists" in page.text
    assert SUPERVISOR in page.text
    assert "Your duty line: +40 000 100 001" in page.text
    assert story.reference in story.town.hands(READER).see("/lists/?sort=-asked").text


def test_a_received_file_is_offered_on_its_referral_and_ends_with_the_consent(town: Town) -> None:
    story = Story(town).reach("accepted")
    karim = town.hands("Karim Haddad")
    page = karim.see(story.path)
    assert "In an emergency" in page.text
    case = str(story.of_receiver("case_id"))
    path = f"/people/{case}/emergency/"
    read = karim.browser.submit(at(karim, path), "", **ASKED)
    assert "min are left" in read.text
    program = Software.of(town, "Karim Haddad", ["read"])
    said = program.get(f"/referrals/{story.reference}/sections?section=safe_contact")
    assert CODE_WORD not in str(said), "a token belongs to no sign-in"
    story.withdraw("sender")
    story.wait("withdrawn")
    gone = karim.see(path)
    assert gone.status == 409
    assert CODE_WORD not in gone.text
    town.ask("be", "DELETE FROM access.grants WHERE basis = 'break_glass'")
    town.ask("be", "DELETE FROM access.break_glass_use")


def test_of_a_referral_that_is_over_the_own_file_can_still_be_read_and_nothing_received(town: Town) -> None:
    story = Story(town).reach("closed")
    assert "In an emergency" in town.hands(READER).see(story.path).text
    assert "In an emergency" not in town.hands("Karim Haddad").see(story.path).text
