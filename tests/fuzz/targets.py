"""What reads bytes of strangers, each as one function of bytes: of other nodes, files, the API's cursors.

Of other nodes these are all that is read before a row of the database is asked for: what is said at `messages`, `lanes`
and `services`, cards, and the bodies of all messages. Not here: forms of the pages and bodies of the API, which Django
and Pydantic read (tests/nodes/test_asking.py asks the API); attached files, which a closed room makes anew
(cases/attachments/room); letters of the public page; answers of the scanner and of places that the node asks itself.

A target lets out nothing but what its reader documents: those errors are caught here, by name, and anything else is a
crash. Where the fuzzer begins is in beginnings.py; time and memory per byte are measured in measuring.py.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from safeconduct.access import cursors
from safeconduct.access.problems import Problem
from safeconduct.cases.htcds.reading import read as read_htcds
from safeconduct.commands.backups.heads import HEAD_BYTES, read_head
from safeconduct.commands.faults import CannotRun
from safeconduct.counsel.channel import message as linking
from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.federation.rows import Around
from safeconduct.directory.federation.rows import read as read_service
from safeconduct.exchange import hop, strict
from safeconduct.exchange.batches import read_answer, read_batch
from safeconduct.exchange.catching_up import wire as lanes
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.inner import open_held
from safeconduct.exchange.limits import MOST_ANSWER_BYTES, MOST_OBJECT_BYTES, MOST_REQUEST_BYTES
from safeconduct.exchange.objects import Fields, seal_object
from safeconduct.exchange.offers import MOST_CARD_BYTES
from safeconduct.exchange.package import MOST_FILE_BYTES, open_package, read_label
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.exchange.services import wire as services
from safeconduct.exchange.wire import read_routing
from safeconduct.keys.card import fingerprint, verify_card
from safeconduct.keys.errors import BadCard, TooLarge
from safeconduct.keys.sealing import pad
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.referrals import envelope, texts
from safeconduct.referrals.beds import message as beds
from safeconduct.referrals.conferring import message as conferring
from safeconduct.referrals.enquiries import message as enquiries
from safeconduct.referrals.history import replay
from safeconduct.referrals.holders.members import read_asked, read_held
from safeconduct.referrals.inbound import content, parts, tasks
from safeconduct.referrals.sub_referrals.rules import read_onward
from safeconduct.referrals.sub_referrals.taking_back import read_back
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical
from safeconduct.vocabulary.tables.problems import WrongFile
from safeconduct.vocabulary.tables.sheets import MOST_BYTES, sheet
from tests.exchange.forgeries import URL, sealed_bytes
from tests.exchange.test_package import label as package_label
from tests.exchange.world import (
    BE,
    CLINIC,
    EXCHANGE_KEYS,
    HELD_LABEL,
    NOW,
    ROUTING,
    card_for,
    exchange_keys_for,
    opened,
    signing_key,
)
from tests.referrals.stories import GENESIS, REFERRAL

TODAY = date(2026, 3, 2)
LONGEST = 64 * 1024
"""What the fuzzer makes at most; longer inputs are measured, not fuzzed."""


@dataclass(frozen=True)
class Target:
    """One reader. `most` is what it reads at most, in bytes; None where another limit stands before it."""

    read: Callable[[bytes], object]
    documented: tuple[type[Exception], ...]
    most: int | None = None

    def __call__(self, data: bytes) -> None:
        """Read; only what is not documented leaves."""
        with suppress(*self.documented):
            self.read(data)


# --- Between nodes --------------------------------------------------------------------------------------------


def _batch(data: bytes) -> None:
    for candidate in read_batch(data):
        with suppress(WireError):
            read_routing(candidate.event)
        with suppress(WireError):
            opened(candidate.event)


def _inside(data: bytes) -> None:
    """Bytes that an honest peer has sealed: what only the recipient's agency can open."""
    with suppress(TooLarge):
        opened(sealed_bytes(pad(data)))


def _padded(data: bytes) -> None:
    """As above, and not even the padding is right: cut or filled up to a size that sealing knows."""
    opened(sealed_bytes(data[:4096].ljust(4096, b"\0")))


def _answer(data: bytes) -> None:
    for result in read_answer(data, asked=[ROUTING.id]):
        for receipt in result.receipts:
            with suppress(WireError):
                verify_receipt(
                    receipt,
                    message=ROUTING.id,
                    object_hash=str(receipt.get("object_hash")),
                    issuer=BE,
                    agency=CLINIC,
                    card_for=card_for,
                )


def _head_and_body(data: bytes) -> tuple[dict[str, str], bytes]:
    head, _empty, body = data.partition(b"\n\n")
    lines = (line.partition(":") for line in head.decode("latin-1").splitlines())
    return {name.strip(): value.strip() for name, _colon, value in lines if name.strip()}, body


def _request(data: bytes) -> None:
    headers, body = _head_and_body(data)
    hop.verify_request("POST", URL, headers, body, card_for=card_for, now=NOW)


