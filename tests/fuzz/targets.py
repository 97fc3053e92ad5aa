"""What reads bytes of strangers, each as one function of bytes: of other nodes, files, the API's cursors.

Of other nodes: what is said at `messages`, `lanes` and `services`, cards, packages, and of the bodies of messages
(bodies.py) what is read before a row is asked for. Not here: what a handler reads of a body beside the database, as
receipts in a message; forms of pages and bodies of the API, which Django and Pydantic read (tests/nodes/test_asking.py
asks the API); attached files, which a closed room makes anew (cases/attachments/room); letters of the public page; what
the node itself asks for, such as the scanner.

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
from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.federation.rows import Around
from safeconduct.directory.federation.rows import read as read_service
from safeconduct.exchange import hop, strict
from safeconduct.exchange.batches import read_answer, read_batch
from safeconduct.exchange.catching_up import wire as lanes
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.inner import open_held
from safeconduct.exchange.limits import MOST_ANSWER_BYTES, MOST_OBJECT_BYTES, MOST_REQUEST_BYTES
from safeconduct.exchange.objects import seal_object
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
from tests.fuzz.bodies import body_beside_it, body_of_a_referral

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
    "body": Target(body_of_a_referral, (WireError,)),
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
    "steps": Target(body_beside_it, (WireError,)),
}
