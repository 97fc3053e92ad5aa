"""Pages that are the same for everybody are put together once a minute: no reader sees what another one chose."""

from collections.abc import Iterator

import pytest

from safeconduct.commands.nodes.node import Node
from tests.directory.hsds.invented import OFFICE
from tests.public.reader import Browser, rows

CARRIED = ("Content-Language", "Content-Security-Policy", "Cache-Control", "Referrer-Policy", "Content-Type")
NAMED = (
    "UPDATE services_service SET document = jsonb_set(document, '{organization,name}', to_jsonb(%s::text))"
    " WHERE id = %s"
)


@pytest.fixture
def digest(helping: Node) -> Iterator[None]:
    """The mark of the file of places, and the name of one, as they were."""
    [before] = rows(helping, "SELECT digest FROM services_taken")
    yield
    rows(helping, NAMED, OFFICE.agency.name, OFFICE.id)
    rows(helping, "UPDATE services_taken SET digest = %s", bytes(before))


def test_the_second_answer_carries_all_that_the_first_does(reader: Browser) -> None:
    for path in ("/info/uk/", "/info/uk/places/", "/info/uk/easy/places/", "/info/uk/telephone/"):
        first, second = reader.get(path), reader.get(path)
        assert [second.headers[name] for name in CARRIED] == [first.headers[name] for name in CARRIED]
        assert second.headers["Cache-Control"] == "no-store"
        assert second.headers["Content-Language"] == "uk"
        assert second.headers["Set-Cookie"] is None


def test_what_one_chose_another_does_not_see(reader: Browser, helping: Node) -> None:
    for path in ("/info/uk/places/", "/info/uk/easy/places/"):
        reader.get(path)
        assert "#found" in reader.post(path, {"l": "uk", "p": "1"}).text
        other = Browser(helping).get(path).text
        assert 'href="#found"' not in other
        assert " selected" not in other
        assert " checked" not in other


def test_it_is_made_anew_when_the_node_has_handed_over_other_places(
    digest: None, helping: Node, reader: Browser
) -> None:
    assert OFFICE.agency.name in reader.get("/info/uk/places/").text
    rows(helping, NAMED, "Renamed (invented)", OFFICE.id)
    rows(helping, "UPDATE services_taken SET digest = %s", b"another file")
    assert "Renamed (invented)" in reader.get("/info/uk/places/").text


def test_what_is_not_there_is_not_kept_and_a_language_has_its_own(reader: Browser) -> None:
    assert [reader.get("/info/xx/places/").status for _ in range(2)] == [404, 404]
    assert [reader.get("/info/en/in/be/").status for _ in range(2)] == [404, 404]
    assert reader.get("/info/ro/telephone/").text != reader.get("/info/bg/telephone/").text
