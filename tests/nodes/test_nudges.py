"""Between two nodes: a late side is asked to act by the other side and by a coordinator, and nothing else happens."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from safeconduct.commands.demonstration.browser import Form, Page
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import new_handle
from tests.nodes.hostile import SHELTER
from tests.nodes.peers import Peer
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until

THEY, COORDINATOR = "They ask you to act", "The coordinator asks you to act"
NUDGED = "safeconduct.clock.nudged.v1"


@pytest.fixture
def clock(town: Town) -> Iterator[Clock]:
    """The clock of both nodes, put back at the end."""
    clock = Clock(town.pair)
    before = clock.moved()
    yield clock
    clock.set(before)


def asked_on_today(town: Town, member: str, story: Story, words: str) -> bool:
    """Whether this member's reminders say so of this referral."""
    page = town.hands(member).see("/").text
    return story.reference in page and words in page.partition(story.reference)[2][:200]


def test_the_sender_asks_a_late_receiver_whose_team_and_lead_see_it_until_somebody_answers(
    town: Town, clock: Clock
) -> None:
    story = Story(town).sent()
    assert not story.ana.see(story.path).has_form(f"{story.path}nudge/")  # they have time
    clock.forward(timedelta(hours=25))
    page = story.ana.see(story.path)
    said = story.ana.browser.submit(page, f"{story.path}nudge/")
    assert "They were asked to act on" in said.text
    assert not said.has_form(f"{story.path}nudge/")
    for member in ("Sofie Maes", "Karim Haddad"):
        until(f"{member} is asked", lambda who=member: asked_on_today(town, who, story, THEY))  # type: ignore[misc]
    assert story.states() == ("sent", "sent")

    again = story.ana.browser.submit(page, f"{story.path}nudge/")
    assert again.status == 409
    assert "You can nudge them again from" in again.text

    story.sofie.move(story.path, "acknowledge")
    assert not any(asked_on_today(town, who, story, THEY) for who in ("Sofie Maes", "Karim Haddad"))


def test_a_coordinator_of_the_senders_asks_over_the_road_and_sees_references_only(
    town: Town, clock: Clock
) -> None:
    story = Story(town).sent()
    corina = town.hands("Corina Matei")
    assert corina.see(f"/silent/{story.reference}/").status == 404  # not silent
    clock.forward(timedelta(hours=49))
    until("it is escalated", lambda: corina.see(f"/silent/{story.reference}/").status == 200)
    page = corina.see(f"/silent/{story.reference}/")
    assert [secret for secret in (*SECRETS, "room near a nursery", "shelter") if secret in page.html] == []
    assert corina.see(story.path).status == 404  # the referral itself stays closed to her
    said = corina.browser.submit(page, f"/silent/{story.reference}/nudge/")
    assert "They were asked to act on" in said.text
    assert "You can nudge them again from" in said.text
    until("Sofie is asked", lambda: asked_on_today(town, "Sofie Maes", story, COORDINATOR))
    assert asked_on_today(town, "Karim Haddad", story, COORDINATOR)

    # Whoever coordinates over there need not ask for the same on the same day.
    hilde = town.hands("Hilde Martens").see(f"/silent/{story.reference}/")
    assert not hilde.has_form(f"/silent/{story.reference}/nudge/")
    assert [nudges(town, node, story) for node in ("ro", "be")] == [1, 1]


def test_a_coordinator_asks_the_own_side_without_the_road(town: Town, clock: Clock) -> None:
    story = Story(town).reach("acknowledged")
    story.sofie.move(story.path, "decline", {"reason": "no_capacity"})
    story.wait("declined")
    clock.forward(timedelta(hours=49))
    corina, path = town.hands("Corina Matei"), f"/silent/{story.reference}/"
    until("it is escalated", lambda: corina.see(path).has_form(f"{path}nudge/"))
    assert f"{path}nudge/" in {
        form.action for form in corina.see("/").forms
    }  # the button stands on Today as well
    corina.browser.submit(corina.see("/"), f"{path}nudge/")
    until("Ana is asked", lambda: asked_on_today(town, "Ana Pop", story, COORDINATOR))
    assert asked_on_today(town, "Dan Rusu", story, COORDINATOR)  # her lead
    assert NUDGED not in {row[2] for row in story.incoming()}


def pressed(hands: Hands, action: str) -> Page:
    """Send a form that no page of this member holds, with the token of one that does."""
    page = hands.see("/find/")
    token = next(pair for form in page.forms for pair in form.fields if pair[0] == "csrfmiddlewaretoken")
    return hands.browser.submit(Page(200, "/", "", "", [Form(action, [token])], {}), action)


def test_nobody_asks_who_is_of_no_side_and_no_coordinator_of_one(town: Town, clock: Clock) -> None:
    story = Story(town).sent()
    clock.forward(timedelta(hours=49))
    until(
        "it is silent", lambda: town.hands("Hilde Martens").see(f"/silent/{story.reference}/").status == 200
    )
    for member in ("Radu Ene", "Thomas Leroy"):
        for action in (f"{story.path}nudge/", f"/silent/{story.reference}/nudge/"):
            assert pressed(town.hands(member), action).status == 404, (member, action)
    # A member of a side is no coordinator of it, and whoever must act asks nobody.
    assert pressed(town.hands("Ana Pop"), f"/silent/{story.reference}/nudge/").status == 404
    assert pressed(town.hands("Sofie Maes"), f"{story.path}nudge/").status == 409
    for node in ("ro", "be"):
        assert nudges(town, node, story) == 0


def test_a_node_that_is_no_side_of_the_referral_is_refused(town: Town, mx: Peer, clock: Clock) -> None:
    story = Story(town).sent()
    clock.forward(timedelta(hours=25))
    body = {"referral": str(story.shared), "head": str(story.of_receiver("head")), "asker": "side"}
    told: dict[str, object] = {}
    for use in (Use.OBJECT, Use.CLOCK):
        kid = key_id(mx.key(use).public_key())
        [said] = mx.send(mx.event(NUDGED, body, to=SHELTER, handle=new_handle(), number=1, kid=kid))
        told[use] = (said["status"], said["reason"])
    assert told == {
        Use.OBJECT: ("quarantined", "key_may_not_sign"),
        Use.CLOCK: ("refused", "unknown_referral"),
    }
    assert nudges(town, "be", story) == 0


def nudges(town: Town, node: str, story: Story) -> int:
    """How many this node has of a referral."""
    of_it = "SELECT id FROM referrals.referral WHERE shared = %s"
    found: int = town.value(
        node, f"SELECT count(*) FROM referrals.nudge WHERE referral_id IN ({of_it})", story.shared
    )
    return found
