"""The bodies of messages, which a confirmed peer has signed: read by everything that takes a part of one."""

from collections.abc import Callable
from contextlib import suppress

from safeconduct.counsel.channel import message as linking
from safeconduct.exchange import strict
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.objects import Fields
from safeconduct.referrals import envelope, texts
from safeconduct.referrals.beds import message as beds
from safeconduct.referrals.conferring import message as conferring
from safeconduct.referrals.enquiries import message as enquiries
from safeconduct.referrals.history import replay
from safeconduct.referrals.holders.members import read_asked, read_held
from safeconduct.referrals.inbound import content, parts, tasks
from safeconduct.referrals.sub_referrals.rules import read_onward
from safeconduct.referrals.sub_referrals.taking_back import read_back
from tests.exchange.world import NOW
from tests.referrals.stories import GENESIS, REFERRAL


def body_of_a_referral(data: bytes) -> None:
    """The body of a message that a confirmed peer has signed, read by everything that takes a part of it."""
    body = strict.read_json(data)
    if not isinstance(body, dict):
        return
    for read in BODY_READERS:
        with suppress(RefuseMessage):
            read(body)


def _texts(body: Fields) -> None:
    found = body.get("texts", [])
    for text in found if isinstance(found, list) else []:
        with suppress(RefuseMessage):
            texts.read(text)


def _replayed(body: Fields) -> None:
    # Moves of another referral are refused before they are put in order (inbound/parts.py).
    replay([move for move in envelope.moves(body) if move.referral == REFERRAL], GENESIS)


BODY_READERS: tuple[Callable[[Fields], object], ...] = (
    envelope.read,
    _replayed,
    parts.role_of,
    _texts,
    lambda body: content.replicas_in(body.get("sections")),
    lambda body: content.names_in(body.get("sections")),
)


def body_beside_it(data: bytes) -> None:
    """The body of what goes on beside a referral: conferences, tasks, links, holders, chains, enquiries and beds."""
    body = strict.read_json(data)
    if not isinstance(body, dict):
        return
    for read in STEP_READERS:
        with suppress(RefuseMessage):
            read(body)
    for name, value in VALUE_READERS.items():
        with suppress(ValueError):  # their callers make a refusal of it
            value(body.get(name))


STEP_READERS: tuple[Callable[[Fields], object], ...] = (
    lambda body: conferring.read(body.get("conference")),
    lambda body: tasks.read(body.get("task")),
    lambda body: linking.read(body.get("link")),
    lambda body: enquiries.read_asked(body, NOW),
    enquiries.read_answer,
    enquiries.read_name,
    lambda body: beds.read(body, NOW.date()),
    lambda body: beds.read_first_count(body, NOW.date()),
)
VALUE_READERS: dict[str, Callable[[object], object]] = {
    "asked": read_asked,
    "holders": read_held,
    "onward": read_onward,
    "back": read_back,
}
