"""Those who organise see who registered, change seats and quotas, and decide about one person."""

import re
from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.conferences.registering.lists import as_csv, defused
from tests.public.conferences.registering.story import Edition, Person, confirmed, edition
from tests.public.reader import Answer, Browser, rows

type SignIn = Callable[[str], Browser]


@pytest.fixture(scope="module")
def organiser(site: Node) -> Browser:
    """The organiser's browser."""
    return Browser(site).signed_in("organiser")


def address(of: Edition, ending: str = "") -> str:
    return f"/edit/conferences/{of.code}/registrations/{ending}"


def send(organiser: Browser, of: Edition, ending: str, **fields: str) -> Answer:
    organiser.get(address(of))
    return organiser.post(address(of, ending), fields)


def number(person: Person) -> str:
    asked = "SELECT id FROM conferences_registration WHERE edition_id = %s AND email = %s"
    return str(rows(person.of.site, asked, person.of.pk, person.email)[0])


@pytest.mark.parametrize("ending", ["", "seats/", "needs/", "seated.csv"])
def test_only_those_who_organise_see_who_registered(site: Node, sign_in: SignIn, ending: str) -> None:
    there = edition(site)
    assert "/edit/login/" in Browser(site).get(address(there, ending)).address
    answer = sign_in("editor").get(address(there, ending))
    assert answer.status != 200 or "/edit/login/" in answer.address
    assert there.code not in answer.text


def test_the_list_says_who_and_how_and_counts_against_quotas(site: Node, organiser: Browser) -> None:
    there = edition(site, seats=2)
    there.quota("lawyer", "RO", 1)
    confirmed(there, name="First Invented")
    confirmed(there, name="Second Invented")
    confirmed(there, name="Third Invented", profession="judge")
    page = organiser.get(address(there)).text
    assert page.index("First Invented") < page.index("Second Invented") < page.index("Third Invented")
    assert "2 of 2 seats are held" in page
    assert re.search(r"<td>1 \(full\)</td><td>1</td>", page)
    waiting = organiser.get(address(there, "?state=waiting")).text
    assert "Second Invented" in waiting
    assert "First Invented" not in waiting
    assert organiser.get(address(there, "?state=king")).status == 404


def test_a_long_list_comes_in_pages(site: Node, organiser: Browser) -> None:
    there = edition(site)
    rows(
        site,
        "INSERT INTO conferences_registration (id, edition_id, secret_hash, ticket, name, email, organisation, "
        "profession, country, language, wants_letter, may_be_photographed, state, made_at) "
        "SELECT gen_random_uuid(), %s, sha256((%s || n)::bytea), left(%s || n, 16), 'Invented ' || n, "
        "n || '@people.example', 'House', 'judge', 'BG', 'en', false, false, 'waiting', now() "
        "FROM generate_series(1, 60) n",
        there.pk, there.code, there.code,
    )  # fmt: skip
    page = organiser.get(address(there, "?state=waiting")).text
    assert page.count('<tr><th scope="row"><a') == 50
    assert 'href="?state=waiting&amp;page=2"' in page


def test_seats_and_quotas_are_not_lowered_below_those_who_hold_one(site: Node, organiser: Browser) -> None:
    there = edition(site, seats=3)
    confirmed(there)
    confirmed(there)
    refused = send(organiser, there, "seats/", seats="1")
    assert (refused.status, "2 people hold a seat here already" in refused.text) == (409, True)
    quota = {"new-profession": "lawyer", "new-country": "", "new-seats": "1"}
    refused = send(organiser, there, "seats/", **quota)
    assert (refused.status, "2 people hold a seat here already" in refused.text) == (409, True)
    assert rows(site, "SELECT seats FROM conferences_edition WHERE id = %s", there.pk) == [3]
    assert rows(site, "SELECT 1 FROM conferences_quota WHERE edition_id = %s", there.pk) == []


def test_more_seats_a_higher_quota_or_none_are_offered_at_once(site: Node, organiser: Browser) -> None:
    there = edition(site, seats=1)
    first, second, third = (confirmed(there) for _ in range(3))
    there.quota("", "RO", 2)
    assert send(organiser, there, "seats/", seats="9").status == 200
    assert [person.state for person in (first, second, third)] == ["seated", "offered", "waiting"]
    pk = rows(site, "SELECT id FROM conferences_quota WHERE edition_id = %s", there.pk)[0]
    send(organiser, there, f"seats/{pk}/drop/")
    assert third.state == "offered"


def test_somebody_is_given_a_free_seat_out_of_turn_and_none_that_is_not_there(
    site: Node, organiser: Browser
) -> None:
    there = edition(site, seats=2)
    there.quota("lawyer", "", 1)
    confirmed(there)
    second = confirmed(there)
    refused = send(organiser, there, f"{number(second)}/", do="seat")
    assert "There is no free seat for this person" in refused.text
    assert second.state == "waiting"
    rows(site, "UPDATE conferences_quota SET seats = 2 WHERE edition_id = %s", there.pk)
    assert "told by mail" in send(organiser, there, f"{number(second)}/", do="seat").text
    assert second.state == "seated"


def test_somebody_who_is_cancelled_is_told_and_the_next_is_asked(site: Node, organiser: Browser) -> None:
    there = edition(site, seats=1)
    first, second = confirmed(there), confirmed(there)
    send(organiser, there, f"{number(first)}/", do="cancel")
    assert (first.state, second.state) == ("cancelled", "offered")
    assert "your registration was cancelled" in first.mails()[-1]


def test_who_never_confirmed_their_address_is_cancelled_and_told_nothing(
    site: Node, organiser: Browser
) -> None:
    there = edition(site)
    person = Person(there)
    person.registers()
    mails = len(person.mails())
    said = send(organiser, there, f"{number(person)}/", do="cancel").text
    assert "Done. No mail was sent: this address was never confirmed." in said
    assert (person.state, len(person.mails())) == ("cancelled", mails)


def test_what_those_with_a_seat_need_is_listed_and_in_no_file(site: Node, organiser: Browser) -> None:
    there = edition(site, seats=1)
    confirmed(there, access="A place for a wheelchair", name="=cmd|calc", diet="no nuts")
    confirmed(there, access="Of somebody who waits")
    page = organiser.get(address(there, "needs/")).text
    assert "A place for a wheelchair" in page
    assert "Of somebody who waits" not in page
    file = organiser.get(address(there, "seated.csv"))
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "'=cmd|calc" in file.text
    assert "(RO)" in file.text
    assert "wheelchair" not in file.text


@pytest.mark.parametrize("typed, kept", [
    ("=1+1", "'=1+1"), ("+40", "'+40"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("  =1", "'  =1"),
    ("Ana = Bob", "Ana = Bob"), ("", ""),
])  # fmt: skip
def test_no_cell_becomes_a_formula(typed: str, kept: str) -> None:
    assert defused(typed) == kept


def test_what_holds_a_comma_or_a_line_break_stays_one_cell() -> None:
    assert as_csv(["A"], [["x, y"], ['say "z"']]) == '\ufeffA\r\n"x, y"\r\n"say ""z"""\r\n'
