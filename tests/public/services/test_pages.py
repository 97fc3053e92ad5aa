"""What readers see of services: the page, the same in others' pages, the feed; and what is taken back."""

import re
import xml.etree.ElementTree as ET

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.directory.hsds.documents import document
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
        ("?need=nonsense&country=ZZ", [LINE, OFFICE, SHELTER]),
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


def test_a_page_speaks_the_readers_language_and_names_every_code(reader: Browser) -> None:
    page = reader.get(f"/ro/services/{SHELTER.id}/")
    assert page.status == 200
    assert 'lang="ro"' in page.text
    english = reader.get(f"/en/services/{SHELTER.id}/").text
    assert "The address is not shown: people live there in safety." in english
    assert "How to reach it is not given out" in english
    assert "Checked by Lumina (invented) on 2 November 2026" in english
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


def test_what_is_taken_back_is_gone_everywhere_and_the_feed_says_so(services: Node, reader: Browser) -> None:
    hand_over(services, [OFFICE, LINE])
    try:
        assert reader.get(f"/hsds/services/{SHELTER.id}").status == 404
        assert reader.get(f"/en/services/{SHELTER.id}/").status == 404
        feed = ET.fromstring(reader.get("/en/services.atom").text)  # noqa: S314 - our own
        [gone] = feed.findall(f"{AT}deleted-entry")
        assert gone.attrib["ref"] == f"urn:uuid:{SHELTER.id}"
        there = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
        assert sorted(map(str, there)) == sorted(f"urn:uuid:{one.id}" for one in (OFFICE, LINE))
        assert rows(services, "SELECT * FROM services_gone")[0][0].hex  # an id and a moment
        assert "Shelter" not in str(rows(services, "SELECT g::text FROM services_gone g"))
    finally:
        hand_over(services, ALL)
    assert rows(services, "SELECT count(*) FROM services_gone") == [0], "it is there again"


def test_what_did_not_change_keeps_its_moment(services: Node) -> None:
    before = dict(rows(services, "SELECT id::text, modified_at FROM services_service"))
    hand_over(services, [OFFICE, SHELTER])
    hand_over(services, ALL)
    after = dict(rows(services, "SELECT id::text, modified_at FROM services_service"))
    assert {pk for pk in before if before[pk] != after[pk]} == {LINE.id}


@pytest.mark.parametrize(
    "said",
    ["{", document([{"id": "x"}]), {"format": "safeconduct-services-1", "version": "3.1", "services": {}}],
)
def test_nonsense_changes_nothing_and_is_named(services: Node, reader: Browser, said: object) -> None:
    before = (public.folder_of(services.home) / FILE).read_text()
    lay(services, said)
    try:
        assert rows(services, "SELECT problem FROM services_taken")[0].startswith("not_")
        assert _found(reader.get("/en/services/").text) == [LINE.id, OFFICE.id, SHELTER.id]
    finally:
        lay(services, before)
    assert rows(services, "SELECT problem FROM services_taken") == [""]


def test_a_file_that_is_a_link_is_not_followed(services: Node, reader: Browser) -> None:
    file = public.folder_of(services.home) / FILE
    kept, elsewhere = file.read_text(), services.home / "elsewhere.json"
    elsewhere.write_text(kept.replace("Lumina", "Umbra"))
    file.unlink()
    file.symlink_to(elsewhere)
    try:
        services.run(public.PROCESS, "public", "work", "--once")
        assert "Umbra" not in reader.get("/en/services/").text
    finally:
        file.unlink()
        file.write_text(kept)
