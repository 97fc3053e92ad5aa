"""What one site publishes is shown by another that listens, with its origin, and goes when it goes there."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, as_json, rows
from tests.public.releases.other import Other, canonical, name, press, running
from tests.public.working import work

type SignIn = Callable[[str], Browser]
BOARD, NEWS = "/en/recommendations/", "/en/news/"


@pytest.fixture
def other(site: Node) -> Iterator[Other]:
    """Another site, running."""
    with running(site) as found:
        yield found


@pytest.fixture
def listening(other: Other, sign_in: SignIn) -> Browser:
    """The moderator's browser, after the editor named the other site and the moderator confirmed it."""
    other.release("Une place pour chacun <i>")
    name(sign_in("editor"), other)
    moderator = sign_in("moderator")
    press(moderator, "confirm")
    return moderator


def test_what_another_site_publishes_is_shown_with_its_origin(
    listening: Browser, reader: Browser, other: Other
) -> None:
    page = reader.get(BOARD).text
    assert "Une place pour chacun &lt;i&gt;" in page
    assert 'lang="fr"' in page
    assert "Published by Nœud d&#x27;essai &lt;b&gt;" in page
    assert f'href="{other.address}en/x/"' in page
    assert "Une place" not in reader.get(NEWS).text


def test_nothing_is_shown_before_a_second_person_compared_the_fingerprint(
    other: Other, sign_in: SignIn, reader: Browser
) -> None:
    other.release("Too early")
    moderator = sign_in("moderator")
    name(moderator, other)
    assert "somebody else confirms its fingerprint" in press(moderator, "confirm")
    assert "Too early" not in reader.get(BOARD).text
    assert press(sign_in("editor"), "confirm").count("Too early") == 0
    assert "Too early" not in reader.get(BOARD).text


def test_what_is_taken_away_there_is_gone_here(listening: Browser, reader: Browser, other: Other) -> None:
    other.releases.clear()
    press(listening, "ask")
    assert "Une place" not in reader.get(BOARD).text


def test_a_wrong_signature_changes_nothing(listening: Browser, reader: Browser, other: Other) -> None:
    other.releases.clear()
    other.release("Forged")
    other.signs_with = Ed25519PrivateKey.generate()
    assert "The signature is not that of this site." in press(listening, "ask")
    page = reader.get(BOARD).text
    assert "Forged" not in page
    assert "Une place" in page


def test_an_older_document_changes_nothing(listening: Browser, reader: Browser, other: Other) -> None:
    other.releases.clear()
    other.at -= timedelta(hours=1)
    assert "something older" in press(listening, "ask")
    assert "Une place" in reader.get(BOARD).text


def test_a_document_that_comes_after_a_newer_one_was_taken_changes_nothing(
    site: Node, listening: Browser, reader: Browser, other: Other
) -> None:
    """The worker and an editor may ask at the same time, and the first question be answered last."""
    newer = "UPDATE releases_source SET last_at = last_at + interval '1 minute'"
    other.meanwhile = lambda: rows(site, newer)
    other.releases.clear()
    assert "something older" in press(listening, "ask")
    assert "Une place" in reader.get(BOARD).text


def test_a_site_that_is_let_go_while_it_is_asked_brings_nothing_back(
    site: Node, listening: Browser, reader: Browser, other: Other
) -> None:
    other.meanwhile = lambda: (
        rows(site, "DELETE FROM releases_received") + rows(site, "DELETE FROM releases_source")
    )
    assert "Releases taken: 0" in press(listening, "ask")
    assert "Une place" not in reader.get(BOARD).text


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[" * 100_000, b"<html>", b'{"document": {}}', b"x" * (2 * 1024 * 1024 + 1)]
)
def test_what_cannot_be_read_changes_nothing(
    listening: Browser, reader: Browser, other: Other, raw: bytes
) -> None:
    other.raw = raw
    assert "cannot be read" in press(listening, "ask")
    assert "Une place" in reader.get(BOARD).text


BROKEN = [
    b"no line of HTTP\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{",
]


@pytest.mark.parametrize("wire", BROKEN)
def test_an_answer_that_breaks_off_changes_nothing_and_the_next_site_has_its_turn(
    site: Node, listening: Browser, reader: Browser, other: Other, wire: bytes
) -> None:
    other.wire = wire
    rows(site, "UPDATE releases_source SET asked_at = asked_at - interval '16 minutes'")
    work(site)
    assert _waits(site) == 0
    assert "It did not answer." in listening.get("/edit/sources/").text
    assert "It did not answer." in press(listening, "ask")
    assert "Une place" in reader.get(BOARD).text


def test_a_site_whose_answer_fails_in_a_way_that_nobody_foresaw_is_set_back(
    site: Node, listening: Browser, reader: Browser, other: Other
) -> None:
    kept = rows(site, "SELECT last_at FROM releases_source")[0]
    rows(site, "UPDATE releases_source SET asked_at = asked_at - interval '16 minutes'")
    other.release("Nobody foresaw")
    other.meanwhile = lambda: rows(site, "UPDATE releases_source SET last_at = 'infinity'")
    work(site)
    rows(site, "UPDATE releases_source SET last_at = %s", kept)
    assert _waits(site) == 0
    assert "cannot be read" in listening.get("/edit/sources/").text
    page = reader.get(BOARD).text
    assert "Une place" in page
    assert "Nobody foresaw" not in page


def _waits(site: Node) -> int:
    """How many sites would be asked next."""
    found = rows(site, "SELECT count(*) FROM releases_source WHERE asked_at < now() - interval '15 minutes'")
    return int(found[0])


def test_a_release_that_leads_elsewhere_is_not_taken(
    listening: Browser, reader: Browser, other: Other
) -> None:
    other.release("Elsewhere", address="https://elsewhere.example/")
    assert "another address than its own" in press(listening, "ask")
    assert "Elsewhere" not in reader.get(BOARD).text


def test_the_worker_asks_when_a_quarter_of_an_hour_is_over(
    site: Node, listening: Browser, reader: Browser, other: Other
) -> None:
    other.release("Une conférence", kind="conference")
    work(site)
    assert "Une conférence" not in reader.get("/en/conferences/").text
    rows(site, "UPDATE releases_source SET asked_at = asked_at - interval '16 minutes'")
    work(site)
    assert "Une conférence" in reader.get("/en/conferences/").text


def test_let_go_it_is_gone_at_once(listening: Browser, reader: Browser, sign_in: SignIn) -> None:
    press(sign_in("editor"), "let-go")
    assert "Une place" not in reader.get(BOARD).text


def test_the_same_site_is_named_once(listening: Browser, other: Other) -> None:
    assert "in the list already" in name(listening, other)


def test_our_own_document_is_signed_and_holds_what_readers_see(reader: Browser) -> None:
    """Read by code of its own: the canonical form and the signature by the standard's words."""
    said = as_json(reader.get("/releases.json"))
    document = said["document"]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(document["key"]))
    key.verify(base64.b64decode(said["signature"]), canonical(document))
    kinds = {each["kind"] for each in document["releases"]}
    assert {"news", "publication", "recommendation", "conference"} <= kinds
    assert "@" not in json.dumps(document["releases"])
    conferences = [each for each in document["releases"] if each["kind"] == "conference"]
    states = rows(
        reader.node,
        "SELECT state FROM conferences_edition WHERE code = ANY(%s)",
        [c["key"] for c in conferences],
    )
    assert conferences
    assert "draft" not in states
    titles = {text["title"] for each in document["releases"] for text in each["texts"].values()}
    assert "Every referral gets an answer within five days" in titles
