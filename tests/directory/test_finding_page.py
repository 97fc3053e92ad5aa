"""The page on which a member looks for a service."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.directory.shelf import Shelf
from tests.site.people import People, give_app, with_app


@pytest.fixture
def reader(shelf: Shelf) -> Client:
    """A social worker of an agency in Romania, signed in."""
    People(shelf.owner).ana()
    give_app(1)
    client = Client()
    with_app(client)
    return client


def found(reader: Client, **asked: object) -> str:
    answer = reader.get(f"/directory/?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return re.findall(r"<h3>[^:]+: [^,]+, ([^,]+), ", html)


def test_services_that_fit_stand_with_their_reasons(reader: Client, shelf: Shelf) -> None:
    free = datetime.now(UTC) - timedelta(hours=2)
    shelf.service(
        "Casa Tei", spoken=["uk"], with_children=True, takes=["women"], places_free=2, places_as_of=free
    )
    shelf.service("Casa Nuc", languages=["ro"])
    html = found(reader, need="housing", language="uk", takes="women", children="yes", country="RO")
    assert names(html) == ["Casa Tei"]
    for reason in (
        "takes: women, an adult who brings children", "Ukrainian is spoken there",
        "2 places free, said within the last day", "same country",
    ):  # fmt: skip
        assert f"<li>{reason}</li>" in html


def test_what_was_asked_is_named_and_folded_so_that_the_answer_stands_near(
    reader: Client, shelf: Shelf
) -> None:
    """At 320 px the open list of needs is longer than seven screens."""
    shelf.service("Casa Tei")
    html = found(reader, need=["housing", "safety"], takes="women")
    assert '<span class="second-text">(Housing, Safety)</span></summary>' in html
    assert "<details open" not in html.partition("<main")[2]


def test_what_is_not_in_our_lists_does_not_filter_and_nothing_breaks(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei")
    html = found(
        reader, need=["<b>", "xx"], country="XX", region="RO-B", age="200", q="\x00", **{"from": "-1"}
    )
    assert names(html) == ["Casa Tei"]
    assert "<b>" not in html.partition("<main")[2]


def test_nothing_fits_and_the_page_says_what_would_have_to_change_and_counts_it_once(
    reader: Client, shelf: Shelf
) -> None:
    shelf.service("Casa Tei", takes=["men"], needs=["housing"])
    asked = {"need": "housing", "country": "RO", "takes": "women"}
    for _again in range(2):
        html = found(reader, **asked)
    assert "No service fits" in html
    assert "It says that it takes others than this person." in html
    assert names(html) == ["Casa Tei"]
    assert re.findall(r'href="\?([^"]*again=1)">Without “([^”]+)”: (\d+)', html) == [
        ("need=housing&amp;country=RO&amp;again=1", "For whom", "1")
    ]
    assert shelf.owner.execute("SELECT need, country, times FROM directory.gap").fetchall() == [
        ("housing", "RO", 1)
    ]
    assert "<td>Romania</td><td>1</td>" in reader.get("/directory/missing/").content.decode()


def test_twenty_stand_on_a_page_and_the_next_follow(reader: Client, shelf: Shelf) -> None:
    team = shelf.team("Casa Tei")
    for number in range(23):
        shelf.service(of=team, service=f"kind {number}")
    first = found(reader, country="RO")
    assert first.count('<li class="card">') == 20
    assert "1 to 20 are shown" in first
    assert found(reader, country="RO", **{"from": 20}).count('<li class="card">') == 3


def test_how_many_there_are_by_country_is_a_picture_and_a_table(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei")
    shelf.service("Casa Nuc", regions=["RO-B", "RO-CJ"])
    shelf.service("Maison Saule", "BE")
    html = found(reader, need="housing")
    rows = re.findall(r'<th scope="row">(\w+)</th><td>(\d+)', html)
    assert rows == [("Romania", "2"), ("Belgium", "1")]
    assert 'width="50%"' in html


@pytest.mark.parametrize(
    "typed", ["salcia", "Salsia", "салчия", "САЛЧИА", "Casa Sălcia", "σαλτσια", "სალცია", "salci"]
)
def test_a_name_is_found_misspelt_and_in_another_script(reader: Client, shelf: Shelf, typed: str) -> None:
    shelf.service("Casa Salcia")
    shelf.service("Maison Lierre", "BE")
    assert names(found(reader, q=typed)) == ["Casa Salcia"]


def test_a_region_or_a_kind_of_help_can_be_typed(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei", "BG", regions=["BG-02"])
    shelf.service("Casa Nuc", "BG", service="legal_advice", needs=["legal_aid"])
    assert names(found(reader, q="Бургас")) == ["Casa Tei"]
    assert names(found(reader, q="legal advise")) == ["Casa Nuc"]


@pytest.mark.parametrize("typed", ["lawyer", "lawer", "avocat", "адвокат", "Rechtsanwalt"])
def test_a_need_is_found_by_what_people_call_it(reader: Client, shelf: Shelf, typed: str) -> None:
    shelf.service("Casa Nuc", service="legal_advice", needs=["legal_aid"])
    shelf.service("Lower Town", service="guardianship", needs=["children_dependants"])
    assert names(found(reader, q=typed))[0] == "Casa Nuc"


def test_hours_in_words_without_a_day_are_not_known_and_not_open_now(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei", hours="Sun, 3 to 4")
    shelf.service("Casa Nuc", hours="Day and night")
    shelf.service("Casa Salcia", hours="Sun, 3 to 4", intake="emergency_24h")
    html = found(reader, country="RO")
    assert html.count("<li>ask when somebody is there</li>") == 1
    assert html.count("<li>somebody is there now</li>") == 2
    assert sorted(names(found(reader, country="RO", open="yes"))) == ["Casa Nuc", "Casa Salcia"]


def test_nobody_who_is_not_signed_in_finds_anything() -> None:
    assert Client().get("/directory/").status_code == 302


def gaps_of(shelf: Shelf) -> list[tuple[str, str, int]]:
    return shelf.owner.execute("SELECT need, country, times FROM directory.gap ORDER BY need").fetchall()


def test_a_search_that_the_page_offered_is_no_gap_and_neither_is_nothing_asked(
    reader: Client, shelf: Shelf
) -> None:
    shelf.service("Casa Tei", takes=["men"], needs=["housing"])
    found(reader, need="housing", country="SE", again="1")
    found(reader, takes="women")
    html = found(reader, q="dentist", country="SE")
    assert gaps_of(shelf) == []
    assert "It is counted" not in html
    found(reader, need="housing", country="SE")
    assert gaps_of(shelf) == [("housing", "SE", 1)]


def test_what_leads_to_nothing_is_not_offered_and_another_need_is(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei", needs=["housing"], takes=["men"])
    shelf.service("Casa Nuc", needs=["legal_aid"], service="legal_advice", takes=["women"])
    html = found(reader, need="housing", country="RO", takes="women", papers="yes")
    assert re.findall(r"Without “([^”]+)”: (\d+)", html) == [
        ("Needs that it must answer to", "1"),
        ("For whom", "1"),
    ]


def test_when_nothing_is_near_the_page_says_what_there_is_and_whom_to_ask(
    reader: Client, shelf: Shelf
) -> None:
    shelf.service("Casa Tei", needs=["housing"])
    keeper = People(shelf.owner).dan()
    shelf.owner.execute(
        "UPDATE agencies.member SET profession = 'administrator', keeps_node = true WHERE id = %s", [keeper]
    )
    html = found(reader, need="employment", country="SE")
    assert "No service in Sweden stands in the directory." in html
    assert "The directory has services in: Romania." in html
    assert "Tell who keeps this node" in html
    assert "You need not report that it is missing: it is counted already" in html
    assert "<li>Dan, Other" in html
    again = found(reader, need="employment", country="SE", again="1")
    assert "It was counted that it is missing when it was looked for first." in again
    named = found(reader, q="Qwertzuiop")
    assert "Look for a need, or a country: then it is counted that it is missing." in named
    here = found(reader, need="employment", country="RO")
    assert "In Romania there are services for these needs: Housing" in here


def test_a_name_that_is_nearly_typed_is_offered(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Dentaria")
    html = found(reader, q="dentist")
    assert "Names that are spelt most like it" in html
    assert "Casa Dentaria" in html


def test_by_country_counts_all_needs_that_are_asked_and_says_so(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Tei", needs=["housing", "safety"])
    shelf.service("Casa Nuc", needs=["housing"])
    shelf.service("Maison Saule", "BE", needs=["safety"])
    html = found(reader, need=["housing", "safety"])
    assert (
        "answer to all of this: Housing, Safety;" in html or "answer to all of this: Safety, Housing;" in html
    )
    assert re.findall(r'<th scope="row">(\w+)</th><td>(\d+)', html) == [("Romania", "1")]


def test_a_service_that_is_called_as_its_kind_is_named_once(reader: Client, shelf: Shelf) -> None:
    shelf.service("Casa Nuc", team="Legal advice", service="legal_advice", needs=["legal_aid"])
    html = found(reader, need="legal_aid")
    assert "<h3>Legal advice, Casa Nuc, RO</h3>" in html
    assert "Legal advice: Legal advice" not in html


def test_a_slip_that_was_put_right_is_said_on_the_search_and_beside_the_wishes(
    reader: Client, shelf: Shelf
) -> None:
    shelf.service("Casa Salciei")
    said = "“Salcej” stands nowhere. It was read as: Salciei."
    assert said in found(reader, q="Salcej")
    assert "stands nowhere" not in found(reader, q="Salciei")
    for name in ("wish", "keep_out"):
        html = found(reader, **{name: "Casa Salcej"})
        assert "“Casa Salcej” stands nowhere. It was read as: Casa Salciei." in html
        assert "stands nowhere" not in found(reader, **{name: "Casa Salciei"})


def test_a_service_that_was_found_is_asked_with_the_search_that_found_it(
    reader: Client, shelf: Shelf
) -> None:
    service = shelf.service("Casa Tei", spoken=["uk"])
    html = found(reader, need="housing", language="uk", country="RO")
    assert re.findall(r'href="/enquiries/ask/\?([^"]+)"', html) == [
        f"service={service}&amp;need=housing&amp;country=RO&amp;language=uk"
    ]
