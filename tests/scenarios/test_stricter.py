"""What sets this software apart: nobody answers for another, an end is an end, and silence is told."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.histories.real import R, Real, S
from tests.nodes.story import SECRETS, Story
from tests.nodes.test_emergencies import at
from tests.nodes.town import until
from tests.scenarios.outputs import redirected
from tests.scenarios.places import WHERE, Place

REFUSED = (404, "not_found")
REFUSED = (404, "not_found")
BACK = {"reason": "consent_withdrawn", "channel": "person"}


@contextmanager
def frozen(place: Place, process: str, node: str) -> Iterator[None]:
    """While this lasts a process of a node stands still."""
    running = place.town.node(node).services[process].process
    assert running is not None
    os.killpg(running.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGCONT)


@pytest.fixture
def clock(place: Place) -> Iterator[Clock]:
    """The clock of both nodes, put back at the end."""
    clock = Clock(place.town.pair)
    yield clock
    clock.set(timedelta())


def test_s1_nobody_answers_for_the_receiver(place: Place) -> None:
    story = place.shared("sent")
    for event, codes in (("accept", {"conflict_check": "none"}), ("decline", {"reason": "no_capacity"})):
        assert place.move(story, "Ana Pop", event, **codes) == 409
        for administrator in ("Andrei Oprea", "Anouk Peeters"):
            assert place.move(story, administrator, event, **codes) == 404
    assert story.states() == ("sent", "sent")


def test_s2_no_program_shares_without_consent_and_a_page_on_a_listed_ground_only(place: Place) -> None:
    story = place.story()
    story.begun()
    body = {
        "told": [],
        "limit_told": True,
        "sections": ["needs"],
        "language": "uk",
        "method": "signed",
        "until": "2027-01-31",
        "ground": "vital_interest",
    }
    said = place.program("Ana Pop").ask("PUT", f"/referrals/{story.reference}/consent", body)
    assert (said.status, said.body["type"]) == (403, "api.md#on-the-page")

    form = at(story.ana, f"{story.path}ground/")
    assert _shared_on(story.ana, form, "").status == 422
    nothing = _shared_on(story.ana, form, "vital_interest", "identity")
    assert nothing.status == 409
    assert "Their professions may not hold this for this purpose" in nothing.text
    assert _shared_on(place.town.hands("Mihai Stan"), form, "vital_interest", "needs").status in (404, 409)
    assert story.of_sender("consent_id") is None


def _shared_on(hands: Hands, form: Page, ground: str, *sections: str) -> Page:
    at(hands, form.path)
    own = hands.see(form.path)
    until_then = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    return hands.browser.submit(own, "", ground=ground, sections=list(sections), until=until_then)


def test_s2_what_is_shared_without_consent_is_stored_with_its_ground_and_looked_at(place: Place) -> None:
    """With a shelter, or with who protects children: a lawyer next door may hold nothing on a ground."""
    to = "Child protection, Lower Town" if place.where == WHERE[0] else place.to
    story = Story(place.town, to=to)
    story.begun()
    said = _shared_on(story.ana, at(story.ana, f"{story.path}ground/"), "vital_interest", "profile", "needs")
    assert said.path == story.path, said.text
    stored = place.town.ask(
        "ro",
        "SELECT ground, by_member::text, reviewed_by FROM consent.review WHERE consent_id = %s",
        story.of_sender("consent_id"),
    )
    assert stored == [("vital_interest", story.ana.member, None)]
    supervisor = place.town.hands("Dan Rusu")
    today = supervisor.see("/")
    asked = [form.action for form in today.forms if form.action.startswith("/reviews/")]
    assert asked, "a second person is told"
    for action in asked:
        supervisor.browser.submit(today, action)
    assert "/reviews/" not in supervisor.see("/").html


def test_s3_a_wrong_move_says_what_is_possible_and_is_on_record(place: Place) -> None:
    story = place.shared("sent")
    member = place.town.pair.member(place.receiver)
    on_record = (
        "SELECT count(*) FROM audit.record WHERE action = 'api:refused' AND outcome = 'refused' "
        "AND actor_id = %s AND reason = 'not_possible_now' AND detail ->> 'operation' = 'move'"
    )
    program, moves = place.program(place.receiver), f"/referrals/{story.reference}/moves"
    before = place.town.value(place.node, on_record, member)
    said = program.ask("POST", moves, {"move": "arrive"})
    assert (said.status, said.body["code"]) == (409, "not_possible_now")
    named = {"acknowledge", "ask", "accept", "decline", "suggest another agency", "take it back"}
    assert {move for move in named if move in said.body["detail"]} == named
    offered = {move["move"] for move in program.get(f"/referrals/{story.reference}")["possible"]}
    assert offered == {"acknowledge", "ask", "accept", "decline", "propose_reroute"}, "and it says the truth"
    assert story.states() == ("sent", "sent")
    assert place.town.value(place.node, on_record, member) == before + 1


def test_s4_what_is_closed_stays_closed_and_its_keys_go(place: Place) -> None:
    story = place.story().reach("closed")
    place.program("Ana Pop").post(f"/referrals/{story.reference}/withdrawal", BACK)
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    assert story.states() == ("closed", "closed")
    assert (story.keys_there(), story.grants_there()) == (0, 0)


def test_s5_after_the_consent_was_taken_back_the_end_is_still_confirmed(place: Place) -> None:
    story = place.story().reach("accepted")
    place.program("Ana Pop").post(f"/referrals/{story.reference}/withdrawal", BACK)
    story.wait("withdrawn")
    assert place.read(story, place.receiver) == set()
    assert place.move(story, place.receiver, "confirm_freeze") == 201
    story.wait("closed")


def test_s10_a_coordinator_hears_of_silence(place: Place, clock: Clock) -> None:
    story = place.story().sent()
    coordinator = place.town.hands("Corina Matei")
    assert coordinator.see(f"/silent/{story.reference}/").status == 404
    clock.forward(timedelta(hours=24 * 2 + 2))
    until("it is escalated", lambda: coordinator.see(f"/silent/{story.reference}/").status == 200)
    page = coordinator.see(f"/silent/{story.reference}/")
    assert not [secret for secret in SECRETS if secret in page.html]
    clock.set(timedelta())
    assert place.move(story, place.receiver, "acknowledge") == 201
    story.wait("acknowledged")
    kinds = place.program("Ana Pop").get(f"/referrals/{story.reference}")["moves"]
    assert [move["move"] for move in kinds] == ["send", "acknowledge"]


def test_s11_no_program_passes_on_what_was_received(place: Place) -> None:
    """The same request for a person of the receiver's own begins a referral, so it is the case that is refused."""
    story, program = place.shared("accepted"), place.program(place.receiver)
    own, received = _own_and_received(story)
    assert own in str(program.get("/people?limit=100"))
    assert received not in str(program.get("/people?limit=100"))
    body = {"service": _onwards_to(place), "urgency": "urgent"}
    assert program.ask("POST", "/referrals", {"case": own, **body}).status == 201
    before = _referrals_of(place, received)
    said = program.ask("POST", "/referrals", {"case": received, **body})
    assert (said.status, said.body["code"]) == REFUSED
    assert _referrals_of(place, received) == before


