"""The report of an event: numbers of groups, never a name and never a number of a few."""

import re

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import Invented, over
from tests.public.conferences.attending.papers import words
from tests.public.reader import Browser, rows
from tests.vocabulary.typesetting.structure import read


def report(edition: Invented) -> str:
    return f"/edit/conferences/{edition.code}/report/"


def held(site: Node, groups: dict[tuple[str, str], int]) -> Invented:
    """A conference to which so many came, by profession and country; one more registered and stayed away."""
    edition = over(site, funding="Paid by an invented fund.")
    talk, small = edition.session("A talk for all", 0, 2), edition.session("A talk for two", 2, 1)
    edition.session("Coffee", 3, 1, "break")
    people = [
        person
        for (profession, country), count in groups.items()
        for person in edition.people(
            *(f"Secretname {number}" for number in range(count)), profession=profession, country=country
        )
    ]
    edition.were_in(people, talk)
    edition.were_in(people[:2], small)
    edition.person("Absent Secretname", profession="psychologist", country="SE")
    return edition


def cells(page: str) -> dict[str, str]:
    """What stands in the tables, by the heading of the row: the last cell."""
    found = re.findall(r'<th scope="row">(.*?)</th>(?:<td[^>]*>[^<]*</td>)*?<td[^>]*>([^<]*)</td></tr>', page)
    return dict(found)


def test_it_counts_by_profession_country_and_session_and_hides_the_few(
    site: Node, organiser: Browser
) -> None:
    edition = held(site, {("lawyer", "RO"): 7, ("prosecutor", "RO"): 6, ("judge", "BE"): 2})
    page = organiser.get(report(edition)).text
    found = cells(page)
    assert (found["Lawyer"], found["Prosecutor"], found["Judge"]) == ("7", "–", "–")
    assert (found["Romania"], found["Belgium"], found["All"]) == ("–", "–", "15")
    assert (found["A talk for all"], found["A talk for two"]) == ("15", "–")
    assert "Coffee" not in page
    assert "Sweden" not in page, "who did not come is not counted"
    assert "Secretname" not in page
    for each in ("Invented organiser", "Invented hall", "Paid by an invented fund.", "without breaks: 3 h"):
        assert each in page


def test_a_conference_of_a_few_tells_no_number(site: Node, organiser: Browser) -> None:
    """Even where one grouping alone would not hide: from its total the other one could be computed."""
    edition = held(site, {("lawyer", "RO"): 4, ("prosecutor", "RO"): 4})
    found = cells(organiser.get(report(edition)).text)
    shown = {found[name] for name in ("Lawyer", "Prosecutor", "Romania", "All", "A talk for all")}
    assert shown == {"–"}


@pytest.mark.parametrize("people, certificates, said", [(7, 6, "6"), (7, 3, "–"), (4, 6, "–")])
def test_the_number_of_certificates_is_hidden_when_it_is_small_and_when_the_people_are(
    site: Node, organiser: Browser, people: int, certificates: int, said: str
) -> None:
    """Where everybody fetched one it would tell how many came."""
    edition = held(site, {("lawyer", "RO"): people})
    rows(
        site,
        "INSERT INTO conferences_certificate (edition_id, code_hash, name_hash, minutes, sessions, made_at, "
        "taken_back_at) SELECT %s, sha256(random()::text::bytea), '', 60, 1, now(), CASE n WHEN 1 THEN now() END "
        "FROM generate_series(1, %s) n",
        edition.pk,
        certificates + 1,
    )
    assert f"Certificates that are valid: {said}" in organiser.get(report(edition)).text


def test_languages_have_their_names_in_the_language_of_the_report(site: Node, organiser: Browser) -> None:
    edition = over(site)
    spoken = """UPDATE conferences_edition SET interpretation = '["en", "ro"]' WHERE id = %s"""
    rows(site, spoken, edition.pk)
    assert "Languages of interpretation: English, Romanian" in organiser.get(report(edition)).text


def test_the_file_says_the_same_and_is_tagged(site: Node, organiser: Browser) -> None:
    edition = held(site, {("lawyer", "RO"): 7, ("prosecutor", "BE"): 9})
    rows(
        site,
        "INSERT INTO conferences_evaluation (id, edition_id, useful, topics, speakers, network, organised, access, "
        "best, better, is_shown) SELECT gen_random_uuid(), %s, 4, 4, 4, 4, 4, 5, 'Text', '', true "
        "FROM generate_series(1, 5)",
        edition.pk,
    )
    page = organiser.get(report(edition)).text
    assert page.split("<main", 1)[1].count("<svg") == 6
    assert "5 answers, from 1 (not at all) to 5 (fully)" in page
    data = organiser_file(organiser, f"{report(edition)}report.pdf")
    found, said = read(data), words(data)
    assert (found.language, found.part_of_ua, found.without_alt) == ("en", "1", 0)
    assert {"H1", "H2", "L", "Table", "TH"} <= set(found.tags)
    for each in ("Lawyer 7", "All 16", "A talk for all", "5 answers", "Paid by an invented fund."):
        assert each in said, each
    assert "Secretname" not in said


def test_who_may_not_be_seen_in_pictures(site: Node, organiser: Browser) -> None:
    edition = over(site)
    edition.person("Ana Inventata")
    edition.person("Bogdan Inventat", may_be_photographed=True)
    edition.person("Carmen Inventata", state="waiting")
    page = organiser.get(f"/edit/conferences/{edition.code}/photographs/").text
    assert "Ana Inventata" in page
    assert "1 person" in page
    assert "Bogdan" not in page
    assert "Carmen" not in page


def test_an_empty_conference_has_a_report_too(site: Node, organiser: Browser) -> None:
    page = organiser.get(report(Invented(site))).text
    assert "The programme has no session yet." in page
    assert "no answer is shown" in page
    assert cells(page)["All"] == "0"


def test_the_page_of_a_conference_leads_everywhere(site: Node, organiser: Browser) -> None:
    edition = over(site)
    page = organiser.get(f"/edit/conferences/{edition.code}/").text
    ways = set(re.findall(rf'href="(/edit/conferences/{edition.code}/[a-z]+/)"', page))
    assert {f"/edit/conferences/{edition.code}/{each}/" for each in (
        "door", "attendance", "evaluation", "report", "photographs",
    )} <= ways  # fmt: skip
    assert {organiser.get(way).status for way in ways} == {200}


def test_readers_get_no_report(site: Node, reader: Browser) -> None:
    edition = over(site)
    for path in (
        report(edition),
        f"{report(edition)}report.pdf",
        f"/edit/conferences/{edition.code}/photographs/",
    ):
        assert "/edit/login/" in reader.get(path).address


def organiser_file(organiser: Browser, path: str) -> bytes:
    """The bytes of a file that an organiser gets."""
    with organiser._opener.open(organiser.base + path, timeout=30) as answer:
        return bytes(answer.read())
