"""The door `bench`: measurements of two real nodes on this machine, each with the conditions it was taken under."""

import argparse
import json
import sys
import time
from pathlib import Path

from safeconduct.commands.measures import (
    WRONG,
    Numbers,
    Plan,
    asking,
    backups,
    bringing,
    crypto,
    directory,
    faults,
    federation,
    figures,
    fuzzing,
    growth,
    histories,
    loops,
    matrix,
    mutation,
    pages,
    person,
    policies,
    protecting,
    public,
    reloads,
    rest,
    rights,
    screens,
    seats,
    start,
    steps,
    today,
    upgrade,
    withdrawals,
)
from safeconduct.commands.measures.conditions import conditions
from safeconduct.commands.nodes.processes import ending_in_order

MEASURES = {
    "api": (asking.measure, "the API asked by schemathesis with the tokens of three professions"),
    "backup": (backups.measure, "seconds of a backup and of a verified restore of 100,000 referrals"),
    "crypto": (crypto.measure, "microseconds to seal, open, sign and verify, beside the library's own"),
    "directory": (
        directory.measure,
        "milliseconds of a search among many services, beside SQLite and DuckDB; misspelt names; an import",
    ),
    "faults": (
        faults.measure,
        "what is lost, doubled or out of order on three nodes while processes, databases and roads fail",
    ),
    "federation": (
        federation.measure,
        "seconds until a node has 10,000 changes of a peer's services, its memory, and what the rows cost at least",
    ),
    "fuzz": (fuzzing.measure, "what reads bytes of strangers, under a coverage-guided fuzzer"),
    "growth": (growth.measure, "processor time of a referral as members, cases and peers grow tenfold"),
    "histories": (histories.measure, "random histories of two nodes beside a model, with faults"),
    "import": (bringing.measure, "seconds to bring in ten thousand cases from a list, and to take them back"),
    "loops": (
        loops.measure,
        "loops per second through two nodes with 1 and 8 clients, beside the floor of bare SQL",
    ),
    "matrix": (
        matrix.measure,
        "who may see what, in the rule, in SQL and over HTTP, against a second reading of the policy",
    ),
    "mutation": (mutation.measure, "rules broken line by line, and whether a test sees it"),
    "pages": (pages.measure, "queries and milliseconds of each page"),
    "person": (
        person.measure,
        "queries and milliseconds of a person's page after twelve months, among many files of others",
    ),
    "policies": (
        policies.measure,
        "what the row policies cost on Today and on a referral, at half a million referrals",
    ),
    "protecting": (
        protecting.measure,
        "seconds to hide what a table may not say and to attack it, beside the plain heuristic",
    ),
    "public": (
        public.measure,
        "milliseconds of the public site's pages and requests a second, beside the floor of an empty answer",
    ),
    "reloads": (reloads.measure, "requests that are lost while the processes of the pages are replaced"),
    "rest": (rest.measure, "memory of a node that has nothing to do"),
    "rights": (
        rights.measure,
        "milliseconds of one person's rights and of a calendar; seconds to count 100,000 days anew",
    ),
    "screens": (
        screens.measure,
        "what every page, list and round of the worker reads, alone and among four thousand files of others",
    ),
    "seats": (
        seats.measure,
        "a thousand people register at once for fewer seats, and a programme of 300 sessions is edited",
    ),
    "start": (start.measure, "seconds from nothing to a node that answers"),
    "steps": (steps.measure, "steps a second in the service layer, beside the same rows by bare psycopg"),
    "statistics": (
        figures.measure,
        "the coordinator's screen and the yearly table at a million cases, beside PostgreSQL and DuckDB from nothing",
    ),
    "today": (today.measure, "milliseconds of Today and of a referral among a million referrals of others"),
    "upgrade": (upgrade.measure, "a node that the release before has filled, brought up by this one"),
    "withdrawals": (
        withdrawals.measure,
        "seconds from a withdrawal until the holder cannot read any more, under load; signed answers",
    ),
}

PICTURES = {"directory": directory.picture, "growth": growth.picture}


def main(arguments: list[str]) -> int:
    """Without a word list what can be measured; else measure it, print it, and write it where asked."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=sorted(MEASURES), help="what to measure; without it, the list"
    )
    parser.add_argument("--short", action="store_true", help="a first impression in less than a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="of directory and growth: draw the numbers there (SVG)"
    )
    parser.add_argument("--seed", type=int, default=1, help="for everything that is chosen at random")
    parser.add_argument(
        "--amount",
        type=int,
        metavar="N",
        help="so many in place of the usual number: crashes, other files (person)",
    )
    parser.add_argument("--seconds", type=int, help="how long, for what takes as long as one likes (fuzz)")
    asked = parser.parse_args(arguments)
    if asked.what is None:
        print("\n".join(f"  ./run bench {name:<11} {sentence}" for name, (_do, sentence) in MEASURES.items()))
        return 0
    found = conditions()
    print("\n".join(f"{name}: {value}" for name, value in found.items()), flush=True)
    begun = time.monotonic()

    def say(sentence: str) -> None:
        print(f"[{time.monotonic() - begun:6.1f} s] {sentence}", file=sys.stderr, flush=True)

    plan = Plan(asked.short, asked.seed, say, show_bar, asked.amount, asked.seconds)
    with ending_in_order():
        numbers = MEASURES[asked.what][0](plan)
    print()
    _show(numbers)
    if asked.json:
        whole = {
            "what": asked.what,
            "short": asked.short,
            "seed": asked.seed,
            "conditions": found,
            "numbers": numbers,
        }
        asked.json.write_text(json.dumps(whole, indent=1) + "\n")
    if asked.picture and asked.what in PICTURES:
        asked.picture.write_text(PICTURES[asked.what](numbers))
    return 1 if numbers.get(WRONG) else 0


def show_bar(done: int, of: int, said: str) -> None:
    """One line that is written over on a terminal; elsewhere a line at each tenth of the way."""
    line = f"[{'#' * (30 * done // of):<30}] {done} of {of}, {said}"
    if sys.stderr.isatty():
        print(f"\r{line}", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif 10 * done // of > 10 * (done - 1) // of:
        print(line, file=sys.stderr, flush=True)


def _show(numbers: Numbers, indent: str = "") -> None:
    for name, value in numbers.items():
        if name == WRONG and not value:
            continue  # a heading that says so, with nothing under it, reads as a fault
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _show(value, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{name}")
            for row in value:
                cells = row.values() if isinstance(row, dict) else (row,)
                print(f"{indent}  " + "  ".join(str(cell) for cell in cells))
        else:
            print(f"{indent}{name:<32} {value}")
