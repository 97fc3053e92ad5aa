"""Everything that the API's description allows, and much that it does not, asked with the tokens of three professions.

schemathesis reads the committed description and makes the requests: valid ones, ones broken in one place, and
stories of several. It runs as a program of its own beside a real node. What must never be: an answer of 500 or more,
an answer that the description does not have, an operation that answers without a token or with a wrong one, a
referral that is still there once it was deleted.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.asking_hooks import COUNTS
from safeconduct.commands.measures.places import drafts, two_nodes
from safeconduct.commands.measures.tokens import made_on_the_page
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY

DESCRIPTION = REPOSITORY / "docs" / "reference" / "openapi.json"
MEMBERS = ("Ana Pop", "Radu Ene", "Corina Matei")
"""A social worker, a lawyer and a coordinator, of three agencies of one node."""

TOKEN = "ASKING_TOKEN"  # noqa: S105  (the name of a variable)
RESET_EVERY = 0.2
"""Seconds. A token may ask 120 times a minute; that this holds is a test of its own (tests/site/api)."""
RESET = """UPDATE access.token SET asked = 0
WHERE id IN (SELECT id FROM access.token WHERE asked > 0 FOR UPDATE SKIP LOCKED)"""
"""Several may ask at once, each with a thread that does this: what another holds is left to it, so that no two wait."""

CONFIG = """
hooks = "safeconduct.commands.measures.asking_hooks"
headers = {{ Authorization = "Bearer ${{{token}}}" }}
continue-on-failure = true

[dictionaries.references]
values = {references}
[dictionaries.cases]
values = {cases}
[dictionaries.services]
values = {services}

[parameters]
"path.reference" = {{ dictionary = "references", probability = 0.8 }}
"path.service" = {{ dictionary = "services", probability = 0.5 }}
"body.case" = {{ dictionary = "cases", probability = 0.8 }}
"body.service" = {{ dictionary = "services", probability = 0.8 }}

[generation]
# A text with a zero is refused as no request at all (400), which no schema can say; tests/site/api sends them.
allow-x00 = false
database = "none"

[checks]
# 422 as well: what is sent may follow the schema and break a rule that no schema has, such as a code of another state.
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "410", "422", "429"]
# 429 as well: whoever asks too often is told so before anything is read.
missing_required_header.expected-statuses = ["400", "401", "403", "404", "406", "415", "422", "429"]
"""


@dataclass(frozen=True)
class Known:
    """What a stranger could not guess, so that more than "not found" is answered."""

    references: Sequence[str]
    cases: Sequence[str]
    services: Sequence[str]


@dataclass(frozen=True)
class Asked:
    """What came of asking with one token."""

    cases: int
    operations: int
    answers: dict[str, int]
    """By method and status, such as `GET 200`."""
    failures: list[str]
    """What was wrong, each with where it was; empty when nothing was."""
    is_complete: bool
    said: str = field(repr=False)
    """What schemathesis has printed."""

    def of(self, status: int) -> int:
        """How many answers had this status."""
        return sum(number for name, number in self.answers.items() if name.endswith(f" {status}"))

    @property
    def broken(self) -> int:
        """How many answers were faults of ours."""
        return sum(number for name, number in self.answers.items() if int(name.split()[1]) >= 500)


def ask(node: Node, token: str, known: Known, *, examples: int, seed: int, phases: str) -> Asked:
    """Ask a running node with one token: so many examples for each operation. Raises CannotRun."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-asking-") as name, unlimited(node):
        folder = Path(name)
        config = CONFIG.format(
            token=TOKEN,
            references=json.dumps([*known.references]),
            cases=json.dumps([*known.cases]),
            services=json.dumps([*known.services]),
        )
        (folder / "asking.toml").write_text(config, encoding="utf-8")
        said = _run(folder, f"http://127.0.0.1:{node.ports.web}", token, examples, seed, phases)
        return _read(folder, said)


def _run(folder: Path, url: str, token: str, examples: int, seed: int, phases: str) -> str:
    words = [
        *("--config-file", str(folder / "asking.toml"), "--no-color", "run", str(DESCRIPTION), "--url", url),
        *("--max-examples", str(examples), "--seed", str(seed), "--phases", phases, "--no-shrink"),
        *("--report", "json", "--report-json-path", str(folder / "report.json")),
    ]
    more = {TOKEN: token, COUNTS: str(folder / "counts.json"), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", *words],
        cwd=folder, env={**os.environ, **more}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not (folder / "report.json").exists():
        raise CannotRun(f"schemathesis has ended without a report: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout


def _read(folder: Path, said: str) -> Asked:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    counts: dict[str, int] = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
    found = [f"{one['title']}: {', '.join(one['operations'])}" for one in report["failures"]]
    return Asked(
        cases=report["test_cases"]["generated"],
        operations=report["operations"]["tested"],
        answers=dict(sorted(counts.items())),
        failures=found + [str(error) for error in report["errors"]],
        is_complete=report["complete"] and report["stop_reason"] == "completed",
        said=said,
    )


@contextmanager
def unlimited(node: Node) -> Iterator[None]:
    """While this lasts no token of the node has asked too often."""
    if node.cluster is None:
        raise CannotRun("Asking needs the embedded PostgreSQL.")
    done = threading.Event()

    def forget() -> None:
        assert node.cluster is not None  # noqa: S101 - looked at above
        with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
            while not done.wait(RESET_EVERY):
                connection.execute(RESET)

    thread = threading.Thread(target=forget, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def known_in(pair: Pair, references: Sequence[str], cases: Sequence[str]) -> Known:
    """These referrals and cases, and every service of both nodes."""
    services = [service["id"] for node in pair.nodes for _agency, service in pair.services(node)]
    return Known(references, cases, services)


def measure(plan: Plan) -> Numbers:
    """Three professions, one after the other."""
    with two_nodes(plan) as pair:
        references = drafts(pair, plan.of(12, short=4), plan)
        ana = Hands(pair, "Ana Pop")
        for reference in references[: len(references) // 2]:
            ana.send(f"/referrals/{reference}/")
        cases = sorted({path.split("/")[2] for path in _cases(ana)})
        known = known_in(pair, references, cases)
        numbers: Numbers = {}
        for name in MEMBERS:
            plan.say(f"asking as {name}")
            asked = ask(
                pair.ro, made_on_the_page(Hands(pair, name)), known,
                examples=plan.of(60, short=5), seed=plan.seed, phases="examples,coverage,fuzzing,stateful",
            )  # fmt: skip
            numbers[name] = _row(asked)
    return numbers


def _cases(hands: Hands) -> list[str]:
    return re.findall(r"/people/[0-9a-f-]{36}/", hands.see("/").html)


def _row(asked: Asked) -> Numbers:
    return {
        "requests": sum(asked.answers.values()),
        "made by schemathesis": asked.cases,
        "operations": asked.operations,
        "answers of 500 and more": asked.broken,
        "answers 401 (no token, wrong token)": asked.of(401),
        "answers": asked.answers,
        "found wrong": [{"what": what} for what in asked.failures],
        "complete": asked.is_complete,
    }
