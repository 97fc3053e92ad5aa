"""What pages, programs, lists and exports show, to whom, and what of it is on record."""

import pytest

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.story import SECRETS, Story
from tests.scenarios.outputs import attached, redirected, taken_out
from tests.scenarios.places import Place


def test_s6_before_acceptance_nothing_shows_who_it_is(place: Place) -> None:
    story, program = place.shared("sent"), place.program(place.receiver)
    received = f"/people/{story.of_receiver('case_id')}/"
    shown = _shown(story.sofie, [story.path, "/", "/lists/", f"{story.path}progress/", f"{received}seen/"])
    answered = [
        program.ask("GET", path).text
        for path in ("/referrals?limit=100", "/events?limit=100", f"/referrals/{story.reference}", "/people")
    ]
    rows = taken_out(story.sofie, "state=sent&way=received")
    assert story.reference in [row[0] for row in rows]
    assert "needs" in place.read(story, place.receiver)
    assert not [secret for secret in SECRETS if secret in shown + "".join(answered) + str(rows)]


def test_s6_before_acceptance_no_file_of_the_person_is_open(place: Place) -> None:
    story = place.shared("sent")
    path = attached(story)
    for closed in (path, f"{path}page-1.png", f"/people/{story.of_receiver('case_id')}/needs/files/"):
        assert story.sofie.see(closed).status == 404, closed


def _shown(hands: Hands, paths: list[str]) -> str:
    """The pages, one behind the other; each is there."""
    pages = [hands.see(path) for path in paths]
    assert [page.status for page in pages] == [200] * len(pages), [page.path for page in pages]
    return "".join(page.html for page in pages)


@pytest.mark.parametrize("state", ["sent", "accepted"])
def test_s7_colleagues_read_no_more_than_the_receiver(place: Place, state: str) -> None:
    story = place.shared(state)
    assert place.read(story, place.colleague) <= place.read(story, place.receiver)
    assert place.read(story, place.stranger) == set()


def test_s8_no_output_shows_a_section_that_the_record_does_not(place: Place) -> None:
    """The person gave no yes to identity and safe contact: so whoever reads the record never reads these secrets."""
    story = place.story().drafted(shared=["profile", "needs", "safety"])
    story.ana.send(story.path)
    story.wait("sent")
    assert (
        place.move(story, place.receiver, "accept", worker=story.sofie.member, conflict_check="none") == 201
    )
    story.wait("accepted")
    assert {"needs"} <= place.read(story, place.receiver) <= {"profile", "needs", "safety"}
    assert "A room near a nursery" in story.sofie.see(story.path).html, "what the record shows is there"
    received = f"/people/{story.of_receiver('case_id')}/"
    said = _everything(place, story, place.receiver, [received, f"{received}seen/"])
    assert not [secret for secret in SECRETS if secret in said]


def test_s8_of_a_record_that_shows_all_a_colleague_and_every_list_show_none_of_it(place: Place) -> None:
    story = place.shared("accepted")
    assert "identity" in place.read(story, place.receiver)
    assert place.read(story, place.colleague) == set()
    assert NAME in story.sofie.see(story.path).html, "what the colleague must not see can be seen"
    assert not [secret for secret in SECRETS if secret in _everything(place, story, place.colleague, [])]
    lists = _shown(story.sofie, ["/", "/lists/"])
    assert not [secret for secret in SECRETS if secret in lists]


def _everything(place: Place, story: Story, member: str, more: list[str]) -> str:
    """Record, lists, history, changes, mails and a list that is taken out, as this member is shown them."""
    hands, program = place.town.hands(member), place.program(member)
    pages = _shown(hands, [story.path, f"{story.path}progress/", "/", "/lists/", *more])
    asked = ("/referrals?limit=100", "/events?limit=100", "/people", f"/referrals/{story.reference}")
    rows = taken_out(hands, f"state={story.of_receiver('state')}&way=received")
    assert story.reference in [row[0] for row in rows]
    return pages + "".join(program.ask("GET", path).text for path in asked) + str(rows)


def test_s9_what_a_program_may_not_read_is_on_record_at_once(place: Place) -> None:
    story, program = place.shared("sent"), place.program(place.stranger)
    before = _refused(place, place.stranger)
    assert program.ask("GET", f"/referrals/{story.reference}").status == 404
    assert _refused(place, place.stranger)[len(before) :] == [("api:refused", "not_found", "referral", None)]


def test_s9_what_a_page_does_not_open_is_on_record_at_once(place: Place) -> None:
    story, hands = place.shared("sent"), place.town.hands(place.stranger)
    before = _refused(place, place.stranger)
    assert hands.see(story.path).status == 404
    assert _refused(place, place.stranger)[len(before) :] == [("page:refused", "not_found", "referral", None)]


def test_s9_a_step_that_is_not_open_to_a_reader_is_on_record_with_its_referral(place: Place) -> None:
    story, before = place.shared("sent"), _refused(place, place.receiver)
    acknowledging = f"{story.path}move/acknowledge/"
    page = story.sofie.see(story.path)
    said = redirected(story.sofie, page, acknowledging, f"{story.path}move/arrive/")
    assert said.status == 409
    assert _refused(place, place.receiver)[len(before) :] == [
        ("referral:arrive", "not_possible_now", None, story.shared)
    ]


def _refused(place: Place, member: str) -> list[tuple[object, ...]]:
    """This member's refusals on record: action, reason, operation or page, and the referral where it was theirs."""
    return place.town.ask(
        place.node,
        "SELECT action, reason, coalesce(detail ->> 'operation', detail ->> 'page'), referral_id FROM audit.record "
        "WHERE outcome = 'refused' AND actor_id = %s ORDER BY recorded_at",
        place.town.pair.member(member),
    )


def test_s9_a_list_and_an_export_name_each_person_they_have_shown(place: Place) -> None:
    story = place.shared("sent")
    case = story.person.split("/")[2]
    assert story.reference in str(place.program("Ana Pop").get("/referrals?limit=100"))
    assert case in _last(place, "ro", story.ana, "list:referrals")["cases"]
    assert story.person in story.ana.see("/").html
    assert case in _last(place, "ro", story.ana, "list:referrals")["cases"]
    rows = taken_out(story.sofie, "state=sent&way=received")
    assert story.reference in [row[0] for row in rows]
    named = _last(place, place.node, story.sofie, "list:taken_out")["referrals"]
    assert (str(story.shared) in named, len(named)) == (True, len(rows) - 1)


def _last(place: Place, node: str, who: Hands, action: str) -> dict[str, list[str]]:
    """What the last record of this kind by this member names."""
    last = "SELECT detail FROM audit.record WHERE actor_id = %s AND action = %s ORDER BY recorded_at DESC LIMIT 1"
    found: dict[str, list[str]] = place.town.value(node, last, who.member, action)
    return found
