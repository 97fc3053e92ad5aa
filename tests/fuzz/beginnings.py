"""Honest inputs of each target, made of invented things: from them the fuzzer goes on."""

import io
import json
from collections.abc import Iterator

import openpyxl

from safeconduct.access import cursors
from safeconduct.commands.places import REPOSITORY
from safeconduct.exchange import hop
from safeconduct.exchange.catching_up import wire as lanes
from safeconduct.vocabulary.canonical import digest
from tests.exchange import test_package as package
from tests.exchange.catching_up import test_wire as lanes_of
from tests.exchange.forgeries import ANSWER, URL
from tests.exchange.test_inner import held
from tests.exchange.test_receipts import receipt
from tests.exchange.world import BE, CLINIC, CONSENT, NODES, NOW, RO, ROUTING, sealed
from tests.fuzz.targets import ASKED
from tests.referrals.stories import PLANNED, told

VECTORS = REPOSITORY / "docs" / "reference" / "exchange"
COURSE = json.loads((VECTORS / "vectors.json").read_text(encoding="utf-8"))["course"]
SERVICES = json.loads((VECTORS / "services-vectors.json").read_text(encoding="utf-8"))


def beginnings(name: str) -> Iterator[bytes]:
    """Those of one target."""
    match name:
        case "batch":
            yield json.dumps({"messages": [sealed()]}).encode()
            yield b'{"messages":[{"id":"019cacd8-0b00-7000-8000-000000000001"},null]}'
        case "answer":
            yield from _answers()
        case "body":
            yield from _bodies()
        case "card":
            yield json.dumps(NODES[RO].card_json).encode()
        case "request":
            signed = hop.sign_request("POST", URL, {}, ANSWER, NODES[RO].ring, now=NOW)
            yield _as_lines(signed) + ANSWER
        case "response":
            signed = hop.sign_response(200, {}, ANSWER, NODES[BE].ring, asked=ASKED, now=NOW)
            yield _as_lines(signed) + ANSWER
        case "lanes":
            yield from _of_lanes()
        case "services":
            yield json.dumps(SERVICES["asked"]).encode()
            for vector in SERVICES["taken"][:2]:
                changes = [{"sequence": 12, "service": vector["said"]}]
                yield json.dumps({**SERVICES["page"], "changes": changes}).encode()
        case "package":
            yield package.FILE
        case "packed":
            yield json.dumps(_packed()).encode()
        case "steps":
            yield from _steps()
        case "cursor":
            yield cursors.written(3, "018f3c00-0000-7000-8000-0000000d0001").encode()
            yield cursors.written(
                "2026-03-01T09:30:00+00:00", "018f3c00-0000-7000-8000-0000000d0001"
            ).encode()
        case _:
            yield from _files(name)


def _as_lines(headers: dict[str, str]) -> bytes:
    return "\n".join(f"{name}: {value}" for name, value in headers.items()).encode() + b"\n\n"


def _answers() -> Iterator[bytes]:
    stored = {"id": str(ROUTING.id), "status": "stored", "receipts": [receipt()]}
    gap = {"id": str(ROUTING.id), "status": "gap", "expected": 2, "receipts": []}
    for result in (stored, gap):
        yield json.dumps({"results": [result]}).encode()


def _bodies() -> Iterator[bytes]:
    moves = [move.as_data() for move in told(*PLANNED)]
    consent = {
        "id": str(CONSENT.id),
        "version": 2,
        "hash": "0" * 64,
        "sections": ["needs"],
        "until": "2026-09-01T00:00:00Z",
        "conditions": ["not_police", "not_country:RO"],
        "tell_outcome": True,
        "follow_changes": False,
    }
    head = {
        "referral": "018f3c00-0000-7000-8000-0000000d0001",
        "reference": "RO-TFAV-RYH5",
        "country": "RO",
        "created_at": "2026-03-01T09:30:00Z",
        "team": str(CLINIC),
        "service": "shelter",
        "need": "housing",
        "urgency": "urgent",
        "purpose": "referral_service",
        "consent": consent,
        "held_back": ["identity"],
        "moves": moves,
        "role": "social_worker",
    }
    part = {"version": 1, "content": {"wish": "A room."}, "role": "social_worker"}
    text = {"text": "The room is ready.", "kind": "news", "section": "needs", "language": "en"}
    yield json.dumps({"envelope": head, "sections": {"needs": part}}).encode()
    yield json.dumps({"moves": moves[:2], "role": "social_worker", "texts": [text]}).encode()


def _of_lanes() -> Iterator[bytes]:
    yield from map(lanes.write_question, lanes_of.QUESTIONS)
    yield lanes.write_list([lanes.Listed(lanes_of.WAY, 7)], more=True)
    yield lanes.write_settled([lanes.TakenOf((lanes_of.TAKEN,), more=True)])
    yield lanes.write_rest(lanes.Rest(1, 2, 3, 4))


def _packed() -> dict[str, object]:
    entries = [
        {
            "section": section.value,
            "schema": f"safeconduct.section.{section.value}.v1",
            "version": part.version,
            "role": part.role,
            "sha256": digest(part.content),
        }
        for section, part in package.PARTS.items()
    ]
    return {
        "manifest": {"sections": entries, "conditions": ["not_police", "not_country:BE"]},
        "sections": {section.value: part.content for section, part in package.PARTS.items()},
    }


def _steps() -> Iterator[bytes]:
    """Of the published course of a referral, what goes on beside it; each kind of message once."""
    kinds: dict[str, object] = {}
    for message in COURSE:
        kinds.setdefault(message["event"]["type"], message["opens"]["body"])
    for body in kinds.values():
        yield json.dumps(body).encode()


def _files(name: str) -> Iterator[bytes]:
    match name:
        case "list":
            yield b"Name,Phone\nAna,1\n"
            yield "Nume;Telefon\nȘtefan;2\n".encode("utf-16")
            yield b'[{"Name": "Ana", "Phone": 1}]'
            yield _workbook()
        case "htcds":
            yield b"CaseNumber,ClientDateOfBirth\nA-1,1990-01-02\n"
            yield b'[{"CaseNumber": "A-1", "ClientDateOfBirth": "1990-01-02"}]'
        case "backup":
            yield (
                b'{"format": "safeconduct.backup", "v": 1, "kind": "data", "node": "ro", "pair": "p", "taken_at": '
                b'"2026-03-01T09:30:00+00:00", "migrations": ["keys.0001"], "lock": "AAAA", "size": 3, "sha256": "0", '
                b'"mark": "0"}'
            )
        case "held":
            yield json.dumps(held()).encode()
        case _:
            yield b'{"body":{},"header":{},"signature":""}'


def _workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Name", "Phone"], ["Ana", 1]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()
