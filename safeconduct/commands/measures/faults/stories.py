"""Members' software plays the scripts, on all three nodes at once, and tells the oracle what it was answered."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from safeconduct.commands.measures.faults.oracle import Oracle, Referral, Told, named_in_order
from safeconduct.commands.measures.faults.scripts import RECEIVER, SENDER, SHARED, Script, Step
from safeconduct.commands.measures.faults.software import Answer, Offices, Software
from safeconduct.commands.measures.faults.trio import DESKS, Trio
from safeconduct.commands.measures.faults.writing import Writer
from safeconduct.consent.rules import Fact

LOOK_EVERY = 0.6
STUCK_AFTER = 120.0
"""Seconds after which somebody who waits for the other side's step is a finding."""


@dataclass
class Players:
    """Threads that play one story after the other until they are told to stop; then each ends its step."""

    trio: Trio
    oracle: Oracle
    offices: Offices
    people: dict[str, list[str]]
    """The cases of each node's sender."""
    writers: Mapping[str, Writer]
    """Who saves sections of these cases on the pages."""
    scripts: Iterator[Script]
    seed: int
    stuck: list[str] = field(default_factory=list)
    ended: int = 0
    fault: BaseException | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, number: int) -> None:
        """So many stories at a time."""
        self._threads = [threading.Thread(target=self._play_on, daemon=True) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """No further step; what was asked for is asked until it is answered. Raises what ended a thread."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        if self.fault is not None:
            raise self.fault

    def again(self) -> "Players":
        """The same members, for steps that are made one by one."""
        return replace(self, _stopping=threading.Event())

    @property
    def is_stopping(self) -> bool:
        """Whether no further step is made."""
        return self._stopping.is_set()

    def rest(self, seconds: float) -> None:
        """Wait, or until it is time to stop."""
        self._stopping.wait(seconds)

    def _play_on(self) -> None:
        try:
            while not self.is_stopping:
                with self._lock:
                    script = next(self.scripts, None)
                if script is None:
                    return
                with self._programs(script) as (sender, receiver):
                    is_ended = Story(self, script, sender, receiver).play()
                with self._lock:
                    self.ended += is_ended
        except BaseException as fault:  # noqa: BLE001  (raised again where it is waited for)
            self.fault = self.fault or fault
            self._stopping.set()

    @contextmanager
    def _programs(self, script: Script) -> Iterator[tuple[Software, Software]]:
        names = DESKS[script.sender][1], DESKS[script.receiver][2]
        programs = tuple(self.offices.take(name) for name in names)
        try:
            yield programs[0], programs[1]
        finally:
            for name, program in zip(names, programs, strict=True):
                self.offices.give_back(name, program)


@dataclass
class Story:
    """One script under way."""

    players: Players
    script: Script
    sender: Software
    receiver: Software
    referral: Referral = field(init=False)
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.players.seed}/{self.script.number}")  # noqa: S311  (no secret hangs on it)

    def play(self) -> bool:
        """From the draft to the last step; False when it was stopped, refused or is stuck on the way."""
        return self.begin() and self.send() and all(map(self.do, self.script.steps))

    # --- The sender's beginning -----------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Make the draft, with its consent."""
        players, script = self.players, self.script
        case = players.people[script.sender][script.person]
        draft = {
            "case": case,
            "service": players.trio.service(script.receiver),
            "urgency": script.urgency,
            "consent": consented(),
        }
        begun = time.monotonic()
        answer = self.sender.write("/referrals", draft, key=self._key())
        if not answer.is_done:
            players.oracle.not_possible(answer.code)
            return False
        self.referral = Referral(
            answer.body["reference"],
            script.sender,
            script.receiver,
            case,
            begun=begun,
            known=time.monotonic(),
        )
        players.oracle.begun(self.referral)
        return not players.is_stopping

    def send(self) -> bool:
        """Send it."""
        begun = time.monotonic()
        answer = self.sender.write(
            f"/referrals/{self.referral.reference}/sending",
            {"preview_seen": True, "capacity": "asked"},
            key=self._key(),
        )
        self.referral.is_sent = answer.is_done
        return self._note(Step(SENDER, "send"), answer, "", frozenset(), begun)

    # --- Steps ----------------------------------------------------------------------------------------------------

    def do(self, step: Step) -> bool:
        """One step, when it is possible; False when it was refused or it is time to stop."""
        self.players.rest(self.random.uniform(0.0, 0.4))
        shown = self._wait_for(step)
        if shown is None:
            return False
        stood, begun = frozenset(named_in_order(_standing(shown))), time.monotonic()
        if step.what == "update":
            section = step.codes["section"]
            return self._note(step, self._saved(section), section, stood, begun)
        path, body, detail = self._asked(step)
        answer = self._by(step.side).write(path, body, key=self._key())
        return self._note(step, answer, detail, stood, begun)

    def _saved(self, section: str) -> Answer:
        """Words that nobody has written before, on the person's page."""
        words = f"Later {self.script.number}-{len(self.referral.told)} {self.random.randbytes(4).hex()}"
        return self.players.writers[self.script.sender].save(self.referral.person, section, words)

    def _wait_for(self, step: Step) -> dict[str, Any] | None:
        """What the member's software was shown when the step became possible; None when it is time to stop."""
        end = time.monotonic() + STUCK_AFTER
        while not self.players.is_stopping:
            answer = self._by(step.side).get(f"/referrals/{self.referral.reference}")
            if answer.is_done and (is_possible(step, answer.body) or step.hasty):
                found: dict[str, Any] = answer.body
                return found
            if time.monotonic() > end:
                where = answer.body["envelope"]["state"] if answer.is_done else answer.status
                self.players.stuck.append(
                    f"{self.referral.reference}: {step.side} waits for {step.what} in {where}"
                )
                return None
            self.players.rest(LOOK_EVERY)
        return None

    def _asked(self, step: Step) -> tuple[str, dict[str, Any], str]:
        """Where the step is asked for, with what, and what the oracle keeps of it beside the step."""
        path = f"/referrals/{self.referral.reference}"
        match step.what:
            case "withdraw" | "part":
                return f"{path}/withdrawal", step.codes, "".join(step.codes.get("sections", []))
            case "news":
                words = (
                    f"News {self.script.number}-{len(self.referral.told)} {self.random.randbytes(4).hex()}"
                )
                return f"{path}/news", {"about": "needs", "language": "en", "text": words}, words
            case _:
                codes = filled(step.codes, self.players.trio.service_name(self.script.receiver))
                return f"{path}/moves", {"move": step.what, "codes": codes}, ""

    def _note(self, step: Step, answer: Answer, detail: str, shown: frozenset[Any], begun: float) -> bool:
        oracle = self.players.oracle
        if not answer.is_done:
            oracle.not_possible(answer.code)
            return False
        version, known = answer.body.get("version", 0), time.monotonic()
        told = Told(step.side, step.what, detail, shown, version, begun, known)
        oracle.told(self.referral.reference, told, requests=answer.requests, is_replayed=answer.is_replayed)
        return not self.players.is_stopping

    def _by(self, side: str) -> Software:
        return {SENDER: self.sender, RECEIVER: self.receiver}[side]

    def _key(self) -> str:
        return self.random.randbytes(16).hex()


def is_possible(step: Step, shown: dict[str, Any]) -> bool:
    """Whether this step can be made now, as the node has told the member's software."""
    match step.what:
        case "withdraw" | "part":
            return bool(shown["may_take_back"])
        case "news" | "update":
            return shown["envelope"]["state"] in ("accepted", "handover_planned", "in_service")
        case _:
            return step.what in {possible["move"] for possible in shown["possible"]}


def _standing(shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(move["side"], move["move"]) for move in shown["moves"] if move["stands"]]


def filled(codes: dict[str, Any], service: str) -> dict[str, Any]:
    """The codes with the moment that is meant by "soon", and with the outcome of the service that was asked for."""
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    meant = {"when": soon, "outcomes": {service: "given"}}
    return {name: meant.get(name, value) for name, value in codes.items()}


def consented() -> dict[str, Any]:
    """A whole talk with a yes to SHARED."""
    return {
        "told": [fact.value for fact in Fact],
        "limit_told": True,
        "sections": list(SHARED),
        "language": "uk",
        "presentation": "interpreter",
        "method": "oral_witnessed",
        "interpreter": "INT-07",
        "witness": "social worker",
        "until": (datetime.now(UTC) + timedelta(days=90)).date().isoformat(),
        "tell_outcome": True,
        "follow_changes": True,
    }