ASKED = Asked(
    "POST",
    URL,
    {
        "Content-Digest": "sha-256=:vYUQ7nCLKbAmZT6hCa3qhpLkWTxTcbCzhC5HmDWhrM8=:",
        "Signature-Input": 'hop=("@method" "@target-uri" "content-digest");created=1772443800',
        "Signature": f"hop=:{'A' * 86}==:",
    },
)
"""A request of ours, as far as an answer is bound to it; always the same, so that the corpus stays true."""


def _response(data: bytes) -> None:
    headers, body = _head_and_body(data)
    hop.verify_response(200, headers, body, asked=ASKED, peer=BE, card_for=card_for, now=NOW)


def _held(data: bytes) -> None:
    open_held(
        strict.read_json(data),
        carried_by=ROUTING,
        exchange_keys_for=exchange_keys_for,
        card_for=card_for,
    )


def _body(data: bytes) -> None:
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


def _steps(data: bytes) -> None:
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
    lambda body: beds.read(body, TODAY),
    lambda body: beds.read_first_count(body, TODAY),
)
VALUE_READERS: dict[str, Callable[[object], object]] = {
    "asked": read_asked,
    "holders": read_held,
    "onward": read_onward,
    "back": read_back,
}


def _lanes(data: bytes) -> None:
    """Question or answer of a node that was restored, whichever it is."""
    for read in LANE_READERS:
        with suppress(WireError):
            read(data)


LANE_READERS: tuple[Callable[[bytes], object], ...] = (
    lanes.read_question,
    lanes.read_list,
    lambda data: lanes.read_settled(data, asked=1),
    lanes.read_rest,
)
SERVICES_ASKED = services.Asked(3, 10)
AROUND = Around({CLINIC: CLINIC}, {CLINIC: "BE"}, frozenset(), now=NOW)


def _services(data: bytes) -> None:
    with suppress(WireError):
        services.read_question(data)
    for change in services.read_page(data, asked=SERVICES_ASKED).changes:
        if change.service is not None:
            with suppress(NotTaken):
                read_service(change.service, AROUND)


def _package(data: bytes) -> None:
    """A file that somebody has made, with whatever label."""
    read_label(data)
    _opened_package(data)


def _packed(data: bytes) -> None:
    """What stands in a package that an honest sender has signed and sealed."""
    body = strict.read_json(data)
    if not isinstance(body, dict):
        return
    members = PACKAGE_LABEL.members()
    try:
        sealed = seal_object(
            members, secret={}, body=body, signer=PACKAGE_SIGNER, recipient_key=PACKAGE_KEY.public_bytes(),
            most=MOST_OBJECT_BYTES,
        )  # fmt: skip
    except (NotCanonical, TypeError, ValueError, WireError, TooLarge):
        return  # nobody can sign it
    _opened_package(canonical({**members, "data_base64": strict.base64_text(sealed)}))


def _opened_package(data: bytes) -> None:
    card = card_for(HELD_LABEL.source)
    if card is not None:
        open_package(data, card=card, keys=[PACKAGE_KEY], now=NOW)


PACKAGE_KEY = EXCHANGE_KEYS[HELD_LABEL.recipient]
PACKAGE_SIGNER = signing_key(HELD_LABEL.source, Use.OBJECT)
PACKAGE_LABEL = replace(package_label(), kid=key_id(PACKAGE_SIGNER.public_key()))


def _card(data: bytes) -> None:
    if len(data) > MOST_CARD_BYTES:
        return
    fingerprint(verify_card(strict.read_json(data.strip())))


# --- Files and addresses --------------------------------------------------------------------------------------


def _list(data: bytes) -> None:
    found = sheet(data)
    for _row in found.rows:
        pass


def _htcds(data: bytes) -> None:
    for problem in read_htcds(data, today=TODAY).problems:
        str(problem.sentence)


def _backup(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(prefix="safeconduct-fuzz-") as file:
        file.write(data[:HEAD_BYTES])
        file.flush()
        head = read_head(Path(file.name))
    head.is_marked(b"a secret of the node")
    head.size + 1


def _cursor(data: bytes) -> None:
    text = data.decode("latin-1")
    with suppress(Problem):
        cursors.read(text, int, str)
    cursors.moment_and_id(text)


TARGETS: dict[str, Target] = {
    "answer": Target(_answer, (WireError,), MOST_ANSWER_BYTES),
    "backup": Target(_backup, (CannotRun,), HEAD_BYTES),
    "batch": Target(_batch, (WireError,), MOST_REQUEST_BYTES),
    "body": Target(_body, (WireError,)),
    "card": Target(_card, (BadCard, WireError), MOST_CARD_BYTES),
    "cursor": Target(_cursor, (Problem,)),
    "held": Target(_held, (WireError,)),
    "htcds": Target(_htcds, (), MOST_BYTES),
    "inside": Target(_inside, (WireError,)),
    "lanes": Target(_lanes, (), MOST_ANSWER_BYTES),
    "list": Target(_list, (WrongFile,), MOST_BYTES),
    "package": Target(_package, (WireError,), MOST_FILE_BYTES),
    "packed": Target(_packed, (WireError,)),
    "padded": Target(_padded, (WireError,)),
    "request": Target(_request, (WireError,)),
    "response": Target(_response, (WireError,)),
    "services": Target(_services, (WireError,), MOST_ANSWER_BYTES),
    "steps": Target(_steps, (WireError,)),
}
