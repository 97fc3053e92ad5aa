"""The word `conform` of the door `peer`: does a running node keep to the exchange protocol?

We are a peer of our own, with keys, a card and an inbox. The tested node has to believe our card first, as any
peer's: print it with --card, take it in at the node (`./run peer add FILE`, or the page of other nodes) and compare
its fingerprint. Then run it against the address of the node's inbox.

It sends referrals about nobody to the first service that takes them, about fifteen, and takes all of them back; and so
a few questions without a name and one for a bed count. They stay in that team's list as taken back: use a node or a
team that no real person waits for. The node notes that this peer was restored, for it asks as such a one does.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import urllib3

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import state_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeconduct.commands.conformance.running import Verdict
    from safeconduct.commands.conformance.stranger import Stranger
    from safeconduct.keys.card import Card

PORT = 8099
PATIENCE = 30.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said behind `./run peer conform`."""
    parser.description = __doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "url", nargs="?", metavar="URL", help="the address on the node's card, such as https://node/exchange/"
    )
    parser.add_argument("--card", action="store_true", help="print our card, and its fingerprint beside it")
    parser.add_argument(
        "--keys", type=Path, metavar="FOLDER", help="where our keys lie; made at the first use"
    )
    parser.add_argument(
        "--listen", default=f"127.0.0.1:{PORT}", metavar="HOST:PORT", help="where our inbox listens"
    )
    parser.add_argument(
        "--reach", metavar="URL", help="how the node reaches it, when it is on another machine"
    )
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, help="seconds to wait for what the node sends"
    )
    parser.add_argument("--json", action="store_true", help="the results for a program")


def run(asked: argparse.Namespace) -> int:
    """Print our card, or ask the node; 1 when it fails a clause."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
    import django

    django.setup()
    from safeconduct.commands.conformance.stranger import stranger

    host, port = _place(asked.listen)
    us = stranger(asked.keys or state_folder() / "conformance", asked.reach or f"http://{host}:{port}/")
    if asked.card:
        return _print_card(us)
    if not asked.url:
        raise CannotRun("Say the address of the node's inbox, or --card.")
    from safeconduct.commands.conformance import running

    target = _card_at(asked.url)
    with running.meeting(us, target, host=host, port=port, patience=asked.patience) as with_node:
        verdicts = running.ask_all(with_node, _say_nothing if asked.json else _say)
    if asked.json:
        print(json.dumps({"node": target.node, "results": [_as_json(each) for each in verdicts]}, indent=1))
    else:
        print(_in_all(verdicts))
    return 1 if any(verdict.why for verdict in verdicts) else 0


def _as_json(verdict: "Verdict") -> dict[str, object]:
    """`passed` is null where the node has not the part that the clause is about."""
    passed = not verdict.why if verdict.is_asked else None
    return {"clause": verdict.clause.id, "passed": passed, "why": verdict.why}


def _in_all(verdicts: "Sequence[Verdict]") -> str:
    failed = sum(bool(verdict.why) for verdict in verdicts)
    absent = sum(not verdict.is_asked for verdict in verdicts)
    said = f"{len(verdicts) - failed - absent} clauses passed, {failed} failed."
    return f"{said} {absent} are about parts that the node does not speak, as it may." if absent else said


def _print_card(us: "Stranger") -> int:
    from safeconduct.keys.card import fingerprint, verify_card

    card = us.card()
    print(json.dumps(card, indent=1))
    print(f"The fingerprint: {fingerprint(verify_card(card))}", file=sys.stderr)
    return 0


def _say(verdict: "Verdict") -> None:
    print(verdict.line, flush=True)


def _say_nothing(_verdict: "Verdict") -> None:
    """A program reads the whole at the end."""


def _place(text: str) -> tuple[str, int]:
    host, _colon, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise CannotRun("Say where to listen as HOST:PORT, such as 127.0.0.1:8099.")
    return host, int(port)


def _card_at(url: str) -> "Card":
    """The node's card, as it says it itself: we test a protocol, and trust nobody with anything."""
    from safeconduct.exchange.offers import MOST_CARD_BYTES
    from safeconduct.exchange.strict import read_json
    from safeconduct.keys.card import verify_card
    from safeconduct.vocabulary.errors import SafeconductError

    address = url.rstrip("/") + "/card"
    try:
        with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(20.0)) as client:
            answer = client.request("GET", address, redirect=False, preload_content=False)
            return verify_card(read_json(answer.read(MOST_CARD_BYTES)))
    except (urllib3.exceptions.HTTPError, OSError) as fault:
        raise CannotRun(f"Nothing answers at {address}: is the node running?") from fault
    except SafeconductError as fault:
        raise CannotRun(f"What stands at {address} is no card: {fault}") from fault
