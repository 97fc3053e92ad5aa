"""Somebody registers: mail, confirmation, seat or waiting list; and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.registering.story import DAY, WHO, Person, confirmed, edition
from tests.public.reader import Browser, rows


def test_whoever_registers_is_mailed_and_has_no_seat_until_the_address_is_confirmed(site: Node) -> None:
    person = Person(edition(site))
    answer = person.registers()
    assert "Look into your mail" in answer.text
    assert (person.state, len(person.mails())) == ("unconfirmed", 1)
    assert "not confirmed yet" in person.opens()
    assert person.state == "unconfirmed", "opening the page, as mail programs do, must not confirm"
    answer = person.does("confirm")
    assert "You have a seat" in answer.text
    assert "<svg" in answer.text
    assert person.state == "seated"


def test_when_no_seat_is_free_there_is_a_place_on_the_waiting_list_and_its_number(site: Node) -> None:
    there = edition(site, seats=1)
    people = [confirmed(there) for _ in range(3)]
    assert [person.state for person in people] == ["seated", "waiting", "waiting"]
    assert "at place 1" in people[1].opens()
    assert "at place 2" in people[2].opens()


def test_a_quota_keeps_seats_from_one_profession_of_one_country(site: Node) -> None:
    there = edition(site, seats=9)
    there.quota("lawyer", "RO", 1)
    kinds = [("lawyer", "RO"), ("lawyer", "RO"), ("lawyer", "BG"), ("judge", "RO")]
    people = [confirmed(there, profession=profession, country=country) for profession, country in kinds]
    assert [person.state for person in people] == ["seated", "waiting", "seated", "seated"]


def test_an_address_that_is_registered_gets_the_same_answer_and_only_a_mail_tells(site: Node) -> None:
    there = edition(site, seats=2)
    known, new = confirmed(there), Person(there)
    again = Person(there, known.email.upper())
    first, second = again.registers(), new.registers()
    assert (first.status, first.text, first.address) == (second.status, second.text, second.address)
    assert (
        "you are registered already"
        in rows(site, 'SELECT subject FROM post_mail WHERE "to" = %s ORDER BY id', known.email)[-1]
    )
    assert known.state == "seated"
    assert there.states().count("seated") == 1


def test_what_is_entered_last_is_what_is_confirmed_and_then_stays(site: Node) -> None:
    there = edition(site, seats=9)
    there.quota("lawyer", "RO", 0)
    person = Person(there, who={"access": "A companion"})
    person.registers()
    made = "SELECT id, made_at FROM conferences_registration WHERE edition_id = %s"
    before = rows(site, made, there.pk)
    person.who = {
        "name": "Other Person",
        "profession": "judge",
        "country": "BG",
        "access": "",
        "diet": "Nuts",
    }
    person.registers()
    person.does("confirm")
    person.who = {"name": "A Stranger", "diet": "Nothing"}
    person.registers()
    asked = (
        "SELECT r.name, r.profession, r.country, r.state, n.access, n.diet FROM conferences_registration r "
        "JOIN conferences_needs n ON n.registration_id = r.id WHERE r.edition_id = %s"
    )
    assert rows(site, asked, there.pk) == [("Other Person", "judge", "BG", "seated", "", "Nuts")]
    assert rows(site, made, there.pk) == before, "its place in the order stays"


def test_nobody_is_flooded_with_mail_by_somebody_who_registers_them_again_and_again(site: Node) -> None:
    person = Person(edition(site))
    for _ in range(4):
        person.registers()
    assert 1 <= len(person.mails()) <= 2, "one in an hour; an hour may have ended in between"


def test_no_mail_holds_what_a_stranger_could_have_written_into_the_form(site: Node) -> None:
    person = Person(edition(site), who={"name": "Buy at http://spam.example", "organisation": "Cheap pills"})
    person.registers()
    person.does("confirm")
    assert not [mail for mail in person.mails() if "spam" in mail or "pills" in mail]


@pytest.mark.parametrize("change, sentence", [
    ({"state": "closed"}, "is closed"), ({"state": "cancelled"}, "was cancelled"),
    ({"state": "held"}, "has taken place already"),
    ({"closes_at": datetime.now(UTC) - DAY}, "is closed"),
    ({"opens_at": datetime(2027, 6, 1, 7, tzinfo=UTC), "closes_at": datetime(2027, 7, 1, tzinfo=UTC),
      "starts_at": datetime(2027, 8, 1, tzinfo=UTC), "ends_at": datetime(2027, 8, 2, tzinfo=UTC)},
     "is not open yet. Registration opens on 1 June 2027, 10:00 (Europe/Bucharest)."),
])  # fmt: skip
def test_when_nobody_can_register_a_sentence_says_so_and_nothing_that_was_typed_is_lost(
    site: Node, change: dict[str, object], sentence: str
) -> None:
    there = edition(site)
    there.set(**change)
    address = f"/en/conferences/{there.code}/register/"
    page = Browser(site).get(address)
    assert (page.status, sentence in page.text, "<form method" in page.text) == (200, True, False)
    late = Person(there).registers()
    assert (late.status, sentence in late.text) == (409, True)
    assert "Invented Person" in late.text
    assert there.states() == []


def test_a_conference_that_is_being_prepared_is_not_there(site: Node) -> None:
    there = edition(site, state="draft")
    assert Browser(site).get(f"/en/conferences/{there.code}/register/").status == 404


@pytest.mark.parametrize("wrong, sentence", [
    ({"name": ""}, "Fill this in"), ({"name": "x" * 121}, "This is too long"),
    ({"email": "nobody"}, "valid"), ({"email": f"a@{'b.' * 124}example"}, "This is too long"),
    ({"email": "aydın@people.example"}, "Enter a valid email address."),
    ({"profession": "king"}, "Choose one of the list."),
    ({"country": "ZZ"}, "Choose one of the list."),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stands_there(
    site: Node, wrong: dict[str, str], sentence: str
) -> None:
    there = edition(site)
    answer = Person(there, who={"organisation": "House <script>alert(1)</script>", **wrong}).registers()
    assert answer.status == 422
    assert sentence in answer.text
    assert "House &lt;script&gt;" in answer.text
    assert "<script" not in answer.text
    assert there.states() == []


def test_a_program_that_fills_in_the_hidden_field_gets_the_same_answer_and_nothing_is_kept(
    site: Node,
) -> None:
    there = edition(site)
    answer = Person(there, who={"website": "http://spam.example"}).registers()
    assert "Look into your mail" in answer.text
    assert there.states() == []


def test_a_form_that_another_host_sends_is_refused(site: Node) -> None:
    there = edition(site)
    browser = Browser(site)
    browser._opener.addheaders = [("Sec-Fetch-Site", "cross-site")]
    answer = browser.post(f"/en/conferences/{there.code}/register/", {**WHO, "email": "a@people.example"})
    assert (answer.status, there.states()) == (403, [])


def test_what_is_too_much_for_an_hour_is_refused_and_what_was_typed_stands_there(site: Node) -> None:
    there = edition(site)
    Person(there).registers()
    rows(site, "UPDATE asking_sent SET times = 100000")
    try:
        answer = Person(there).registers()
    finally:
        rows(site, "DELETE FROM asking_sent")
    assert answer.status == 429
    assert "Too much was sent in this hour" in answer.text
    assert "Invented Person" in answer.text


def test_a_person_may_change_name_organisation_and_needs(site: Node) -> None:
    person = confirmed(edition(site), access="A place for a wheelchair")
    assert "A place for a wheelchair" in person.opens()
    changed = {
        "name": "Other Name",
        "organisation": "Other House",
        "access": "",
        "diet": "no nuts",
        "language": "ro",
    }
    answer = Browser(site).post(person.page() + "change/", changed)
    assert "Other Name" in answer.text
    assert "no nuts" in answer.text
    assert '<p role="status">Saved.</p>' in answer.text
    assert rows(site, "SELECT language FROM conferences_registration WHERE email = %s", person.email) == [
        "ro"
    ]
    assert "wheelchair" not in answer.text


def test_what_somebody_did_not_enter_themselves_is_deleted_by_one_press(site: Node) -> None:
    there = edition(site)
    person = Person(there)
    person.registers()
    assert "Nothing of it is kept" in person.does("cancel").text
    assert there.states() == []


def test_the_page_of_a_person_is_kept_nowhere_and_found_by_no_search(site: Node) -> None:
    person = confirmed(edition(site))
    answer = Browser(site).get(person.page())
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.headers.get_all("Set-Cookie")
    assert Browser(site).get("/en/conferences/mine/" + "x" * 32 + "/").status == 404


def test_the_secret_of_a_page_stands_in_no_table_but_in_the_mail_that_waits(site: Node) -> None:
    person = confirmed(edition(site))
    secret = person.page().split("/")[4]
    of_it = "SELECT count(*) FROM conferences_registration r WHERE email = %s AND r::text LIKE %s"
    assert rows(site, of_it, person.email, f"%{secret}%") == [0]


def test_after_the_beginning_nothing_can_be_confirmed_when_registration_is_closed(site: Node) -> None:
    there = edition(site)
    person = Person(there)
    person.registers()
    began = datetime.now(UTC) - timedelta(hours=1)
    there.set(starts_at=began, closes_at=began)
    answer = person.does("confirm")
    assert (answer.status, "has begun" in answer.text) == (409, True)
