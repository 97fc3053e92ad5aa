"""What agencies of our node signed stands on the page of the text, verified; what is not right only editors see."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.public.recommendations.names import normal, taken_back
from safeconduct.site.agreements.rules import read_texts
from tests.public.reader import Browser, as_json, page_form, rows
from tests.public.signatures.node import TestNode
from tests.public.working import work

type SignIn = Callable[[str], Browser]
FORCE, DRAFT = "how-we-answer-each-other-version-2", "how-we-answer-each-other-version-3"
PAGE = f"/en/agreements/how-we-answer-each-other/{FORCE}/"
TABLES = ("statement", "refusal", "othertext", "signingnode")


@dataclass(frozen=True)
class Word:
    """What one agency said last."""

    name: str
    day: date
    stands: bool


@dataclass
class Story:
    """Our node in three looks of the worker: what it said first, what then, and what after that."""

    site: Node
    node: TestNode
    reader: Browser
    good: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Of the site."""
        return public.folder_of(self.site.home)

    def text(self, version: int = 2) -> dict[str, Any]:
        """A version of the agreement as the release names it."""
        listed = as_json(self.reader.get("/releases.json"))["document"]["texts"]
        return next(each for each in listed if each["version"] == version)

    def look(self, shown: dict[str, Any]) -> None:
        """The worker looks at what the node shows."""
        (self.folder / "statements.json").write_text(json.dumps(shown | {"statements": self.node.statements}))
        work(self.site)


@pytest.fixture(scope="module")
def first(site: Node) -> Iterator[Story]:
    """A good statement, one about a draft, and all that can be wrong with one; afterwards nobody has said anything."""
    story = Story(site, TestNode(), Browser(site), {})
    node, stands = story.node, story.text()
    story.good = node.says(stands)
    node.says(story.text(3), agency={"id": "f", "name": "For the draft"})
    forged = node.says(stands)
    forged["statement"] = forged["statement"] | {"agency": {"id": "a", "name": "Never asked"}}
    by_stranger = node.says(stands)["statement"] | {"agency": {"id": "b", "name": "By a stranger"}}
    node.statements[-1] = node.signed(by_stranger, Ed25519PrivateKey.generate())
    letter = "0" if stands["digest"][-1] != "0" else "1"
    one_letter = stands | {"digest": stands["digest"][:-1] + letter}
    node.says(one_letter, agency={"id": "c", "name": "Another wording"})
    node.says(stands, node="be", agency={"id": "d", "name": "For another node"})
    node.says(story.text(1), agency={"id": "e", "name": "An old one"})
    node.statements.append({"statement": {"v": 1}, "kid": "", "signature": ""})
    story.look(node.shown())
    yield story
    (story.folder / "statements.json").unlink(missing_ok=True)
    for table in TABLES:
        rows(site, f"DELETE FROM signatures_{table}")


@pytest.fixture(scope="module")
def then(first: Story) -> Story:
    """The node has new keys, which a former one signed; the agency takes back, another one signs by the new key."""
    node, former = first.node, first.node.key
    node.key, node.statements = Ed25519PrivateKey.generate(), []
    agency = first.good["statement"]["agency"]
    node.says(first.text(), agency=agency, says="withdrawn", number=2, day="2026-12-01")
    on_paper = {"id": "s", "name": "casa SALCIA  (invented)"}
    node.says(first.text(), agency=on_paper, says="withdrawn", day="2026-12-01")
    node.says(first.text(), agency={"id": "n", "name": "By the new key"})
    first.look(node.shown(node.key, former, by=former))
    return first


@pytest.fixture(scope="module")
def after_that(then: Story) -> Story:
    """What was taken back comes again with its older number; and keys come that no former one has signed."""
    node = then.node
    node.key = Ed25519PrivateKey.generate()
    node.statements = [then.good]
    node.says(then.text(), agency={"id": "z", "name": "By keys of nobody"})
    then.look(node.shown())
    return then


def refused(by: Browser) -> str:
    """What editors read of statements that are not believed."""
    return by.get("/edit/signatures/").text.partition("Not believed")[2].partition("Verified")[0]


def test_an_agency_that_signed_stands_on_the_page_apart_from_the_lines_that_people_entered(
    first: Story, reader: Browser
) -> None:
    page = reader.get(PAGE).text
    lines, _heading, machine = page.partition("Signed by agencies through their nodes")
    assert "Maison du Tilleul" in lines.partition("Signed on paper, entered by the editors")[2]
    assert machine.count("Casa Arin (invented)") == 1
    assert "through the node of this site (ro)" in machine
    assert "took it back" not in page
    assert "on 30 November 2026, verified" in machine
    assert first.text()["digest"] in page.replace(" ", "")


def test_the_release_carries_it_as_it_was_signed(first: Story, reader: Browser) -> None:
    document = as_json(reader.get("/releases.json"))["document"]
    assert first.good in document["statements"]
    assert document["node"] == first.node.shown()


def test_the_node_is_told_which_texts_there_are_and_whether_they_can_be_signed(first: Story) -> None:
    said = json.loads((first.folder / "texts.json").read_text())
    found = {each.subject.version: each for each in read_texts(said) if each.subject.kind == "agreement"}
    assert len(read_texts(said)) == len(said["texts"])
    told = [(each.hours, each.clock, each.words("en")) for each in found[2].levels]
    assert told == [(48, "sent", "Receipt of a referral"), (120, "acknowledged", "Answer to a referral")]
    assert {number: (each.opens, each.in_force) for number, each in found.items()} == {
        1: (False, False), 2: (True, True), 3: (False, False),
    }  # fmt: skip
    assert found[2].subject.digest == first.text()["digest"]
    assert found[2].text("en")[1]["address"].endswith(PAGE)


