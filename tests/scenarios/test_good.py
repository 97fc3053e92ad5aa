"""What a good incumbent passes: sending, answering, taking back, and who finds what."""

from uuid import uuid4

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.vocabulary.identifiers import new_reference
from tests.nodes.story import Story
from tests.nodes.town import until
from tests.scenarios.outputs import FILE, attached
from tests.scenarios.places import ALL, AT_ONCE, Place


def test_p1_who_has_the_right_sends_and_who_has_not_is_refused_by_name(place: Place) -> None:
    story = place.story().drafted()
    body = {"preview_seen": True, "capacity": "asked"}
    refused = place.program("Ana Pop", "read").ask("POST", f"/referrals/{story.reference}/sending", body)
    assert (refused.status, refused.body["code"]) == (403, "scope_missing")
    assert "send" in refused.body["detail"].lower()
    sent = place.program("Ana Pop").post(f"/referrals/{story.reference}/sending", body)
    assert sent["state"] == "sent"
    story.wait("sent")
    assert story.sofie.see(story.path).state() == "sent"


def test_p2_accepting_keeps_access_and_declining_ends_it(place: Place) -> None:
    accepted, declined = place.shared("accepted"), place.story().sent()
    whole = place.program("Ana Pop").get(f"/referrals/{accepted.reference}")
    assert whole["envelope"]["state"] == "accepted"
    assert whole["envelope"]["since"]
    assert place.read(accepted, place.receiver)
    assert place.move(declined, place.receiver, "decline", reason="no_capacity") == 201
    declined.wait("declined")
    assert (place.read(declined, place.receiver), declined.grants_there()) == (set(), 0)


def test_p3_what_was_given_stands_on_its_line_and_access_ends_with_the_loop(place: Place) -> None:
    story = place.story().reach("in_service")

    def begun() -> str:
        moves = place.program("Ana Pop").get(f"/referrals/{story.reference}")["moves"]
        return str(next(move["at"] for move in moves if move["move"] == "start"))

    at = begun()
    assert place.move(story, place.receiver, "record_outcome", **place.outcome) == 201
    story.wait("outcome_recorded")
    assert place.move(story, "Ana Pop", "close", confirmation="confirmed") == 201
    story.wait("closed")
    assert (place.read(story, place.receiver), story.grants_there()) == (set(), 0)
    assert begun() == at
    assert "given" in str(place.program("Ana Pop").get(f"/referrals/{story.reference}"))


def test_p4_taking_back_works_while_the_receiver_is_suspended(place: Place) -> None:
    story, member = place.story().reach("accepted"), place.town.pair.member(place.receiver)
    change = "UPDATE agencies.member SET suspended_at = {} WHERE id = %s"
    place.town.ask(place.node, change.format("now()"), member)
    try:
        said = {"reason": "consent_withdrawn", "channel": "person"}
        assert (
            place.program("Ana Pop").post(f"/referrals/{story.reference}/withdrawal", said)["state"]
            == "withdrawn"
        )
        until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    finally:
        place.town.ask(place.node, change.format("NULL"), member)
        place.forget(place.receiver)
    assert (story.keys_there(), story.grants_there()) == (0, 0)
    assert '"given"' not in str(place.program("Ana Pop").get(f"/referrals/{story.reference}"))


def test_p5_the_end_of_one_referral_leaves_the_other_whole(place: Place) -> None:
    first = place.story().reach("accepted")
    second = place.story().drafted(first.person)
    second.ana.send(second.path)
    second.wait("sent")
    second.step("accepted")
    before = place.read(second, place.receiver)
    first.withdraw("sender")
    first.wait("withdrawn")
    until("the holder answers", lambda: first.of_sender("holder_answer") == "erased")
    assert place.read(first, place.receiver) == set()
    assert place.read(second, place.receiver) == before
    assert "identity" in before


def test_p6_without_a_consent_nothing_is_sent(place: Place) -> None:
    story = place.story()
    story.begun()
    body = {"preview_seen": True, "capacity": "asked"}
    refused = place.program("Ana Pop").ask("POST", f"/referrals/{story.reference}/sending", body)
    assert refused.status == 409
    assert refused.body["detail"]
    assert story.of_sender("state") == "draft"
    nobody = {"case": story.person.split("/")[2], "service": str(uuid4()), "urgency": "urgent"}
    assert place.program("Ana Pop").ask("POST", "/referrals", nobody).status == 422


def test_p7_somebody_elses_referral_is_neither_found_nor_moved(place: Place) -> None:
    story = place.shared("sent")
    for reference in (story.reference, "RO-AAAA-AAAA"):
        program = place.program(place.stranger)
        assert program.ask("GET", f"/referrals/{reference}").status == 404
        body = {"move": "accept", "codes": {"conflict_check": "none"}}
        assert program.ask("POST", f"/referrals/{reference}/moves", body).status == 404
    assert place.town.hands(place.stranger).see(story.path).status == 404
    assert story.states() == ("sent", "sent")


def test_p8_the_receiver_is_given_the_sections_of_this_referral_and_no_other(place: Place) -> None:
    story = place.story().drafted(shared=["profile", "needs", "identity"])
    story.ana.send(story.path)
    story.wait("sent")
    assert place.read(story, place.receiver) == {"profile", "needs"}
    assert "I am looked for at home" not in story.sofie.see(story.path).html
    assert not [form for form in story.sofie.see(story.path).forms if "/sections/" in form.action]


