"""A conference without a free seat says so before anybody registers: on its page, in lists, above the form."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.commands.nodes.node import Node
from safeconduct.public.conferences.registering.seating import Kind, Limit, full_for, held_in, is_free
from tests.public.conferences.registering.story import Person, confirmed, edition
from tests.public.reader import Browser

PROFESSIONS, COUNTRIES = ["judge", "lawyer", "nurse"], ["BG", "RO", "SE"]
ALL = [Kind(profession, country) for profession in PROFESSIONS for country in COUNTRIES]
LIMITS = st.builds(
    Limit, st.sampled_from(["", *PROFESSIONS]), st.sampled_from(["", *COUNTRIES]), st.integers(0, 2)
)


@given(
    seats=st.integers(0, 5),
    limits=st.lists(LIMITS, max_size=5),
    held=st.lists(st.sampled_from(ALL), max_size=5),
)
def test_full_is_when_nobody_of_all_kinds_can_have_a_seat(
    seats: int, limits: list[Limit], held: list[Kind]
) -> None:
    holders = Counter(held)
    full = full_for(seats=seats, limits=limits, holders=holders, professions=PROFESSIONS, countries=COUNTRIES)
    can_any = any(is_free(kind, seats=seats, limits=limits, holders=holders) for kind in ALL)
    assert (full is None) == (not can_any)
    taken = [Kind(each.profession, each.country) for each in limits if held_in(each, holders) >= each.seats]
    assert full is None or full == taken


def test_when_all_seats_are_given_page_list_and_form_say_full_and_lead_to_the_waiting_list(
    site: Node, reader: Browser
) -> None:
    there = edition(site, seats=1)
    places = (f"/en/conferences/{there.code}/", "/en/conferences/", f"/en/conferences/{there.code}/register/")
    before = [reader.get(path).text for path in places]
    assert not [text for text in before if "All seats are given." in text]
    assert "open for registration" in before[0]
    confirmed(there)
    page, listed, form = (reader.get(path).text for path in places)
    assert all("All seats are given." in text for text in (page, listed, form))
    assert "Register for the waiting list" in page
    assert "open for registration" not in page
    assert 'name="email"' in form


def test_a_seat_that_is_offered_to_somebody_who_waits_is_given(site: Node, reader: Browser) -> None:
    there = edition(site, seats=1)
    first, second = confirmed(there), confirmed(there)
    first.does("cancel")
    assert second.state == "offered"
    assert "All seats are given." in reader.get(f"/en/conferences/{there.code}/").text
    second.does("decline")
    assert "All seats are given." not in reader.get(f"/en/conferences/{there.code}/").text


def test_for_whom_a_quota_leaves_no_seat_is_named_while_others_can_have_one(
    site: Node, reader: Browser
) -> None:
    there = edition(site, seats=9)
    there.quota("lawyer", "RO", 1)
    there.quota("", "BG", 2)
    confirmed(there, profession="lawyer", country="RO")
    for path in (f"/en/conferences/{there.code}/", f"/en/conferences/{there.code}/register/"):
        text = reader.get(path).text
        assert "No seat is left for these people" in text
        assert "Lawyer (Romania)." in text
        assert "All seats are given." not in text
    confirmed(there, profession="judge", country="BG")
    confirmed(there, profession="nurse", country="BG")
    assert "Bulgaria; Lawyer (Romania)." in reader.get(f"/en/conferences/{there.code}/").text


def test_before_registering_somebody_learns_that_nothing_is_written_in_their_language(
    site: Node, reader: Browser
) -> None:
    there = edition(site, interpretation='["ro"]')
    path = f"/conferences/{there.code}/register/"
    assert "Languages of interpretation" not in reader.get(f"/en{path}").text
    said = _after(reader.get(f"/fr{path}").text, "Langues d’interprétation")
    assert said.startswith("<dd>roumain</dd>")
    there.is_called("fr", "Le nom")
    assert "Langues d’interprétation" not in reader.get(f"/fr{path}").text


def test_before_confirming_they_learn_it_by_the_language_that_they_chose(site: Node) -> None:
    there = edition(site)
    for language, is_told in (("fr", True), ("en", False)):
        person = Person(there, who={"language": language})
        person.registers()
        assert ('role="note"' in person.opens()) == is_told
        person.does("confirm")
        assert 'role="note"' not in person.opens()


def _after(text: str, heading: str) -> str:
    return text.partition(f"<dt>{heading}</dt>")[2]