def test_s11_no_page_passes_on_what_was_received(place: Place) -> None:
    story = place.shared("accepted")
    own, received = _own_and_received(story)
    form = story.sofie.see(f"/people/{own}/refer/")
    answers = {"service": _onwards_to(place), "urgency": "urgent"}
    begun = story.sofie.browser.submit(form, "", **answers)
    assert (begun.status, begun.state()) == (200, "draft")
    before = _referrals_of(place, received)
    assert story.sofie.see(f"/people/{received}/refer/").status == 404
    for address in (f"/people/{received}/refer/", f"{story.path}onwards/"):
        assert redirected(story.sofie, form, "", address, **answers).status == 404, address
    assert _referrals_of(place, received) == before


def _own_and_received(story: Story) -> tuple[str, str]:
    own = story.sofie.open_case({"is_child": "no"}).path.split("/")[2]
    return own, str(story.of_receiver("case_id"))


def _onwards_to(place: Place) -> str:
    return str(place.town.agency("Child protection, Lower Town")["services"][0]["id"])


def _referrals_of(place: Place, case: str) -> int:
    found: int = place.town.value(
        place.node, "SELECT count(*) FROM referrals.referral WHERE case_id = %s::uuid", case
    )
    return found


def test_s12_access_ends_on_its_day_without_anybody_acting(place: Place, clock: Clock) -> None:
    story = place.story().reach("accepted")
    assert place.read(story, place.receiver)
    with frozen(place, "worker", "ro"), frozen(place, "worker", "be"):
        clock.forward(timedelta(days=29))
        token = place.program(place.receiver)
        assert token.ask("GET", "/me").status == 200
        sql = "UPDATE access.grants SET valid_until = %s WHERE case_id = %s::uuid AND ended_at IS NULL"
        place.town.ask(place.node, sql, clock.now() - timedelta(seconds=1), story.of_receiver("case_id"))
        assert place.read(story, place.receiver) == set()


