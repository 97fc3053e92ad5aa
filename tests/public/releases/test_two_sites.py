"""Two sites of two nodes, joined as ADR 0035 says: both run, both have editors, and nothing stands for either.

The second one is a copy of the filled template with a key of its own. The first one is opened at a second address,
since this machine looks up `localhost` and no name below it.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.public import Site
from safeconduct.commands.places import secret
from tests.pair import homes
from tests.public.conferences.editing.making import PARTICULARS
from tests.public.conferences.registering.story import Edition, Person
from tests.public.conftest import copied, serving
from tests.public.reader import Answer, Browser, as_json, page_form, rows
from tests.public.releases.other import OF_A_SOURCE
from tests.public.working import work
from tests.public.writing import approve

BOARD, CONFERENCES = "/en/recommendations/", "/en/conferences/"
FAR, NEAR = "Node by the sea (invented)", "Node in the hills (invented)"
RECOMMENDED, HELD = "A bed within one night", "Two harbours, one list"


@dataclass
class Joined:
    """One of the two, with a browser for each of its people."""

    node: Node
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As its readers type it."""
        return public.address_of_readers(self.node)

    def by(self, name: str) -> Browser:
        """The browser of this account."""
        if name not in self.browsers:
            self.browsers[name] = Browser(self.node).signed_in(name)
        return self.browsers[name]

    def reads(self, path: str) -> str:
        """What a reader sees."""
        return Browser(self.node).get(path).text

    def fingerprint(self) -> str:
        """What its editors read aloud."""
        said = self.by("editor").get("/edit/sources/").text
        found: list[str] = re.findall(r"fingerprint of our own site[^<]*<code>([0-9a-f ]+)</code>", said)
        return found[0]

    def names(self, other: "Joined") -> str:
        """An editor types the other one's address."""
        self.by("editor").get("/edit/sources/")
        return self.by("editor").post("/edit/sources/", {"address": other.address}).text

    def presses(self, word: str, name: str = "moderator") -> str:
        """A button beside the other one."""
        number = rows(self.node, "SELECT id FROM releases_source")[0]
        self.by(name).get("/edit/sources/")
        return self.by(name).post(f"/edit/sources/{number}/{word}/", {}).text

    def kept(self) -> list[tuple[str, str]]:
        """What it has of the other one."""
        return rows(self.node, "SELECT kind, key FROM releases_received ORDER BY kind, key")

    def publishes(self, page: int) -> None:
        """Somebody else approves what the editor sent in."""
        approve(self.by("moderator"), page)


def _opened(node: Node, name: str) -> Node:
    """The same site at an address that this machine knows."""
    port = free_ports(1)[0]
    opened = replace(node, name=name, site=Site(port, f"http://localhost:{port}/"))
    opened.cluster = node.cluster
    return opened


@pytest.fixture(scope="module")
def both(site: Node) -> Iterator[tuple[Joined, Joined]]:
    """The site of all tests, and another one; afterwards neither knows the other."""
    other = copied(homes() / f"{os.getpid()}.site-far")
    kept = public.folder_of(other.home)
    (kept / "secrets" / "releases").unlink()
    secret(kept, "releases")
    near, far = _opened(site, NEAR), _opened(other, FAR)
    try:
        with serving(near), serving(far):
            yield Joined(near), Joined(far)
    finally:
        for table in OF_A_SOURCE:
            rows(site, f"DELETE FROM {table} WHERE source_id IS NOT NULL")
        rows(site, "DELETE FROM releases_received")
        rows(site, "DELETE FROM releases_source")
        other.stop()
        shutil.rmtree(other.home.parent, ignore_errors=True)


def _recommend(far: Joined) -> int:
    """The editor writes it and sends it in."""
    board = rows(
        far.node, "SELECT id FROM wagtailcore_page WHERE url_path = '/safeconduct/recommendations/'"
    )[0]
    form = page_form(
        title=RECOMMENDED, slug="a-bed", drawn_from="cases", drawn_from_words="Nights in harbours",
        addressee="Harbour towns (invented)", owner_name="Casa Salcia (invented)", stage="proposed",
        due_on=str(date.today() + timedelta(days=200)), indicator="Nights without a bed", baseline="9", target="0",  # noqa: DTZ011
    ) | {"steps-count": "0", "adopted_by-count": "0", "action-submit": "1"}  # fmt: skip
    answer = far.by("editor").post(f"/edit/pages/add/recommendations/recommendationpage/{board}/", form)
    found = rows(far.node, "SELECT id FROM wagtailcore_page WHERE slug = 'a-bed'")
    assert found, re.findall(r"error-message[^>]*>\s*(.*?)\s*<", answer.text)
    return int(found[0])


