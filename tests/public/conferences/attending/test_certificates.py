"""A certificate for those present alone, and a code that confirms it without a list and without a name."""

import re

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import Invented, Person, over
from tests.public.conferences.attending.papers import code_on, fetched, words
from tests.public.reader import Answer, Browser, rows
from tests.vocabulary.typesetting.structure import languages, read

VERIFY = "/en/conferences/verify/"


@pytest.fixture(autouse=True)
def nothing_sent_yet(site: Node) -> None:
    """The tests are one reader to the site: without this they would be a flood together."""
    rows(site, "DELETE FROM asking_sent")


def paper_of(person: Person) -> str:
    return f"/en/conferences/mine/{person.secret}/certificate.pdf"


def asked(reader: Browser, code: str, name: str = "") -> str:
    answer = reader.post(VERIFY, {"code": code, "name": name})
    assert answer.status == 200
    return re.sub(r"<[^>]+>|\s+", " ", answer.text.split("<main", 1)[1])


def attended(site: Node, name: str = "Ana Inventata") -> tuple[Invented, Person, list[int]]:
    edition = over(site, funding="Paid by an invented fund.")
    sessions = [
        edition.session("Identification <b>first</b>", 0, 2),
        edition.session("Law and practice", 1, 2),
        edition.session("Coffee", 3, 1, "break"),
        edition.session("Not attended", 4, 3),
    ]
    person = edition.person(name)
    edition.was_in(person, *sessions[:3])
    return edition, person, sessions


def test_it_says_who_was_where_when_and_how_long(site: Node) -> None:
    edition, person, _sessions = attended(site)
    data = fetched(site, paper_of(person))
    said = words(data)
    for each in (
        "Ana Inventata took part",
        f"Invented conference {edition.code}",
        "Organiser: Invented organiser",
        "Place: Invented hall, Cluj-Napoca",
        "Hours in sessions: 3 h",
        "Identification <b>first</b>",
        "Law and practice",
        "Paid by an invented fund.",
        "/en/conferences/verify/",
    ):
        assert each in said, each
    assert "Not attended" not in said
    assert "Coffee" not in said


def test_it_is_a_tagged_file_in_the_language_of_the_persons_messages(site: Node) -> None:
    edition, _person, sessions = attended(site)
    romanian = edition.person("Ștefan Inventat", language="ro")
    edition.was_in(romanian, sessions[0])
    data = fetched(site, paper_of(romanian))
    found = read(data)
    assert (found.language, found.part_of_ua, found.is_tagged, found.without_alt) == ("ro", "1", True, 0)
    assert {"H1", "H2", "L", "Table", "TH", "TD"} <= set(found.tags)
    assert "Ștefan" in words(data)
    assert languages(data) == {"ro", "en"}, "the titles are English ones"
    assert "tefan" not in found.title, "the title of the file names nobody"


def test_whoever_was_not_there_gets_none(site: Node, reader: Browser) -> None:
    edition, _person, sessions = attended(site)
    absent, at_the_door = edition.person("Bogdan Inventat"), edition.person("Carmen Inventata")
    edition.was_in(at_the_door)
    running, cancelled = Invented(site), over(site, state="cancelled")
    early, in_vain = running.person("Dan Inventat"), cancelled.person("Elena Inventata")
    running.was_in(early, running.session("Talk", 0, 1))
    cancelled.was_in(in_vain, cancelled.session("Talk", 0, 1))
    for person, sentence in (
        (absent, "Nobody wrote down that you were there."),
        (at_the_door, "Nobody wrote down a session in which you were."),
        (early, "The conference is not over yet."),
        (in_vain, "This conference was not held."),
    ):
        answer = reader.get(paper_of(person))
        assert (answer.status, sentence in answer.text) == (409, True), sentence
        assert f'href="{page_of(person)}"' in answer.text, "the way back"
        page = reader.get(page_of(person)).text
        assert sentence in page or person is absent, "said before somebody asks"
        assert paper_of(person) not in page
    assert sessions


def test_the_page_of_whoever_was_there_leads_to_it(site: Node, reader: Browser) -> None:
    _edition, person, _sessions = attended(site)
    page = reader.get(page_of(person)).text
    assert f'href="{paper_of(person)}"' in page
    assert "Nobody wrote down" not in page


def test_whoever_is_not_asked_for_yet_reads_nothing_of_certificates(site: Node, reader: Browser) -> None:
    running = Invented(site)
    assert "ertificate" not in reader.get(page_of(running.person("Ana Inventata"))).text.split("<main", 1)[1]


def test_everybody_written_down_at_once_gets_the_one_that_is_right(
    site: Node, reader: Browser, organiser: Browser
) -> None:
    edition, person, sessions = attended(site)
    late = edition.person("Bogdan Inventat")
    edition.was_in(late)
    older = code_on(fetched(site, paper_of(person)))
    page = f"/edit/conferences/{edition.code}/attendance/"
    organiser.get(page)
    organiser.post(f"{page}{sessions[3]}/all/", {})
    assert "Hours in sessions: 3 h" in words(fetched(site, paper_of(late)))
    assert "Taken back" in asked(reader, older), "it says less than is written down now"


