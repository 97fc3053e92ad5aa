"""Agencies of several nodes: their statements travel in the release of their site, and are verified at the text."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.site.agreements.rules import read_texts
from tests.public.reader import Browser, as_json
from tests.public.releases.other import Other, name, press, running
from tests.public.signatures.node import TestNode, canonical
from tests.public.working import work

type SignIn = Callable[[str], Browser]
PAGE = "/en/agreements/how-we-answer-each-other/how-we-answer-each-other-version-2/"


@pytest.fixture
def other(site: Node) -> Iterator[Other]:
    """Another site, running."""
    with running(site) as found:
        yield found


@pytest.fixture
def node() -> TestNode:
    """The node of the other site."""
    return TestNode("be")


@pytest.fixture
def ours(reader: Browser) -> dict[str, Any]:
    """Our agreement in force, as our release names it."""
    listed = as_json(reader.get("/releases.json"))["document"]["texts"]
    return next(each for each in listed if each["version"] == 2)


def release(other: Other, of: TestNode, **more: Any) -> None:
    """What the other site says of its node."""
    other.more = {"node": of.shown(), "statements": of.statements} | more


@pytest.fixture
def listening(other: Other, node: TestNode, sign_in: SignIn) -> Browser:
    """The other site is named and confirmed, with its node's keys."""
    release(other, node)
    name(sign_in("editor"), other)
    moderator = sign_in("moderator")
    press(moderator, "confirm")
    return moderator


def refused(by: Browser) -> str:
    return by.get("/edit/signatures/").text.partition("Not believed")[2].partition("Verified")[0]


def test_whoever_confirms_a_site_reads_the_fingerprint_of_its_node_too(
    other: Other, node: TestNode, sign_in: SignIn
) -> None:
    release(other, node)
    name(sign_in("editor"), other)
    said = b"safeconduct public statement of keys, 1\0" + canonical(node.shown()["keys"])
    digits = hashlib.sha256(said).hexdigest()[:32]
    groups = " ".join(digits[start : start + 4] for start in range(0, 32, 4))
    assert f"Its node: <code>{groups}</code>" in sign_in("moderator").get("/edit/sources/").text


def test_an_agency_of_another_node_stands_on_our_page_with_its_node_until_it_is_let_go(
    listening: Browser, other: Other, node: TestNode, ours: dict[str, Any], reader: Browser
) -> None:
    node.says(ours, agency={"id": "a", "name": "Maison du Tilleul II (invented)"})
    node.says(ours | {"code": "of-a-third-site"})
    release(other, node)
    press(listening, "ask")
    page = reader.get(PAGE).text
    assert "Maison du Tilleul II (invented)" in page
    assert "through the node be of Nœud d&#x27;essai &lt;b&gt;" in page
    assert "of-a-third-site" not in refused(listening)
    assert as_json(reader.get("/releases.json"))["document"]["statements"] == []
    press(listening, "let-go")
    assert "Maison du Tilleul II" not in reader.get(PAGE).text


def test_it_is_refused_by_another_nodes_key_for_another_node_and_for_another_wording(
    listening: Browser, other: Other, node: TestNode, ours: dict[str, Any], reader: Browser
) -> None:
    stranger = TestNode("be")
    node.says(ours, agency={"id": "a", "name": "By another node"})
    node.statements = [stranger.signed(node.statements[0]["statement"])]
    node.says(ours, node="ro", agency={"id": "b", "name": "In our name"})
    node.says(ours | {"digest": "0" * 64}, agency={"id": "c", "name": "Another wording"})
    release(other, node)
    press(listening, "ask")
    report = refused(listening)
    for said, sentence in (
        ("By another node", "The signature is not by a key of this node."),
        ("In our name", "It speaks for another node than the one that sent it."),
        ("Another wording", "It was given for another wording of this text"),
    ):
        assert sentence in report.partition(said)[2].partition("</tr>")[0]
        assert said not in reader.get(PAGE).text


def test_new_keys_in_a_release_are_believed_only_where_a_former_one_signed_them(
    listening: Browser, other: Other, node: TestNode, ours: dict[str, Any], reader: Browser
) -> None:
    former, node.key = node.key, Ed25519PrivateKey.generate()
    node.says(ours, agency={"id": "a", "name": "By the next key"})
    release(other, node)
    press(listening, "ask")
    assert "By the next key" not in reader.get(PAGE).text
    assert "none of its former keys has signed them" in listening.get("/edit/signatures/").text
    release(other, node, node=node.shown(node.key, former, by=former))
    press(listening, "ask")
    assert "By the next key" in reader.get(PAGE).text


def test_a_node_whose_keys_nobody_compared_is_not_believed(
    other: Other, node: TestNode, ours: dict[str, Any], sign_in: SignIn, reader: Browser
) -> None:
    name(sign_in("editor"), other)
    node.says(ours, agency={"id": "a", "name": "Too early"})
    release(other, node)
    moderator = sign_in("moderator")
    press(moderator, "confirm")
    assert "Too early" not in reader.get(PAGE).text
    assert "were not compared when its site was named" in refused(moderator)


def test_texts_of_another_site_are_handed_to_our_node_for_its_agencies(
    site: Node, listening: Browser, other: Other, node: TestNode
) -> None:
    title = {"title": "Un délai d'un jour", "address": f"{other.address}fr/accords/1/"}
    text = {"kind": "agreement", "code": "a-day", "version": 1, "digest": "0" * 64, "opens": True}
    text |= {"in_force": True, "texts": {"fr": title}}
    elsewhere = text | {"code": "b", "texts": {"fr": title | {"address": "https://elsewhere.example/"}}}
    release(other, node, texts=[text, elsewhere, {"kind": "case"}])
    press(listening, "ask")
    work(site)
    handed = json.loads((public.folder_of(site.home) / "texts.json").read_text())
    [found] = [each for each in read_texts(handed) if each.origin]
    assert (found.subject.code, found.origin) == ("a-day", "Nœud d'essai <b>")