def test_s13_the_same_message_twice_has_one_effect_and_one_too_early_none(place: Place) -> None:
    if place.where == WHERE[0]:
        pytest.skip("agencies of one node are their own peer: what comes twice is tried across two")
    story, real = place.story().sent(), Real(place.town)
    real.carried(story.reference, S)
    before = (story.incoming(), place.town.history("be", story.shared, "receiver"))
    again = real.hand_over(story.reference, S, is_sent=True)
    assert again is not None
    assert (again["status"], len(again["receipts"]) > 0) == ("duplicate", True)
    with frozen(place, "worker", "be"):
        assert place.move(story, place.receiver, "acknowledge") == 201
        assert place.move(story, place.receiver, "accept", conflict_check="none") == 201
        early = real.hand_over(story.reference, R, is_sent=False)
        assert early is not None
        assert early["status"] == "gap"
        assert story.of_sender("state") == "sent"
    story.wait("accepted")
    assert story.incoming()[: len(before[0])] == before[0]
    assert story.histories_agree()


def test_s14_a_node_that_is_down_for_three_days_loses_nothing(place: Place, clock: Clock) -> None:
    story = place.story().drafted()
    with frozen(place, "inbox", place.node):
        story.ana.send(story.path)
        clock.forward(timedelta(days=3))
        until("a person is told", lambda: "still on its way" in story.ana.see(story.path).text)
    until("it has arrived", lambda: story.of_receiver("state") is not None, patience=60)
    assert [row[:2] for row in story.incoming() if row[0] == "main"] == [("main", 1)]


def test_s16_two_who_edit_one_section_are_shown_both_versions(place: Place) -> None:
    if place.where == WHERE[1]:
        pytest.skip("who has received a section never writes it (P8): two who edit it are of one agency")
    story, mihai = place.story(), place.town.hands("Mihai Stan")
    story.person = story._case()
    _placed(story, mihai)
    sections = f"{story.person}sections/"
    seen_by_ana, seen_by_mihai = story.ana.see(story.person), mihai.see(story.person)
    assert mihai.browser.submit(seen_by_mihai, sections, wish="Written by Mihai.").status == 200
    said = story.ana.browser.submit(seen_by_ana, sections, wish="Written by Ana.")
    assert said.status == 409
    assert "Written by Mihai." in said.text
    assert "Written by Ana." in said.html
    for reader in (story.ana, mihai):
        stands = reader.see(story.person).html
        assert ("Written by Mihai." in stands, "Written by Ana." in stands) == (True, False), (
            "nothing is lost"
        )
    both = story.ana.browser.submit(said, sections, wish="Written by both.")
    assert both.status == 200
    assert "Written by both." in mihai.see(story.person).html


def _placed(story: Story, who: Hands) -> None:
    form = f"{story.person}team/place/"
    page = story.ana.see(f"{form}?member={who.member}")
    assert story.ana.browser.submit(page, form, told="yes").status == 200


def test_s17_what_is_invented_is_refused_and_never_stored(place: Place) -> None:
    story, ana = place.shared("sent"), place.program("Ana Pop")
    program, moves = place.program(place.receiver), f"/referrals/{story.reference}/moves"
    assert program.ask("POST", moves, {"move": "approve"}).status == 422
    worker = {"conflict_check": "none", "worker": str(uuid4())}
    assert program.ask("POST", moves, {"move": "accept", "codes": worker}).status in (409, 422)
    assert program.ask("GET", f"/referrals/{story.reference}/sections?section=secrets").status == 422
    case = story.person.split("/")[2]
    assert (
        ana.ask("POST", "/referrals", {"case": case, "service": str(uuid4()), "urgency": "urgent"}).status
        == 422
    )
    assert story.states() == ("sent", "sent")
