"""A letter of invitation for those who have a seat and need one."""

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.papers import fetched, words
from tests.public.conferences.registering.story import confirmed, edition
from tests.public.reader import Browser
from tests.vocabulary.typesetting.structure import read


def test_whoever_has_a_seat_gets_a_letter_in_the_language_of_their_messages(site: Node) -> None:
    there = edition(site)
    there.is_called("ro", "Conferință inventată")
    person = confirmed(there, wants_letter="on", language="ro", name="Șerban Inventat")
    assert "invitation.pdf" in person.opens()
    data = fetched(site, person.page() + "invitation.pdf")
    found = read(data)
    assert (found.language, found.is_tagged, found.part_of_ua) == ("ro", True, "1")
    assert "Inventat" not in found.title
    said = words(data)
    assert "Șerban Inventat" in said
    assert "Conferință inventată" in said
    assert "Invented Hall" in said
    assert "(Europe/Bucharest)" in said


def test_whoever_waits_or_needs_none_gets_none(site: Node) -> None:
    there = edition(site, seats=1)
    seated, waiting = confirmed(there), confirmed(there, wants_letter="on")
    for person in (seated, waiting):
        assert "invitation.pdf" not in person.opens()
        answer = Browser(site).get(person.page() + "invitation.pdf")
        assert (answer.status, "no letter of invitation" in answer.text) == (409, True)
