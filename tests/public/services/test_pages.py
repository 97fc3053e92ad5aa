"""What readers see of services: the page, the same in others' pages, the feed; and what is taken back."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.directory.hsds.documents import document
from safeconduct.vocabulary.codes import Intake
from safeconduct.vocabulary.hsds.handing_over import FILE
from tests.directory.hsds.invented import OFFICE, SHELTER
from tests.public.reader import Browser, rows
from tests.public.services.handing import ALL, LINE, hand_over, lay

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"


@pytest.fixture
def reader(services: Node) -> Browser:
    """Somebody who reads."""
    return Browser(services)


def _found(text: str) -> list[str]:
    return re.findall(r'/en/services/([0-9a-f-]{36})/"', text)


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [LINE, OFFICE, SHELTER]),
        ("?need=housing", [SHELTER]),
        ("?country=RO&language=uk", [OFFICE]),
        ("?language=en&need=", [LINE]),
        ("?need=housing&language=uk", []),
        ("?need=nonsense&country=ZZ", []),
        ("?country=BE", []),
        ("?page=999999999999", [LINE, OFFICE, SHELTER]),
    ],
)
@pytest.mark.parametrize("path", ["/en/services/", "/en/services/embedded/"])
def test_services_are_searched_by_need_country_and_language(
    reader: Browser, path: str, query: str, expected: list[object]
) -> None:
    answer = reader.get(path + query)
    assert answer.status == 200
    assert _found(answer.text) == [getattr(one, "id", "") for one in expected]


@pytest.mark.parametrize("path", ["/en/services/", "/en/services/embedded/"])
def test_the_filters_hold_what_the_services_offer(reader: Browser, path: str) -> None:
    page = reader.get(f"{path}?country=RO").text
    assert re.findall(r'<option value="(\w+)"', page) == [
        "documents", "housing", "legal_aid", "psychological", "safety", "RO", "en", "ro", "rom", "uk",
    ]  # fmt: skip
    assert '<option value="RO" selected>Romania' in page


def test_what_no_service_has_is_named_and_can_be_left_out(reader: Browser) -> None:
    page = reader.get("/en/services/?country=BE&need=housing").text
    assert "No service shown here has: Belgium." in page
    assert '<a class="alone" href="?need=housing">Search without Belgium</a>' in page
    odd = reader.get("/en/services/?language=" + "%3Cb%3E" * 90)
    assert odd.status == 200
    assert "<b>" not in odd.text
    assert reader.get("/en/services/?need=%00").status == 200


def test_who_helps_in_emergencies_shows_its_hours_beside(services: Node, reader: Browser) -> None:
    night = replace(OFFICE, intake=Intake.EMERGENCY_24H, tells_intake=True)
    hand_over(services, [night, SHELTER, LINE])
    try:
        for path in ("/en/services/", f"/en/services/{OFFICE.id}/"):
            page = reader.get(path).text
            said = page.index("In an emergency, day and night")
            assert 0 < page.index("Hours: Monday, Tuesday, Friday: 09:00 – 17:30", said) - said < 200
    finally:
        hand_over(services, ALL)


def test_hours_are_in_the_readers_language_and_typed_words_are_marked(reader: Browser) -> None:
    page = reader.get(f"/ro/services/{OFFICE.id}/").text
    assert "luni, marți, vineri: 09:00 – 17:30" in page
    assert "Times of Europe/Bucharest" not in page
    assert '<span lang="en">Mon, Tue, Fri, 9 to 17:30</span>' in page


def test_a_page_speaks_the_readers_language_and_names_every_code(reader: Browser) -> None:
    page = reader.get(f"/ro/services/{SHELTER.id}/")
    assert page.status == 200
    assert 'lang="ro"' in page.text
    english = reader.get(f"/en/services/{SHELTER.id}/").text
    assert "The address is not shown: people live there in safety." in english
    assert "How to reach it is not given out" in english
    assert "Each part was said or checked by Lumina (invented) on 2 November 2026 or later" in english
    assert "A few places are free" in english
    assert "Strada Vizibilă 3" in reader.get(f"/en/services/{OFFICE.id}/").text


def test_the_page_for_others_may_stand_in_any_page_and_does_nothing(reader: Browser) -> None:
    answer = reader.get("/en/services/embedded/")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert not answer.headers.get("X-Frame-Options")
    assert not answer.headers.get("Set-Cookie")
    assert "<script" not in answer.text
    assert "<header" not in answer.text
    own = reader.get("/en/services/")
    assert "frame-ancestors 'none'" in own.headers["Content-Security-Policy"]
    assert not own.headers.get("Set-Cookie")


def test_the_way_to_the_services_stands_on_every_page(reader: Browser) -> None:
    assert 'href="/en/services/"' in reader.get("/en/").text


def test_what_is_taken_back_is_gone_nonsense_changes_nothing_and_no_link_is_followed(
    services: Node, reader: Browser
) -> None:
    """One journey, since each step is a round of the site's worker."""
    before = _moments(services)
    _nonsense(services, reader)
    _link(services, reader)
    hand_over(services, [OFFICE, LINE])
    try:
        assert rows(services, "SELECT problem FROM services_taken") == [""]
        _taken_back(services, reader)
        after = _moments(services)
        assert after == {pk: at for pk, at in before.items() if pk != SHELTER.id}, "the others did not change"
    finally:
        hand_over(services, ALL)
    assert _gone(services) == [], "it is there again"
    assert {pk for pk, at in _moments(services).items() if at != before[pk]} == {SHELTER.id}


def _moments(site: Node) -> dict[str, object]:
    return dict(rows(site, "SELECT id::text, modified_at FROM services_service"))


def _taken_back(services: Node, reader: Browser) -> None:
    assert reader.get(f"/hsds/services/{SHELTER.id}").status == 404
    assert reader.get(f"/en/services/{SHELTER.id}/").status == 404
    feed = ET.fromstring(reader.get("/en/services.atom").text)  # noqa: S314 - our own
    gone = {each.attrib["ref"] for each in feed.findall(f"{AT}deleted-entry")}
    assert f"urn:uuid:{SHELTER.id}" in gone
    there = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
    assert sorted(map(str, there)) == sorted(f"urn:uuid:{one.id}" for one in (OFFICE, LINE))
    assert re.fullmatch(rf"\({SHELTER.id},\"[^\"]+\"\)", _gone(services)[0]), "an id and a moment"


def _gone(site: Node) -> list[str]:
    """The shelter's row only: other tests of the same site take back services of their own."""
    return [str(one) for one in rows(site, "SELECT g::text FROM services_gone g") if SHELTER.id in str(one)]


def _nonsense(services: Node, reader: Browser) -> None:
    lay(services, document([{"id": "x"}]))
    assert rows(services, "SELECT problem FROM services_taken") == ["not_as_it_must_be"]
    assert _found(reader.get("/en/services/").text) == [LINE.id, OFFICE.id, SHELTER.id]


def _link(services: Node, reader: Browser) -> None:
    file = public.folder_of(services.home) / FILE
    elsewhere = services.home / "elsewhere.json"
    elsewhere.write_text(file.read_text())
    file.unlink()
    file.symlink_to(elsewhere)
    hand = rows(services, "SELECT digest FROM services_taken")
    services.run(public.PROCESS, "public", "work", "--once")
    file.unlink()
    assert rows(services, "SELECT digest FROM services_taken") == hand
    assert reader.get("/en/services/").status == 200
