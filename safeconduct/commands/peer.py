"""The door `peer`: our card to give away, theirs to take in, and which other nodes are believed."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.commands import peer_conform
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import add_home, default_home, node_in, typed
from safeconduct.commands.nodes.within import become
from safeconduct.vocabulary.decisions import require

if TYPE_CHECKING:
    from safeconduct.exchange.offers import Offered


def main(arguments: list[str]) -> int:
    """Act as the owner of a node that runs; 2 with one sentence when it cannot be done."""
    asked = _parser().parse_args(arguments)
    if asked.does is peer_conform.run:  # it is a peer of its own, and needs no node here
        code: int = peer_conform.run(asked)
        return code
    home = (asked.home or default_home()).absolute()
    become(node_in(home), "owner")
    from django.db import OperationalError

    does: Callable[[argparse.Namespace], None] = asked.does
    try:
        does(asked)
    except OperationalError as fault:
        raise CannotRun(
            f"The database of this node does not answer: start the node with {typed('./run serve', home)}."
        ) from fault
    return 0


def _parser() -> argparse.ArgumentParser:
    home = argparse.ArgumentParser(add_help=False)
    add_home(home, is_within=True)
    parser = argparse.ArgumentParser(prog="./run peer", description=__doc__)
    add_home(parser)
    what = parser.add_subparsers(required=True, metavar="WHAT")

    def command(name: str, does: Callable[[argparse.Namespace], None], words: str) -> argparse.ArgumentParser:
        made = what.add_parser(name, parents=[home], help=words)
        made.set_defaults(does=does)
        return made

    command("card", _card, "print our card; its fingerprint is printed beside it")
    adding = command("add", _add, "take in the card of another node, after a telephone call")
    adding.add_argument("file", type=Path, metavar="FILE")
    adding.add_argument("--confirmed", metavar="GROUPS", help="the last two groups that they have read out")
    conforming = what.add_parser(
        "conform", help="ask a running node whether it keeps to the exchange protocol"
    )
    conforming.set_defaults(does=peer_conform.run)
    peer_conform.add_options(conforming)
    command("list", _list, "the other nodes and how they stand")
    for name, does, words in (
        ("suspend", _suspend, "nothing goes to it, nothing of it is believed"),
        ("resume", _resume, "go on with the keys that were confirmed"),
        ("remove", _remove, "forget it; not while a referral with it is open"),
    ):
        command(name, does, words).add_argument("node", metavar="NAME")
    return parser


def _card(asked: argparse.Namespace) -> None:
    from safeconduct.exchange.offers import Offered
    from safeconduct.exchange.own_card import publish_as_owner
    from safeconduct.keys.card import verify_card

    written = publish_as_owner()
    own = Offered(written, verify_card(written))
    print(json.dumps(written, ensure_ascii=False, indent=1))
    _beside(f"Read this aloud when they telephone:\n  {own.fingerprint}\n  {own.words}")


def _add(asked: argparse.Namespace) -> None:
    from django.db import transaction

    from safeconduct.exchange.offers import read_card, take_in
    from safeconduct.exchange.rules import may_confirm

    try:
        offer = read_card(asked.file.read_bytes())
    except OSError as fault:
        raise CannotRun(f"The file {asked.file} cannot be read: {fault.strerror}.") from fault
    with transaction.atomic():
        before = _standing(offer)
        said = take_in("SELECT exchange.offer_card(%s, %s)", offer)
        if said in ("renewed", "held"):
            _record(f"peer:{said}", offer.node)
    if said == "older":
        raise CannotRun("This card is older than the one that is known: ask for the card as it is today.")
    if said == "renewed":
        _say(
            f"{offer.card.name} is known, with {_which_keys(before, _standing(offer))}: the card was taken in."
        )
        return
    heard = asked.confirmed or _heard(offer)
    require(may_confirm(offer.fingerprint, heard))
    with _recorded("peer:confirmed", offer.node):
        take_in("SELECT exchange.keep_peer(%s, %s)", offer)
    _say(f"{offer.card.name} ({offer.node}) is believed from now on.")


def _standing(offer: "Offered") -> tuple[str, datetime | None]:
    """Of what is known of its node: the fingerprint, and when keys were taken in that it had promised."""
    from safeconduct.exchange.models import Peer

    known = Peer.objects.filter(node=offer.node).values_list("fingerprint", "turned_at").first()
    return known or ("", None)


def _which_keys(before: tuple[str, datetime | None], now: tuple[str, datetime | None]) -> str:
    """Keys that were promised are believed without a telephone call; who compares fingerprints must be told of it."""
    turned = now[1]
    if turned is not None and turned != before[1]:
        return "the other keys that it had promised, and so with another fingerprint"
    if now[0] != before[0]:
        return "fewer keys, and so with another fingerprint"
    return f"the keys that it had promised, taken in on {turned:%d %B %Y}" if turned else "the same keys"


def _heard(offer: "Offered") -> str:
    from safeconduct.exchange.rules import shown

    agencies = ", ".join(agency.name for agency in offer.card.agencies) or "no agency"
    _say(f"The card of {offer.card.name} ({offer.node}, {offer.card.endpoint}), with {agencies}.")
    _say("Telephone them at a number that you had before, and let them read their fingerprint. It begins:")
    _say(f"  {shown(offer.fingerprint)} ...\n  {offer.words}")
    try:
        return input("Type the last two groups, as they read them: ")
    except EOFError:
        return ""


def _list(asked: argparse.Namespace) -> None:
    from safeconduct.exchange.queries import known_peers

    for peer in known_peers():
        _say(f"{peer.card.node:<20} {peer.standing:<10} {peer.card.name}, {peer.card.endpoint}")


def _suspend(asked: argparse.Namespace) -> None:
    from django.utils import timezone

    _change("peer:suspended", asked.node, suspended_at=timezone.now())


def _resume(asked: argparse.Namespace) -> None:
    _change("peer:resumed", asked.node, suspended_at=None, held_since=None, offered=None)


def _change(action: str, node: str, **values: object) -> None:
    from safeconduct.exchange.models import Peer
    from safeconduct.exchange.queries import known_peer

    known = known_peer(node).card.node
    with _recorded(action, known):
        Peer.objects.filter(node=known).update(**values)


def _remove(asked: argparse.Namespace) -> None:
    from django.db import connection

    from safeconduct.exchange.offers import ask
    from safeconduct.exchange.queries import known_peer
    from safeconduct.exchange.rules import may_remove

    node = known_peer(asked.node).card.node
    with connection.cursor() as cursor:
        cursor.execute("SELECT open_referrals, waiting FROM exchange.numbers_of(%s)", [node])
        open_referrals, waiting = cursor.fetchone() or (0, 0)
    require(may_remove(open_referrals=open_referrals, waiting=waiting))
    with _recorded("peer:removed", node):
        ask("SELECT exchange.forget_peer(%s)", [node])


@contextmanager
def _recorded(action: str, node: str) -> Iterator[None]:
    """What is done inside and its record are one transaction: whoever runs the machine is named as the owner."""
    from django.db import transaction

    with transaction.atomic():
        yield
        _record(action, node)


def _record(action: str, node: str) -> None:
    from safeconduct.access.clock import domain_now
    from safeconduct.audit.actions import Actor, record

    record(action, by=Actor(kind="owner", id="", role="owner"), at=domain_now(), detail={"peer": node})


def _beside(line: str) -> None:
    """Beside the card, so that the card alone goes into a file."""
    print(line, file=sys.stderr, flush=True)


def _say(line: str) -> None:
    print(line, flush=True)