@pytest.mark.parametrize("name, sentence", [
    ("Never asked", "The signature is not by a key of this node."),
    ("By a stranger", "The signature is not by a key of this node."),
    ("Another wording", "It was given for another wording of this text"),
    ("For another node", "It speaks for another node"),
    ("An old one", "A newer version of this agreement is in force."),
    ("–", "It is not written as a statement must be."),
])  # fmt: skip
def test_what_is_not_right_is_shown_to_editors_with_a_sentence_and_to_no_reader(
    first: Story, reader: Browser, sign_in: SignIn, name: str, sentence: str
) -> None:
    line = refused(sign_in("editor")).partition(name)[2].partition("</tr>")[0]
    assert sentence in line
    assert f"<strong>{name}" not in reader.get(PAGE).text
    assert "/edit/login/" in reader.get("/edit/signatures/").address


def test_the_first_signature_by_machine_closes_a_version(first: Story, sign_in: SignIn) -> None:
    number = rows(first.site, "SELECT id FROM wagtailcore_page WHERE slug = %s", DRAFT)[0]
    form = page_form(
        title="Another title", slug=DRAFT, number="3", stage="drafted", in_force_from="", comments_until="",
        **{"levels-count": "0", "signatures-count": "0", "action-submit": "1"},
    )  # fmt: skip
    answer = sign_in("editor").post(f"/edit/pages/{number}/edit/", form)
    assert "This version is signed, so its text and its times stay as they are." in answer.text


def test_one_letter_makes_another_digest(first: Story) -> None:
    before, change = first.text(3)["digest"], "UPDATE wagtailcore_page SET title = {} WHERE slug = %s"
    rows(first.site, change.format("title || '.'"), DRAFT)
    try:
        assert first.text(3)["digest"] != before
    finally:
        rows(first.site, change.format("left(title, -1)"), DRAFT)
    assert first.text(3)["digest"] == before


def test_a_promise_that_names_no_clock_has_the_digest_of_the_time_before_clocks_were_named(
    first: Story,
) -> None:
    """What agencies signed then stays signed."""
    number = rows(first.site, "SELECT id FROM wagtailcore_page WHERE slug = %s", DRAFT)[0]
    table = "recommendations_agreementversionpage"
    kept = rows(first.site, f"SELECT levels::text FROM {table} WHERE page_ptr_id = %s", number)[0]
    change = f"UPDATE {table} SET levels = %s::jsonb WHERE page_ptr_id = %s"
    found = []
    try:
        for each in ({}, {"clock": ""}, {"clock": "sent"}):
            level = {"type": "level", "id": "x", "value": {"what": "Receipt", "hours": 1, **each}}
            rows(first.site, change, json.dumps([level]), number)
            found.append(first.text(3)["digest"])
    finally:
        rows(first.site, change, kept, number)
    assert found[0] == found[1] != found[2]


def test_a_line_of_paper_says_that_its_agency_took_it_back_through_its_node() -> None:
    day = date(2026, 12, 1)
    one = Word("Casa  SALCIA (invented)", day, False)
    assert taken_back([one]) == {normal("casa salcia (Invented)"): day}
    again = Word("Casa Salcia (invented)", date(2026, 12, 2), True)
    assert taken_back([one, again]) == {}


def test_what_was_taken_back_is_said(then: Story, reader: Browser) -> None:
    page = reader.get(PAGE).text
    paper, _heading, nodes = page.partition("Signed by agencies through their nodes")
    assert "took it back on 1 December 2026, verified" in nodes
    line = paper.partition("<strong>Casa Salcia (invented)</strong>")[2].partition("</li>")[0]
    assert "took it back on 1 December 2026 through its node" in line
    assert paper.count("took it back") == 1


def test_keys_that_a_former_one_signed_are_believed(then: Story, reader: Browser) -> None:
    assert "<strong>By the new key</strong>" in reader.get(PAGE).text


def test_a_statement_that_was_taken_back_does_not_come_back(
    after_that: Story, reader: Browser, sign_in: SignIn
) -> None:
    page = reader.get(PAGE).text
    assert page.count("Casa Arin (invented)") == 1
    assert "took it back on 1 December 2026, verified" in page
    assert "so this one does not come back" in refused(sign_in("editor"))


def test_other_keys_are_believed_only_after_somebody_compared_their_fingerprint(
    after_that: Story, reader: Browser, sign_in: SignIn
) -> None:
    moderator = sign_in("moderator")
    page = moderator.get("/edit/signatures/").text
    assert "none of its former keys has signed them" in page
    assert "By keys of nobody" not in reader.get(PAGE).text
    fingerprint = page.partition('name="fingerprint" value="')[2].partition('"')[0]
    believe = "/edit/signatures/our-node/"
    assert "other keys by now" in moderator.post(believe, {"fingerprint": "x"}).text
    sign_in("editor").post(believe, {"fingerprint": fingerprint})
    assert "By keys of nobody" not in reader.get(PAGE).text
    moderator.get("/edit/signatures/")
    moderator.post(believe, {"fingerprint": fingerprint})
    assert "<strong>By keys of nobody</strong>" in reader.get(PAGE).text
