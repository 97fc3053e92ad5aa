"""Whoever keeps a node, at the pages about other nodes; and two nodes that join by them."""

from dataclasses import dataclass

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import Step
from tests.nodes.keepers import KEEPERS, confirm_by_one_click
from tests.nodes.town import Town

PEERS, ADD, CONFIRM = "/administration/peers/", "/administration/peers/add/", "/administration/peers/confirm/"
OTHER = {"ro": "be", "be": "ro"}
CARD_SECONDS = 1
"""How long a process of these nodes keeps a card."""
HASTY = {"SAFECONDUCT_CARD_SECONDS": str(CARD_SECONDS)}


@dataclass(frozen=True)
class Desk:
    """Whoever keeps a node, at their browser."""

    town: Town
    node: str

    @property
    def keeper(self) -> Hands:
        """Who keeps the node, and has just confirmed who they are."""
        hands = self.town.hands(KEEPERS[self.node])
        if hands.see(PEERS).path != PEERS:
            confirm_by_one_click(hands, PEERS)
        return hands

    def see(self, path: str = PEERS) -> Page:
        return self.keeper.see(path)

    def card(self) -> str:
        """Our card as a file."""
        return self.see(f"{PEERS}card/").html

    def fingerprint(self) -> str:
        """What is read aloud here."""
        return self.see().marks["data-fingerprint"][0]["data-fingerprint"]

    def add(self, card: str) -> Page:
        """Hand a card in."""
        return self.keeper.browser.submit(self.see(), ADD, card=card)

    def confirm(self, page: Page, heard: str) -> Page:
        return self.keeper.browser.submit(page, CONFIRM, heard=heard)

    def of(self, node: str) -> Page:
        """The page of another node."""
        return self.see(f"{PEERS}node/{node}/")

    def standing(self, node: str) -> str:
        return self.of(node).marks["data-standing"][0]["data-standing"]

    def act(self, node: str, what: str) -> Page:
        page = self.of(node)
        return self.keeper.browser.submit(page, f"{PEERS}node/{node}/act/", do=what)


def quietly(step: Step) -> None:
    """A walk that reports to nobody."""


def ending(digits: str) -> str:
    """The last two groups, as somebody reads them aloud."""
    return " ".join(digits.split()[-2:])


def join(town: Town) -> None:
    """Each side takes in the other's card after the call."""
    for node, other in OTHER.items():
        here, there = Desk(town, node), Desk(town, other)
        page = here.confirm(here.add(there.card()), ending(there.fingerprint()))
        assert (page.status, page.path) == (200, f"{PEERS}node/{other}/")


def ask_again(town: Town, node: str, peer: str) -> None:
    """As if a day had passed since the peer's card was read."""
    sql = "UPDATE exchange.peer SET asked_at = NULL, reached_at = NULL WHERE node = %s"
    town.ask(node, sql, peer)
