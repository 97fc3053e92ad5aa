"""The API of the standard, read by a program that knows nothing but the standard."""

import io
import json
import re
import urllib.request
import zipfile
from typing import Any

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.hsds.checking import GIVES_AWAY, gives_away
from safeconduct.vocabulary.hsds.datapackage import unpacked
from safeconduct.vocabulary.hsds.ids import taxonomy_id, term_id
from tests.directory.hsds.invented import OFFICE, SHELTER, STREET
from tests.public.reader import Answer, Browser, as_json, rows
from tests.public.services.handing import LINE, OTHER
from tests.vocabulary.hsds import standard

KINDS = {
    "/services": "service",
    "/organizations": "organization",
    "/service_at_locations": "service_at_location",
    "/taxonomies": "taxonomy",
    "/taxonomy_terms": "taxonomy_term",
}
PAGE = {
    "contents", "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
}  # fmt: skip


@pytest.fixture
def reader(services: Node) -> Browser:
    """Somebody's program; as from an address of its own, so that no test empties the bucket of another one."""
    return Browser(services)


def asked(reader: Browser, path: str) -> Any:
    answer = reader.get(f"/hsds{path}")
    assert answer.status == 200, answer.text
    return as_json(answer)


@standard.is_there
def test_every_path_of_the_standard_answers_with_what_its_schema_asks(reader: Browser) -> None:
    """The paths are those of the standard's own openapi.json, each with its list, whole and short, and each of its."""
    paths = standard.schemas()["openapi.json"]["paths"]
    lists = [path for path in paths if path != "/" and not path.endswith("{id}")]
    assert set(lists) == set(KINDS)
    for path in lists:
        for more in (
            ("", "?full=true") if path in ("/services", "/organizations", "/service_at_locations") else ("",)
        ):
            said = asked(reader, path + more)
            assert set(said) == PAGE
            assert said["contents"]
            for each in said["contents"]:
                assert standard.faults(KINDS[path], each) == [], (path, more)
        one = asked(reader, f"{path}/{said['contents'][0]['id']}")
        assert standard.faults(KINDS[path], one) == []


@standard.is_there
def test_every_parameter_of_the_standard_is_read_or_refused_with_a_reason(reader: Browser) -> None:
    said = standard.schemas()["openapi.json"]
    examples = {
        "search": "legal", "page": "1", "per_page": "10", "format": "json", "taxonomy_id": taxonomy_id("need"),
        "taxonomy_term_id": term_id("need", "housing"), "organization_id": OTHER.id, "modified_after": "2020-01-01",
        "minimal": "true", "full": "true", "full_service": "true", "postcode": "010101", "top_only": "true",
        "parent_id": OTHER.id,
    }  # fmt: skip
    for path, methods in said["paths"].items():
        for parameter in methods["get"].get("parameters", []) if not path.endswith("}") else []:
            name = parameter.get("name") or parameter["$ref"].rpartition("/")[2]
            answer = reader.get(f"/hsds{path}?{name}={examples.get(name, '100')}")
            assert answer.status == (422 if name == "proximity" else 200), (path, name, answer.text)


def test_the_root_says_what_it_is(reader: Browser) -> None:
    said = asked(reader, "/")
    assert said["version"] == "3.1"
    assert as_json(reader.get("/hsds/openapi.json"))["paths"].keys() >= KINDS.keys()
    assert said["profile"].endswith("/hsds/profile.json")


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [LINE, OFFICE, SHELTER]),
        ("?search=legal", [OFFICE]),
        ("?search=LEG+lumin%C3%A0", [OFFICE]),
        ("?search=poarta", [LINE]),
        ("?search=%26", []),
        (f"?taxonomy_term_id={term_id('need', 'housing')}", [SHELTER]),
        (f"?taxonomy_term_id={term_id('need', 'income')}", []),
        (f"?taxonomy_id={taxonomy_id('sc:papers')}", [LINE, OFFICE]),
        (f"?taxonomy_id={OTHER.id}", []),
        (f"?organization_id={OTHER.id}", [LINE]),
        ("?modified_after=2020-01-01", [LINE, OFFICE, SHELTER]),
        ("?modified_after=2999-01-01", []),
        ("?modified_after=2020-01-01T00:00:00%2B16:00", [LINE, OFFICE, SHELTER]),
        ("?modified_after=2020-01-01T00:00:00%2B01:02:03.456", [LINE, OFFICE, SHELTER]),
        ("?per_page=1&page=2", [OFFICE]),
        ("?per_page=1&page=9", []),
    ],
)
def test_lists_are_narrowed_as_the_standard_says(reader: Browser, query: str, expected: list[Any]) -> None:
    assert [each["id"] for each in asked(reader, f"/services{query}")["contents"]] == [
        one.id for one in expected
    ]


