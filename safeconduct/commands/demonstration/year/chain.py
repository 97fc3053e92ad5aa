"""An edition of that year from facts to a reader: prepared by one, released by another, handed over, read, attacked.

What is looked at in the end is what a reader has: the page, the files and the feed of the public site. The outsider of
`outsider.py` knows these alone.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.demonstration.hands import Hands, must, until
from safeconduct.commands.demonstration.pair import Nodes, Pair
from safeconduct.commands.demonstration.walk import Step
from safeconduct.commands.demonstration.year import outsider
from safeconduct.commands.demonstration.year.facts import facts, persons
from safeconduct.commands.demonstration.year.people import Year
from safeconduct.commands.demonstration.year.telling import tell, year_before
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.editions import NAMED
from safeconduct.vocabulary.released.handing_over import FILE

COORDINATOR, RAPPORTEUR = "Corina Matei", "Relu Manea"
HIDDEN = "hidden, not said"
FORMS = ("csv", "json", "sdmx.csv")
"""Of one table."""


@dataclass
class Chain:
    """The two at their pages, and a reader of the node's public site."""

    pair: Nodes
    node: Node
    year: int
    told: Year
    coordinator: Hands = field(init=False)
    rapporteur: Hands = field(init=False)
    path: str = field(default="", init=False)
    name: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.coordinator = Hands(self.pair, COORDINATOR)
        self.rapporteur = Hands(self.pair, RAPPORTEUR)

    # --- On the node ------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """The coordinator has the year counted; it goes on by itself. Raises WalkFailed, as everything here does."""
        page = self.coordinator.see(f"/figures/editions/year/{self.year}/")
        counted = f"Registered in this year: {self.told.in_tables}."
        must(counted in page.text, f"The page does not say {counted!r}: {page.text[:400]}")
        made = self.coordinator.fill(page, page.path, {"rung": "status"}, "Preparing an edition")
        self.path = made.path

    def release(self) -> None:
        """The rapporteur releases what stands there, which the coordinator may not."""
        ready = "waits for a second person"
        until("the edition is made", lambda: ready in self.coordinator.see(self.path).text)
        must(
            not self.coordinator.see(self.path).has_form(f"{self.path}approve/"),
            "She may release it herself.",
        )
        page = self.rapporteur.see(self.path)
        must(not page.has_form(f"{self.path}approve/"), "It can be released before anybody has read it.")
        chosen = self.coordinator.see(self.path)
        self.coordinator.fill(chosen, f"{self.path}show/", {}, "Having its tables shown")
        page = self.rapporteur.see(self.path)
        page = self.rapporteur.fill(page, f"{self.path}approve/", {"sure": "yes"}, "Releasing the edition")
        found = NAMED.search(page.path)
        must(found is not None, f"No edition was released: {page.text[:300]}")
        self.name = found[0] if found else ""

    # --- On the public site -------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """The node lays it into the site's folder by itself; one round of the site's worker takes it."""
        until("it is handed over", self._is_handed_over)
        self.node.run(public.PROCESS, "public", "work", "--once")

    def _is_handed_over(self) -> bool:
        file = public.folder_of(self.node.home) / FILE
        return file.exists() and self.name in file.read_text(encoding="utf-8")

    def read(self) -> int:
        """What a reader finds of it; how many of its numbers are hidden. Raises WalkFailed."""
        site = reader(self.node)
        page = site.get(f"/en/statistics/{self.name}/")
        must(page.status == 200, f"The public site does not show {self.name}: {page.status}.")
        must(page.path in site.get("/en/statistics/").html, "The list of editions does not lead to it.")
        must(self.name in site.get("/en/statistics.atom").html, "The feed does not tell of it.")
        document = json.loads(site.get(f"/statistics/{self.name}.json").html)["document"]
        for wrong in self.wrong(page, document):
            must(False, wrong)
        for address in self._files(document):
            must(site.get(address).status == 200, f"{address} cannot be fetched.")
        return sum(number is None for table in document["tables"] for number in table["numbers"])

    def wrong(self, page: Page, document: dict[str, Any]) -> Iterator[str]:
        """What page and document say otherwise than who was drawn; nothing where all is as it must be."""
        counted = facts(self.told, self.pair)
        for table in document["tables"]:
            for place, number in zip(product(*table["codes"]), table["numbers"], strict=True):
                true = persons(counted, table["dimensions"], place)
                if number not in (None, true):
                    yield f"{table['code']} {place} says {number}, and {true} were registered."
                if number is not None and 0 < true < document["rules"]["minimum"]:
                    yield f"{table['code']} {place} is a small number, and it is printed."
            if table["numbers"][0] != self.told.in_tables:
                yield f"{table['code']} does not say that {self.told.in_tables} were registered in all."
        if HIDDEN not in page.text or f"Persons in these tables: {self.told.in_tables}" not in page.text:
            yield "The page shows no hidden number, or not how many were registered."
        if audit := outsider.attempt(document):
            return
        yield f"Who reads the edition works out: {audit.findings[:3]}."

    def _files(self, document: dict[str, Any]) -> Iterator[str]:
        yield from (f"/statistics/{self.name}.{kind}" for kind in ("xlsx", "pdf"))
        for table in document["tables"]:
            yield from (f"/statistics/{self.name}/{table['code']}.{kind}" for kind in FORMS)


def reader(node: Node) -> Browser:
    """Somebody at the public site of the node, known to nobody."""
    must(node.site is not None, f"{node.name} has no public site.")
    return Browser(node.id, node.site.port if node.site else 0)


def begun(pair: Pair, say: Callable[[Step], None]) -> "Chain":
    """The year is told and its edition prepared: the node counts it while other things happen."""
    began = time.monotonic()
    told = tell(pair)
    say(_step(f"the year before: {told.in_tables + told.withheld} were registered", "-", began))
    began = time.monotonic()
    chain = Chain(pair, pair.ro, year_before(datetime.now(UTC)), told)
    chain.prepare()
    say(_step("an edition of it is prepared", "counting", began))
    return chain


def ended(chain: Chain, say: Callable[[Step], None]) -> None:
    """A second person releases it, the public site shows it, and an outsider works nothing out."""
    began = time.monotonic()
    chain.release()
    say(_step("released by a second person", chain.name, began))
    began = time.monotonic()
    chain.hand_over()
    hidden = chain.read()
    say(_step(f"on the public site, {hidden} numbers hidden", "attacked", began))


def _step(name: str, state: str, began: float) -> Step:
    return Step(name, state, "-", "-", time.monotonic() - began)
