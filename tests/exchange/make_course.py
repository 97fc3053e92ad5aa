"""The parts of the vectors and of the page that tell the course of a referral."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

from safeconduct.commands.conformance import running
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import object_hash, open_message
from safeconduct.keys.sealing import unpad, unseal
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.history import Genesis, Move, replay
from safeconduct.referrals.moves import Actor, Event, Side
from safeconduct.referrals.wire.tables import table
from safeconduct.vocabulary.canonical import canonical
from tests.exchange import course, make_services
from tests.exchange.world import CLINIC, EXCHANGE_KEYS, NODES, NOW
from tests.exchange.writing import BEGUN, REFERRAL, WORKER, R, S, Step

# --- Vectors ------------------------------------------------------------------------------------------------


def course_vectors() -> list[Fields]:
    """Each message of the course, opened again as its reader does."""
    return [_vector(number, step) for number, step in enumerate(course.told(), start=1)]


def _vector(number: int, step: Step) -> Fields:
    opened = open_message(
        step.event,
        exchange_keys_for=lambda agency: [EXCHANGE_KEYS[agency]],
        card_for=lambda name: NODES[name].card,
        sent_by=step.node,
        now=NOW,
    )
    consent = opened.consent.members() if opened.consent else None
    opens = {"body": opened.body, "consent": consent, "object_hash": object_hash(step.event)}
    return {
        "name": f"{number}. {step.name}", "event": step.event, "sent_by": step.node, "now": step.event["time"],
        "state": step.state, "note": step.note, "opens": opens,
    }  # fmt: skip


def history_vectors() -> list[Fields]:
    """Sets of moves and what they come to: forks, what overtakes, what is late."""
    return [_history(name, moves) for name, moves in _stories().items()]


def _history(name: str, moves: list[Move]) -> Fields:
    found = replay(moves, Genesis(REFERRAL, BEGUN))
    return {
        "name": name, "moves": [move.as_data() for move in moves], "created_at": moment_text(BEGUN),
        "state": found.state.value, "head": found.head, "standing": _hashes(found.standing),
        "undone": sorted(_hashes(found.undone)), "waiting": sorted(_hashes(found.waiting)),
    }  # fmt: skip


def _hashes(moves: tuple[Move, ...]) -> list[str]:
    return [move.hash for move in moves]


class _Tree:
    """Moves on moves, each a minute later than the last."""

    def __init__(self) -> None:
        self.at = NOW
        self.sent = self.on(None, Event.SEND, S, urgency="urgent", services=["shelter"])

    def on(
        self, base: Move | None, event: Event, side: Side, actor: Actor = Actor.MEMBER, **codes: object
    ) -> Move:
        self.at += timedelta(minutes=1)
        head = base.hash if base else Genesis(REFERRAL, BEGUN).hash
        return Move(REFERRAL, head, event, side, actor, self.at, codes)

    def accept(self, base: Move) -> Move:
        return self.on(base, Event.ACCEPT, R, worker=str(WORKER), conflict_check="none")

    def back(self, base: Move, side: Side) -> Move:
        return self.on(base, Event.WITHDRAW, side, reason="consent_withdrawn")


def _stories() -> dict[str, list[Move]]:
    tree = _Tree()
    sent = tree.sent
    accept, decline = tree.accept(sent), tree.on(sent, Event.DECLINE, R, reason="no_capacity")
    back, also_back = tree.back(sent, S), tree.back(sent, R)
    start = tree.on(accept, Event.START, R)
    late = tree.back(accept, S)
    freeze = tree.on(back, Event.CONFIRM_FREEZE, R, closing="withdrawn", confirmation="not_applicable")
    outcome = tree.on(start, Event.RECORD_OUTCOME, R, outcomes={"shelter": "given"})
    close = tree.on(outcome, Event.CLOSE, S, confirmation="confirmed")
    dispute = tree.on(outcome, Event.DISPUTE, S, reason="not_given")
    after = tree.back(close, R)
    frozen = tree.on(after, Event.CONFIRM_FREEZE, R, closing="withdrawn", confirmation="not_applicable")
    wrong = tree.on(sent, Event.CLOSE, S, confirmation="confirmed")
    return {
        "nothing": [],
        "one after the other": [sent, accept, start, outcome, close],
        "a decline goes before an acceptance": [sent, accept, decline],
        "a withdrawal goes before an acceptance, undone with what was built on it": [sent, accept, start, back],
        "both sides take it back at the same time": [sent, back, also_back],
        "a withdrawal that was undone is applied at the end": [sent, back, also_back, freeze],
        "a withdrawal that came before the moves it was made on": [sent, late],
        "and after they have come": [sent, accept, late],
        "a withdrawal that came before the offer waits": [back],
        "of two of one weight and side the smaller hash": [sent, accept, start, outcome, close, dispute],
        "taken back after it was closed, and that confirmed": [sent, accept, start, outcome, close, after, frozen],
        "a move that nothing admits is kept and undone": [sent, wrong],
        "a move whose base is not known waits": [sent, start],
    }  # fmt: skip


# --- The page -----------------------------------------------------------------------------------------------


def drawn(vectors: dict[str, Any]) -> dict[str, str]:
    """The marked parts of the page that are told from the vectors."""
    return {
        "course": _course(vectors["course"]),
        "bytes": _bytes(vectors["course"][0]),
        "bases": _bases(vectors),
        "clauses": _clauses(),
        **make_services.table(),
    }


def _bases(vectors: dict[str, Any]) -> str:
    return "\n".join(f"```text\n{vectors[kind][0]['base']}\n```\n" for kind in ("requests", "answers"))


def _clauses() -> str:
    return table(
        ("clause", "section", "says"),
        (
            (f"[{one.id}]", one.section, f"{one.sentence[0].upper()}{one.sentence[1:]}.")
            for one in running.CLAUSES
        ),
    )


def _course(steps: list[dict[str, Any]]) -> str:
    rows = (
        (
            step["name"].split(".")[0],
            f"{step['sent_by']} to {'be' if step['sent_by'] == 'ro' else 'ro'}",
            f"{step['event']['lane']} {step['event']['sequence']}",
            f"`{step['event']['type']}`",
            f"{step['name'].split('. ')[1]}. {step['note']}",
            f"`{step['state']}`",
        )
        for step in steps
    )
    return table(("", "from", "lane, number", "type", "what", "state after"), rows)


def _bytes(vector: dict[str, Any]) -> str:
    event = vector["event"]
    routing = {name: value for name, value in event.items() if name != "data_base64"}
    sealed = base64.b64decode(event["data_base64"])
    padded = unseal(sealed, EXCHANGE_KEYS[CLINIC], canonical(routing))
    plain = unpad(padded)
    inside = json.loads(plain)
    added = {name: inside["header"][name] for name in ("consent_id", "consent_version", "purpose")}
    rows = [
        ("`body_hash`, SHA-256 of the body above", f"`{inside['header']['body_hash']}`"),
        ("the header adds", f"`{canonical(added).decode()[1:-1]}`"),
        (
            f"SHA-256 of the canonical header ({len(canonical(inside['header']))} bytes)",
            f"`{_sha(canonical(inside['header']))}`",
        ),
        ("signature", f"`{inside['signature']}`"),
        (
            f"`plain` is {len(plain)} bytes, so `padded` begins with",
            f"`{padded[:4].hex()}`, and has {len(padded)} bytes",
        ),
        ("SHA-256 of `info`", f"`{_sha(canonical(routing))}`"),
        (f"`sealed`: {len(sealed)} bytes, here with SHA-256", f"`{_sha(sealed)}`"),
        ("object hash, which the receipts name", f"`{vector['opens']['object_hash']}`"),
    ]
    first = (
        "The offer, the first message of `course`, from agency `...a001` on node `ro` to agency `...b001` on node "
        f"`be`. The canonical routing, which is also the HPKE info ({len(canonical(routing))} bytes):\n"
    )
    blocks = [f"```text\n{canonical(value).decode()}\n```\n" for value in (routing, inside["body"])]
    second = "The body with its salt, canonical:\n"
    return "\n".join([first, blocks[0], second, blocks[1], table(("step", "value"), rows)])


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