def test_the_moment_of_a_change_itself_is_included(reader: Browser) -> None:
    at = asked(reader, f"/services/{OFFICE.id}")["last_modified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at)
    found = rows(reader.node, "SELECT to_char(modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
                              "FROM services_service WHERE id = %s", OFFICE.id)  # fmt: skip
    assert OFFICE.id in [
        each["id"] for each in asked(reader, f"/services?modified_after={found[0]}")["contents"]
    ]
    assert OFFICE.id in [each["id"] for each in asked(reader, f"/services?modified_after={at}")["contents"]]


def test_the_shortest_form_is_an_id_and_a_moment(reader: Browser) -> None:
    assert {tuple(each) for each in asked(reader, "/services?minimal=true")["contents"]} == {
        ("id", "last_modified")
    }


def test_an_organisation_shows_its_services_short_or_whole(reader: Browser) -> None:
    [short] = asked(reader, f"/organizations/{OTHER.id}")["services"]
    [whole] = asked(reader, f"/organizations/{OTHER.id}?full_service=true")["services"]
    assert "attributes" not in short
    assert whole["attributes"]
    assert "services" not in asked(reader, "/organizations")["contents"][0]


def test_only_an_office_is_at_a_location(reader: Browser) -> None:
    [place] = asked(reader, "/service_at_locations?full=true")["contents"]
    assert place["service"]["id"] == OFFICE.id
    assert asked(reader, "/service_at_locations?postcode=010101")["total_items"] == 1
    assert asked(reader, "/service_at_locations?postcode=999999")["total_items"] == 0


def test_terms_are_those_of_our_lists_and_none_has_a_parent(reader: Browser) -> None:
    of_papers = asked(reader, f"/taxonomy_terms?taxonomy_id={taxonomy_id('sc:papers')}&top_only=true")
    assert [each["code"] for each in of_papers["contents"]] == ["not_required", "required", "ask"]
    assert asked(reader, f"/taxonomy_terms?parent_id={OTHER.id}")["empty"]
    assert asked(reader, f"/taxonomy_terms/{term_id('need', 'housing')}")["name"] == "Housing"


def test_all_at_once_comes_line_by_line(reader: Browser) -> None:
    answer = reader.get("/hsds/services?format=ndjson&full=true&per_page=1")
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [LINE.id, OFFICE.id, SHELTER.id]


def test_a_form_may_be_sent_in_the_place_of_a_long_address(reader: Browser) -> None:
    answer = reader.post("/hsds/services", {"search": "legal", "csrfmiddlewaretoken": ""})
    assert answer.status == 422, "a field that is no parameter"
    said = _post(reader, "/hsds/services", b"search=legal&per_page=5")
    assert [each["id"] for each in said["contents"]] == [OFFICE.id]


def _post(reader: Browser, path: str, body: bytes) -> Any:
    request = urllib.request.Request(reader.base + path, data=body)  # noqa: S310 - our own process
    return as_json(reader._open(request))


@pytest.mark.parametrize(
    "path, status, parameter",
    [
        ("/services?near=me", 422, "near"),
        ("/services?postcode=1000", 422, "postcode"),
        ("/service_at_locations?proximity=100", 422, "proximity"),
        ("/taxonomies?full=true", 422, "full"),
        (f"/services/{OFFICE.id}?full=true", 422, "full"),
        (f"/services/{OTHER.id}", 404, None),
        (f"/taxonomies/{OTHER.id}", 404, None),
        (f"/taxonomy_terms/{OTHER.id}", 404, None),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(
    reader: Browser, path: str, status: int, parameter: str | None
) -> None:
    answer = reader.get(f"/hsds{path}")
    said = as_json(answer)
    assert (answer.status, said["status"], said.get("parameter")) == (status, status, parameter)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert said["detail"]


@pytest.mark.parametrize("path", ["/hsds/services", "/hsds/", "/hsds/datapackage.zip"])
def test_who_has_it_already_is_not_sent_it_again(reader: Browser, path: str) -> None:
    first = _with(reader, path)
    assert first.status == 200
    assert "max-age=60" in first.headers["Cache-Control"]
    assert not first.headers.get("Set-Cookie")
    again = _with(reader, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.text) == (304, "")
    assert _with(reader, path, **{"If-Modified-Since": first.headers["Last-Modified"]}).status == 304
    assert _with(reader, path, **{"If-None-Match": '"other"'}).status == 200


def test_anybodys_page_may_ask_and_nobody_may_write(reader: Browser) -> None:
    answer = _with(reader, "/hsds/services", method="OPTIONS", Origin="https://other.example")
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert _with(reader, "/hsds/services", method="DELETE").status == 405
    assert _with(reader, f"/hsds/services/{OFFICE.id}", method="POST").status == 405


def _with(reader: Browser, path: str, *, method: str = "GET", **headers: str) -> Answer:
    request = urllib.request.Request(reader.base + path, headers=headers, method=method)  # noqa: S310 - our own process
    return reader._open(request)


def test_everything_is_there_as_a_zip_of_csv(reader: Browser) -> None:
    raw = _raw(reader, "/hsds/datapackage.zip")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        said = json.loads(archive.read("datapackage.json"))
        assert {each["path"] for each in said["resources"]} == set(archive.namelist()) - {"datapackage.json"}
        phones = archive.read("phones.csv").decode()
        assert "'=1+1" in phones, "no program takes it for a formula"
    services = {each["id"]: each for each in unpacked(raw)}
    assert services == {pk: asked(reader, f"/services/{pk}") for pk in services}
    assert len(services) == 3


def _raw(reader: Browser, path: str) -> bytes:
    with urllib.request.urlopen(reader.base + path, timeout=30) as answer:  # noqa: S310 - our own process
        found: bytes = answer.read()
    return found


def test_where_a_hidden_place_is_stands_nowhere(reader: Browser) -> None:
    """API, zip, feed, page, the page for others, the file and every table of the site."""
    street, number = STREET.rsplit(" ", 1)[0], f" {STREET.rsplit(' ', 1)[1]}"
    whole = asked(reader, f"/services/{SHELTER.id}")
    assert gives_away(whole) == set()
    texts = [
        *(_raw(reader, path).decode() for path in (
            "/hsds/services?full=true", "/hsds/services?format=ndjson&full=true", "/hsds/organizations?full=true",
            "/hsds/organizations?full_service=true", "/hsds/service_at_locations?full=true", "/en/services/",
            f"/en/services/{SHELTER.id}/", "/en/services/embedded/", "/en/services.atom",
        )),
        (reader.node.home / "public" / "services.json").read_text(),
        *_tables(reader.node),
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(_raw(reader, "/hsds/datapackage.zip"))) as archive:
        texts += [archive.read(name).decode() for name in archive.namelist()]
    assert len(texts) > 20
    assert [text for text in texts if street in text or f"{street}{number}" in text] == []
    assert "Strada Vizibilă" in texts[0], "the search would find an office"
    at_location = asked(reader, "/service_at_locations")["contents"]
    assert SHELTER.id not in json.dumps(at_location)
    assert GIVES_AWAY & set(asked(reader, f"/services/{OFFICE.id}"))


def _tables(site: Node) -> list[str]:
    names = rows(site, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'services\\_%%'")
    assert len(names) == 5
    return [str(rows(site, f"SELECT t::text FROM {name} t")) for name in names]
