"""The evaluation: once for each who came, kept without them, and shown five answers at a time."""

import re

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import Person, over
from tests.public.reader import Browser, rows

SCALED = ("useful", "topics", "speakers", "network", "organised", "access")


@pytest.fixture(autouse=True)
def nothing_sent_yet(site: Node) -> None:
    rows(site, "DELETE FROM asking_sent")


def form_of(person: Person) -> str:
    return f"/en/conferences/mine/{person.secret}/evaluation/"


def answers(step: int = 4, **other: str) -> dict[str, str]:
    return {name: str(step) for name in SCALED} | other


def test_an_answer_is_kept_once_and_without_the_person(site: Node, reader: Browser) -> None:
    edition = over(site)
    person = edition.person("Ana Inventata")
    edition.was_in(person)
    assert "I met people with whom I will work." in reader.get(form_of(person)).text
    first = reader.post(form_of(person), answers(best="The second talk"))
    again = reader.post(form_of(person), answers(step=1))
    assert "Thank you. Your answers are sent." in first.text
    assert "You have answered already." not in first.text
    assert "You have answered already." in again.text
    for answer in (first, again):
        assert f'href="/en/conferences/mine/{person.secret}/"' in answer.text
    assert "Set-Cookie" not in first.headers
    kept = rows(site, "SELECT useful, best FROM conferences_evaluation WHERE edition_id = %s", edition.pk)
    assert kept == [(4, "The second talk")]


def test_an_address_alone_does_not_say_that_something_was_sent(site: Node, reader: Browser) -> None:
    edition = over(site)
    person = edition.person("Ana Inventata")
    edition.was_in(person)
    shown = reader.get(f"{form_of(person)}?sent=1").text
    assert "Your answers are sent." not in shown
    assert "<form" in shown


def test_no_column_of_an_answer_leads_to_a_person_or_a_time(site: Node) -> None:
    columns = rows(
        site,
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'conferences_evaluation'",
    )
    assert {name for name, kind in columns} == {"id", "edition_id", "best", "better", "is_shown", *SCALED}
    assert dict(columns)["id"] == "uuid", "a number would tell the order"


def test_whoever_did_not_come_is_not_asked(site: Node, reader: Browser) -> None:
    edition = over(site)
    person = edition.person("Bogdan Inventat")
    for answer in (reader.get(form_of(person)), reader.post(form_of(person), answers())):
        assert "Nobody wrote down that you were there." in answer.text
        assert "<form" not in answer.text
    assert reader.get(f"/en/conferences/mine/{'x' * 32}/evaluation/").status == 404
    assert rows(site, "SELECT count(*) FROM conferences_evaluation WHERE edition_id = %s", edition.pk) == [0]


@pytest.mark.parametrize("wrong", [{"useful": ""}, {"useful": "6"}, {"useful": "x"}, {"best": "a" * 1001}])
def test_a_wrong_answer_is_shown_again_with_what_was_typed(
    site: Node, reader: Browser, wrong: dict[str, str]
) -> None:
    edition = over(site)
    person = edition.person("Carmen Inventata")
    edition.was_in(person)
    answer = reader.post(form_of(person), answers(better="More <b>time</b>") | wrong)
    assert answer.status == 422
    assert "More &lt;b&gt;time&lt;/b&gt;" in answer.text
    assert rows(site, "SELECT count(*) FROM conferences_evaluation WHERE edition_id = %s", edition.pk) == [0]


def test_a_program_that_fills_the_trap_leaves_nothing(site: Node, reader: Browser) -> None:
    edition = over(site)
    person = edition.person("Dan Inventat")
    edition.was_in(person)
    reader.post(form_of(person), answers(website="https://example.org/"))
    assert rows(site, "SELECT count(*) FROM conferences_evaluation WHERE edition_id = %s", edition.pk) == [0]


def test_answers_are_seen_five_at_a_time_as_a_picture_and_as_a_table(
    site: Node, reader: Browser, organiser: Browser
) -> None:
    edition = over(site)
    people = [edition.person(f"Person {number} Inventat") for number in range(6)]
    page = f"/edit/conferences/{edition.code}/evaluation/"
    for number, person in enumerate(people):
        edition.was_in(person)
        if number == 4:
            before = organiser.get(page).text
            assert "Answers shown: 0. Waiting: 4." in before
            assert "Text of 0" not in before
            assert "<svg" not in before.split("<main", 1)[1]
        reader.post(form_of(person), answers(step=1 + number % 5, best=f"Text of {number}"))
    after = organiser.get(page).text
    assert "Answers shown: 5. Waiting: 1." in after
    assert "Mean: 3.0 of 5" in after
    assert "Text of 4" in after
    assert "Text of 5" not in after, "the sixth waits for four others"
    main = after.split("<main", 1)[1]
    assert (main.count("<svg"), main.count("<table")) == (6, 6)
    first = main.split("<table", 1)[1].split("</table", 1)[0]
    assert re.findall(r'<td data-label="People">(\d+)</td>', first) == ["1"] * 5


def test_readers_see_no_results(site: Node, reader: Browser) -> None:
    assert "/edit/login/" in reader.get(f"/edit/conferences/{over(site).code}/evaluation/").address