def test_p8_a_file_of_a_section_that_is_shared_does_not_go_with_it(place: Place) -> None:
    story = place.shared("accepted")
    path = attached(story)
    assert story.ana.see(path).status == 200
    for member in (place.receiver, place.colleague, place.stranger):
        hands = place.town.hands(member)
        received = f"/people/{story.of_receiver('case_id')}"
        for closed in (path, f"{path}page-1.png", f"{story.person}needs/files/", f"{received}/needs/files/"):
            assert hands.see(closed).status == 404, (member, closed)
    assert FILE not in story.sofie.see(story.path).html


def test_p8_what_was_received_is_not_given_on_as_a_file(place: Place) -> None:
    story = place.shared("accepted")
    received = f"/people/{story.of_receiver('case_id')}"
    for closed in (f"{received}/elsewhere/", f"{received}/copy/", f"{received}/copy/notes.pdf"):
        assert story.sofie.see(closed).status == 404, closed


def test_p9_the_lead_goes_over_whole_and_only_when_the_other_has_accepted_it(place: Place) -> None:
    story, mihai = place.story().sent(), place.town.hands("Mihai Stan")
    assert mihai.see(story.person).status == 404

    _offered(story, mihai)
    assert mihai.see(story.person).status == 200, "who is offered it reads first"
    assert _leads(story, mihai) is False
    assert _worker(story) == story.ana.member
    _answered(story, mihai, "decline")
    assert mihai.see(story.person).status == 404
    assert (_leads(story, story.ana), _worker(story)) == (True, story.ana.member)

    _offered(story, mihai)
    _answered(story, mihai, "accept")
    assert (_leads(story, mihai), _worker(story)) == (True, mihai.member)
    assert story.ana.see(story.person).status == 404, "who leaves keeps nothing of it"
    assert place.read(story, "Ana Pop") == set()
    assert place.move(story, place.receiver, "acknowledge") == 201
    story.wait("acknowledged")
    assert mihai.see(story.path).state() == "acknowledged"
    assert mihai.withdraw(story.path, {"reason": "consent_withdrawn", "channel": "person"}).status == 200
    story.wait("withdrawn")


def _offered(story: Story, to: Hands) -> None:
    form = f"{story.person}team/lead/"
    answers = {"member": to.member, "after": "leaves", "told": "yes"}
    story.ana.fill(story.ana.see(form), form, answers, "Offering the lead")


def _answered(story: Story, who: Hands, does: str) -> None:
    page = who.see(f"{story.person}team/")
    assert who.browser.submit(page, f"{story.person}team/answer/", do=does).status == 200


def _leads(story: Story, who: Hands) -> bool:
    """Only who leads may offer the lead."""
    return who.see(f"{story.person}team/lead/").status == 200


def _worker(story: Story) -> str:
    return str(story.of_sender("worker_id"))


def test_p9_a_colleague_of_the_team_answers_for_the_one_who_is_away(place: Place) -> None:
    story = place.story().sent()
    assert place.move(story, place.colleague, "acknowledge") == 201
    story.wait("acknowledged")


def test_p10_each_list_shows_what_is_within_its_members_reach(place: Place) -> None:
    story = place.shared("sent")

    def listed(member: str) -> bool:
        return story.reference in str(place.program(member).get("/referrals?limit=100"))

    assert (listed("Ana Pop"), listed(place.receiver), listed(place.stranger)) == (True, True, False)
    coordinator = place.town.hands("Corina Matei" if place.node == "ro" else "Hilde Martens")
    assert coordinator.see(story.path).status == 404, "not silent, and no case is theirs"


def test_p10_a_search_finds_nothing_beyond_its_members_reach(place: Place) -> None:
    story = place.shared("sent")
    address = f"/find/?reference={story.reference}"
    for member in ("Ana Pop", place.receiver, place.colleague):
        assert place.town.hands(member).see(address).path == story.path
    stranger = place.town.hands(place.stranger)
    nothing = new_reference("RO")
    said = [stranger.see(f"/find/?reference={sought}") for sought in (story.reference, nothing)]
    assert [(page.status, page.path == story.path) for page in said] == [(404, False)] * 2
    words = [page.text.replace(story.reference, "").replace(nothing, "") for page in said]
    assert words[0] == words[1], "nor is it told whether there is one"


def test_a1_a_key_is_for_one_request(place: Place) -> None:
    story, program = place.story().drafted(), place.program("Ana Pop")
    body = {"preview_seen": True, "capacity": "asked"}
    path, key = f"/referrals/{story.reference}/sending", f"scenario-{uuid4()}"
    first = program.ask("POST", path, body, key=key)
    again = program.ask("POST", path, body, key=key)
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert program.ask("POST", path, {**body, "capacity": "listed"}, key=key).body["code"] == "key_used"


def test_a2_a_member_that_no_request_knows_is_refused(place: Place) -> None:
    story = place.shared("sent")
    said = place.program(place.receiver).ask(
        "POST", f"/referrals/{story.reference}/moves", {"move": "acknowledge", "codes": {}, "note": "Oksana"}
    )
    assert said.status == 422
    assert "Oksana" not in said.text
    assert story.states() == ("sent", "sent")


def test_p8_after_acceptance_what_was_consented_is_open_and_nothing_else(place: Place) -> None:
    story = place.shared("accepted")
    read = place.read(story, place.receiver)
    assert AT_ONCE & read
    assert read <= ALL
    assert "identity" in read
