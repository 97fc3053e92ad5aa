"""What `./run package` does, once the node's settings are there; see `package` for its words."""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from safeconduct.access.acting import acting
from safeconduct.commands.bringing import member_named
from safeconduct.commands.faults import CannotRun
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.package import MOST_FILE_BYTES, Label, open_package, read_label
from safeconduct.exchange.peers import card_for
from safeconduct.keys.card import Card, fingerprint, verify_card
from safeconduct.keys.errors import BadCard
from safeconduct.keys.ring import load
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.referrals.elsewhere.arriving import FAULTS, open_as_case, refused
from safeconduct.vocabulary.identifiers import AgencyId, MemberId
from safeconduct.vocabulary.labels import label as named


def look(asked: argparse.Namespace) -> int:
    """Say what stands outside. Nothing of it is proved before it is opened."""
    try:
        found = read_label(_read(asked.file))
    except WireError as fault:
        print(FAULTS[fault.fault])
        return 1
    card = card_for(found.source)
    print(f"Package {found.package}")
    print(
        f"says it is from node {found.source}{'' if card else ', which is no confirmed peer of this node'},"
    )
    print(f"made {found.made.isoformat()}, to be opened until {found.until.isoformat()}.")
    print("It is sealed to an agency of this node." if _keys(found) else "It is not sealed to this node.")
    return 0 if _keys(found) else 1


def open_it(asked: argparse.Namespace) -> int:
    """Open it as a new case. What is refused is recorded."""
    by = member_named(asked.member, asked.agency)
    raw = _read(asked.file)
    number = ""
    try:
        found = read_label(raw)
        number = str(found.package)
        card = _card(asked, found)
        with acting(MemberId(by.id)) as at:
            opened = open_as_case(open_package(raw, card=card, keys=_keys(found), now=at), by=by, at=at)
    except WireError as fault:
        with acting(MemberId(by.id)) as at:
            refused(fault.fault, number, by=by, at=at)
        print(f"It is not opened. {FAULTS[fault.fault]}")
        return 1
    print(f"Opened as a new case: file {opened.case.hex[:12]}, led by {by.name}.")
    print(f"In it: {', '.join(str(named(section)) for section in opened.sections)}.")
    for one in opened.left:
        print(f"  not taken over, {one.where}: {one.why}")
    print("Their consent was given to them. Ask the person before anything leaves here. Delete the file now.")
    return 1 if opened.left else 0


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_FILE_BYTES + 1)
    except OSError as fault:
        raise CannotRun(f"The file {path} cannot be read: {fault.strerror}.") from fault


def _keys(found: Label) -> Sequence[ExchangeKey]:
    """What the inbox holds for this agency; none for an agency of another node."""
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (a command of a node)
    return load(settings.KEYS_FOLDER, "inbox").exchange_keys(AgencyId(found.recipient))


def _card(asked: argparse.Namespace, found: Label) -> Card:
    """The sender's card: of a confirmed peer, or one that was given with the fingerprint that they read aloud."""
    if asked.card is None:
        card = card_for(found.source)
        if card is None:
            raise WireError(Fault.UNKNOWN_PEER, "source is no confirmed peer")
        return card
    try:
        card = verify_card(json.loads(_read(asked.card)))
    except (ValueError, BadCard) as fault:
        raise CannotRun(f"The card {asked.card} cannot be used. Ask for a new one.") from fault
    if _digits(asked.fingerprint or "") != _digits(fingerprint(card)):
        raise CannotRun("That is not the fingerprint of this card. Do not open the package; call them again.")
    return card


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
