"""A decline for want of a place puts a service in doubt at once, on both nodes, until places are said anew."""

from tests.nodes.software import Software
from tests.nodes.story import Story
from tests.nodes.town import Town, until

DOUBTED = "SELECT count(*) FROM directory.entry e WHERE e.id = %s AND e.doubted_at IS NOT NULL"
FREED = "SELECT count(*) FROM directory.spot s WHERE s.entry_id = %s AND s.freed_at IS NOT NULL"


def asked(town: Town, story: Story) -> object:
    """The service that was asked; both nodes have it under one id."""
    where = "SELECT id FROM directory.entry WHERE team_id = %s AND service = %s"
    return town.value("ro", where, story.of_receiver("team_id"), story.of_receiver("service"))


def test_a_decline_for_want_of_a_place_is_known_on_both_nodes_until_places_are_said_anew(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    entry = asked(town, story)
    software = Software.of(town, "Sofie Maes", ["capacity"])
    said = f"/services/{entry}/capacity"
    assert software.ask("PUT", said, {"places_free": 2}).status == 200
    assert town.value("be", FREED, entry) > 0
    assert "Places: 2, said on" in story.sofie.see("/").text

    story.sofie.move(story.path, "decline", {"reason": "no_capacity"})
    assert town.value("be", DOUBTED, entry) == 1, "at once, in the same transaction"
    assert town.value("be", FREED, entry) == 0, "and no search holds it for free"
    assert "In doubt: a referral was declined for want of a place" in story.sofie.see("/").text
    story.wait("declined")
    until("it is known where it was asked for", lambda: town.value("ro", DOUBTED, entry) == 1)
    assert "In doubt" in story.ana.see(f"/directory/services/{entry}/").text
    services = Software.of(town, "Ana Pop").ask("GET", "/services?limit=100").body["items"]
    assert [bool(one["doubted_at"]) for one in services if one["id"] == str(entry)] == [True]

    # Two presses: the link on Today, and the number.
    page = story.sofie.see("/")
    assert f"/directory/services/{entry}/places/" in page.html
    form = story.sofie.see(f"/directory/services/{entry}/places/")
    story.sofie.browser.submit(form, "", places="3")
    assert town.value("be", DOUBTED, entry) == 0
    assert town.value("be", FREED, entry) > 0
    until("the places are known there too", lambda: town.value("ro", DOUBTED, entry) == 0)

    # An acceptance ends the doubt, on both nodes: they had a place.
    again = Story(town).reach("acknowledged")
    again.sofie.move(again.path, "decline", {"reason": "no_capacity"})
    until("it is in doubt there again", lambda: town.value("ro", DOUBTED, entry) == 1)
    third = Story(town).reach("acknowledged")
    page = third.sofie.accept(third.path)
    assert "You said that 3 places are free: is one less free now?" in page.text
    assert f'<a href="/directory/services/{entry}/places/">' in page.html
    assert town.value("be", DOUBTED, entry) == 0
    until("they had a place", lambda: town.value("ro", DOUBTED, entry) == 0)


def test_another_reason_says_nothing_about_places(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    entry = asked(town, story)
    story.sofie.move(story.path, "decline", {"reason": "outside_area"})
    story.wait("declined")
    assert (town.value("be", DOUBTED, entry), town.value("ro", DOUBTED, entry)) == (0, 0)