def _hold(far: Joined) -> None:
    """The organiser enters a conference with much to say of it, and opens it."""
    organiser = far.by("organiser")
    organiser.get("/edit/conferences/new/")
    told = {"name": HELD, "code": "harbours", "introduction": "Two days of questions. " * 80}
    organiser.post("/edit/conferences/new/", {**PARTICULARS, **told})
    _move(far, "open")


def _move(far: Joined, to: str) -> Answer:
    return far.by("organiser").post("/edit/conferences/harbours/state/", {"move": to})


def test_a_conference_and_a_recommendation_of_one_site_are_announced_on_the_other_and_go_with_it(
    both: tuple[Joined, Joined],
) -> None:
    near, far = both
    page = _recommend(far)
    far.publishes(page)
    _hold(far)
    assert HELD in far.reads(CONFERENCES)

    # Each names the other, and somebody else confirms what was read aloud.
    for one, other in ((near, far), (far, near)):
        with ThreadPoolExecutor(4) as pool:
            pressed = [pool.submit(one.names, other) for _press in range(4)]
            assert all(other.fingerprint() in press.result() for press in pressed)
        assert len(rows(one.node, "SELECT id FROM releases_source")) == 1
        assert one.kept() == []
        assert "Releases taken" in one.presses("confirm")
    assert near.fingerprint() != far.fingerprint()
    assert "Published by " + NEAR in far.reads(BOARD)

    board = near.reads(BOARD)
    assert f'<a href="{far.address}en/recommendations/a-bed/" rel="noreferrer">{RECOMMENDED}</a>' in board
    assert "Published by " + FAR in board
    conferences = near.reads(CONFERENCES)
    assert f'<a href="{far.address}en/conferences/harbours/" rel="noreferrer">{HELD}</a>' in conferences

    # Registration stays with the host.
    assert Browser(near.node).get("/en/conferences/harbours/register/").status == 404
    announced = re.findall(rf'href="({far.address}en/conferences/harbours/)"', conferences)[0]
    shown = far.reads("/" + announced.removeprefix(far.address))
    assert 'href="/en/conferences/harbours/register/"' in shown
    held = Edition(
        far.node, "harbours", rows(far.node, "SELECT id FROM conferences_edition WHERE code = 'harbours'")[0]
    )
    assert Person(held).registers().address.endswith("/register/sent/")
    assert len(held.states()) == 1

    # A change arrives, by the worker when a quarter of an hour is over.
    organiser = far.by("organiser")
    organiser.get("/edit/conferences/harbours/particulars/")
    changed = {**PARTICULARS, "name": f"{HELD}, now three", "code": "harbours"}
    organiser.post("/edit/conferences/harbours/particulars/", changed)
    rows(near.node, "UPDATE releases_source SET asked_at = asked_at - interval '16 minutes'")
    work(near.node)
    assert f"{HELD}, now three" in near.reads(CONFERENCES)

    # What is taken away there is gone here: the page at once, the conference as it is cancelled.
    before = near.kept()
    far.by("moderator").post(f"/edit/pages/{page}/unpublish/", {})
    near.presses("ask")
    assert RECOMMENDED not in near.reads(BOARD)
    assert len(near.kept()) == len(before) - 1


def test_what_was_signed_earlier_or_by_another_key_changes_nothing(both: tuple[Joined, Joined]) -> None:
    near, far = both
    if not near.kept():
        near.names(far)
        near.presses("confirm")
    taken = near.kept()
    # An hour has passed there by a document that this site has seen; what lies there now is older.
    rows(near.node, "UPDATE releases_source SET last_at = last_at + interval '1 hour'")
    assert "something older" in near.presses("ask")
    rows(near.node, "UPDATE releases_source SET last_at = last_at - interval '1 hour'")
    # The other site is made anew: its key is another one, and the page says so to those who compared the first.
    rows(near.node, "UPDATE releases_source SET key = %s", bytes(32))
    assert "The signature is not that of this site." in near.presses("ask")
    assert near.kept() == taken


def test_a_document_of_one_site_does_not_pass_for_that_of_another(both: tuple[Joined, Joined]) -> None:
    near, far = both
    ours, theirs = (as_json(Browser(each.node).get("/releases.json")) for each in (near, far))
    assert ours["document"]["key"] != theirs["document"]["key"]
    assert ours["signature"] != theirs["signature"]
    assert {each["document"]["address"] for each in (ours, theirs)} == {near.address, far.address}
    assert not [each for each in theirs["document"]["releases"] if near.address in json.dumps(each)]
