"""The conferences of the demonstration: one held, one open, one a draft, one that opens later; in two languages."""

import re

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows


def test_readers_see_one_that_was_held_one_that_is_open_and_one_that_opens_later(reader: Browser) -> None:
    ahead, _, past = reader.get("/en/conferences/").text.partition("Past conferences")
    assert "Asking across a border" in ahead
    assert "What we promised each other" in ahead
    assert "What somebody hears first" in past
    assert "What became of it" not in ahead + past
    cluj = reader.get("/en/conferences/cluj/").text
    assert "Registration is open until" in cluj
    assert 'href="/en/conferences/cluj/register/"' in cluj
    brussels = reader.get("/en/conferences/brussels/").text
    assert "Registration opens on" in brussels
    assert "/register/" not in brussels
    assert "This conference is over." in reader.get("/en/conferences/iasi/").text


def test_every_text_is_there_in_both_languages(site: Node, reader: Browser) -> None:
    romanian = reader.get("/ro/conferences/cluj/").text
    assert "A cere peste graniță" in romanian
    assert '<span lang="en"' not in romanian.partition("<main")[2]
    assert "at the same time" in reader.get("/en/conferences/cluj/").text


def test_the_final_conference_is_in_another_time_zone_and_names_an_invented_funder(reader: Browser) -> None:
    text = reader.get("/en/conferences/brussels/").text
    assert "Europe/Brussels" in text
    assert "Fondul Tei (invented)" in text
    assert "Fondul Tei (inventat)" in reader.get("/ro/conferences/brussels/").text
    assert "</span>900.00</td>" in reader.get("/en/conferences/iasi/").text


def test_its_handout_can_be_taken_along(reader: Browser) -> None:
    [address] = re.findall(r'href="(/materials/\w+/)"', reader.get("/en/conferences/iasi/").text)
    answer = reader.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "You can stop it at any time" in answer.text


def test_its_programmes_could_have_been_written_by_the_forms(site: Node) -> None:
    """Every session within the days, none in another one's way."""
    refused = within(
        site,
        """
        from safeconduct.public.conferences.editing.placing import may_stand
        from safeconduct.public.conferences.editing.queries import programme_of, when_of
        for each in Edition.objects.filter(code__in=["iasi", "cluj", "constanta", "brussels"]):
            found = programme_of(each)
            assert len(found) > 1
            print([slot.title for slot in found if not may_stand(slot, found, when_of(each))])
        """,
    )
    assert refused.split("\n") == ["[]"] * 4


def test_seats_are_kept_for_professions_and_countries(site: Node) -> None:
    kept = rows(site, "SELECT q.profession, q.country, q.seats FROM conferences_quota q JOIN conferences_edition e ON e.id = q.edition_id WHERE e.code = 'cluj' ORDER BY q.id")  # fmt: skip  # noqa: E501
    assert kept == [("lawyer", "", 8), ("social_worker", "", 10), ("", "BE", 4)]