def page_of(person: Person) -> str:
    return f"/en/conferences/mine/{person.secret}/"


def test_somebody_elses_certificate_cannot_be_fetched(site: Node, reader: Browser) -> None:
    _edition, person, _sessions = attended(site)
    wrong = person.secret[:-1] + ("A" if person.secret[-1] != "A" else "B")
    for path in (wrong, str(person.pk), person.ticket, "x" * 32):
        assert reader.get(f"/en/conferences/mine/{path}/certificate.pdf").status == 404
    answer: Answer = reader.get(paper_of(person))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_code_is_valid_and_confirms_only_a_name_that_is_typed(site: Node, reader: Browser) -> None:
    edition, person, _sessions = attended(site, "Ioana-Maria Inventată")
    code = code_on(fetched(site, paper_of(person)))
    said = asked(reader, code)
    assert "Valid" in said
    assert edition.code in said
    assert "3 h" in said
    assert "Ioana" not in said
    assert "It was made for the name that you typed." in asked(reader, code, "  IOANA-MARIA  inventată ")
    wrong = reader.post(VERIFY, {"code": code, "name": "Ioana Inventată"}).text
    assert "It was not made for the name that you typed." in wrong
    assert "<strong>Not for this name</strong>" in wrong
    assert "Valid" not in wrong, "nothing that looks like a yes"
    assert "is-in" not in wrong
    assert "Valid" in asked(reader, code.lower().replace("-", " ")), "however it is typed"


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA-AAAA", "%", "é" * 50, "' OR 1=1 --", "\x01"])
def test_another_code_is_not_known(reader: Browser, code: str) -> None:
    said = asked(reader, code)
    assert "Not known" in said
    assert "Valid" not in said


def test_the_code_stays_the_same_and_outlives_the_registration(site: Node, reader: Browser) -> None:
    _edition, person, _sessions = attended(site)
    code = code_on(fetched(site, paper_of(person)))
    assert code_on(fetched(site, paper_of(person))) == code
    rows(
        site,
        "UPDATE conferences_certificate SET registration_id = NULL WHERE registration_id = %s",
        person.pk,
    )
    for table in ("attendance", "presencechange"):
        rows(site, f"DELETE FROM conferences_{table} WHERE registration_id = %s", person.pk)
    rows(site, "DELETE FROM conferences_registration WHERE id = %s", person.pk)
    assert "It was made for the name that you typed." in asked(reader, code, person.name)


def test_a_corrected_list_takes_it_back_and_the_right_one_is_valid(
    site: Node, reader: Browser, organiser: Browser
) -> None:
    edition, person, sessions = attended(site)
    code = code_on(fetched(site, paper_of(person)))
    page = f"/edit/conferences/{edition.code}/attendance/{sessions[1]}/"
    organiser.get(page)
    organiser.post(page, {"registration": str(person.pk), "was_there": "no"})
    assert "Taken back" in asked(reader, code, person.name)
    newer = code_on(fetched(site, paper_of(person)))
    assert newer != code
    assert "2 h" in asked(reader, newer)
    organiser.post(page, {"registration": str(person.pk), "was_there": "yes"})
    assert "Valid" in asked(reader, code), "what it says is right again"
    assert "Taken back" in asked(reader, newer)


def test_whoever_is_found_not_to_have_come_has_none_any_more(
    site: Node, reader: Browser, organiser: Browser
) -> None:
    edition, person, _sessions = attended(site)
    code = code_on(fetched(site, paper_of(person)))
    page = f"/edit/conferences/{edition.code}/attendance/arrivals/"
    organiser.get(page)
    organiser.post(page, {"registration": str(person.pk), "was_there": "no"})
    assert "Taken back" in asked(reader, code)
    assert reader.get(paper_of(person)).status == 409


def test_a_flood_of_guesses_is_refused_with_a_sentence(site: Node, reader: Browser) -> None:
    assert reader.post(VERIFY, {"code": "GUESS 1"}).status == 200
    rows(site, "UPDATE asking_sent SET times = 59")
    assert reader.post(VERIFY, {"code": "GUESS 60"}).status == 200
    answer = reader.post(VERIFY, {"code": "ONE MORE"})
    assert answer.status == 429
    assert "Too much was sent in this hour" in answer.text
    assert 'value="ONE MORE"' in answer.text, "what was typed is not lost"


def test_no_name_is_stored_with_a_certificate_and_no_two_of_a_name_are_alike(site: Node) -> None:
    stored = []
    for _number in range(2):
        _edition, person, _sessions = attended(site)
        fetched(site, paper_of(person))
        stored += rows(
            site,
            "SELECT c::text, name_hash, minutes FROM conferences_certificate c WHERE registration_id = %s",
            person.pk,
        )
    (first, first_hash, minutes), (second, second_hash, _minutes) = stored
    assert "Ana" not in first + second
    assert first_hash != second_hash, "nobody sees in the database that two are of one person"
    assert minutes == 180
