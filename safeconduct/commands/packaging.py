"""What `./run package` does, once the node's settings are there; see `package` for its words."""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.cases.drafted import Left
from safeconduct.commands.bringing import member_named
from safeconduct.commands.faults import CannotRun
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.package import MOST_FILE_BYTES, Label, Package, open_package, read_label
from safeconduct.exchange.peers import card_for
from safeconduct.keys.card import Card, fingerprint, verify_card
from safeconduct.keys.errors import BadCard
from safeconduct.keys.ring import load
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.referrals.elsewhere.arriving import FAULTS, draft_of, open_as_case, refused
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, MemberId
from safeconduct.vocabulary.labels import label as named
from safeconduct.vocabulary.sections import Section


def look(asked: argparse.Namespace) -> int:
    """Say what stands outside; for a member also what a case of theirs would hold. Nothing is stored."""
    raw = _read(asked.file)
    try:
        found = read_label(raw)
    except WireError as fault:
        print(FAULTS[fault.fault])
        return 1
    _outside(found)
    if not asked.member:
        print("None of it is proved before it is opened. Say with --member for whom, to look inside.")
        return 0 if _keys(found) else 1
    return _tried(asked, raw, _draft)


def open_it(asked: argparse.Namespace) -> int:
    """Open it as a new case. What is refused is recorded."""
    return _tried(asked, _read(asked.file), _open)


def _outside(found: Label) -> None:
    card = card_for(found.source)
    print(f"Package {found.package}")
    print(
        f"says it is from node {found.source}{'' if card else ', which is no confirmed peer of this node'},"
    )
    print(f"made {found.made.isoformat()}, to be opened until {found.until.isoformat()}.")
    print("It is sealed to an agency of this node." if _keys(found) else "It is not sealed to this node.")


def _tried(asked: argparse.Namespace, raw: bytes, do: Callable[[Package, Member, datetime], int]) -> int:
    """What is done with the opened package; or why it is not opened, which is recorded."""
    by = member_named(asked.member, asked.agency)
    number = ""
    try:
        found = read_label(raw)
        number = str(found.package)
        card = _card(asked, found)
        with acting(MemberId(by.id)) as at:
            return do(open_package(raw, card=card, keys=_keys(found), now=at), by, at)
    except WireError as fault:
        why, said = f"package_{fault.fault}", str(FAULTS[fault.fault])
    except NotPossible as refusal:
        why, said = refusal.reason.code, refusal.reason.whole
    with acting(MemberId(by.id)) as at:
        refused(why, number, by=by, at=at)
    print(f"It is not opened. {said}")
    return 1


def _draft(package: Package, by: Member, _at: datetime) -> int:
    draft = draft_of(package, by=by)
    print(f"It is whole and for {by.agency.name}. A case of {by.name} would hold:")
    print(f"  {_names(draft.sections)}")
    _say_left(draft.left)
    print("Nothing was stored.")
    return 1 if draft.left else 0


def _open(package: Package, by: Member, at: datetime) -> int:
    opened = open_as_case(package, by=by, at=at)
    print(f"Opened as a new case: file {opened.case.hex[:12]}, led by {by.name}.")
    print(f"In it: {_names(opened.sections)}.")
    _say_left(opened.left)
    print("Their consent was given to them. Ask the person before anything leaves here. Delete the file now.")
    return 1 if opened.left else 0


def _names(sections: Iterable[Section]) -> str:
    return ", ".join(str(named(section)) for section in sections)


def _say_left(left: Iterable[Left]) -> None:
    """Where something stands that does not fit, and why; never what it says: a terminal is read by others."""
    for one in left:
        print(f"  not taken over, {one.where}: {one.why}")


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
