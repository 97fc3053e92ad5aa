"""The door `bench`: measurements of two real nodes on this machine, each with the conditions it was taken under."""

import argparse
import json
import sys
import time
from pathlib import Path

from safeconduct.commands.measures import (
    Numbers,
    Plan,
    backups,
    bringing,
    loops,
    mutation,
    pages,
    reloads,
    rest,
    start,
    upgrade,
)
from safeconduct.commands.measures.conditions import conditions
from safeconduct.commands.nodes.processes import ending_in_order

MEASURES = {
    "backup": (backups.measure, "seconds of a backup and of a verified restore of 100,000 referrals"),
    "import": (bringing.measure, "seconds to bring in ten thousand cases from a list, and to take them back"),
    "loops": (
        loops.measure,
        "loops per second through two nodes with 1 and 8 clients, beside the floor of bare SQL",
    ),
    "mutation": (mutation.measure, "rules broken line by line, and whether a test sees it"),
    "pages": (pages.measure, "queries and milliseconds of each page"),
    "reloads": (reloads.measure, "requests that are lost while the processes of the pages are replaced"),
    "rest": (rest.measure, "memory of a node that has nothing to do"),
    "start": (start.measure, "seconds from nothing to a node that answers"),
    "upgrade": (upgrade.measure, "a node that the release before has filled, brought up by this one"),
}


def main(arguments: list[str]) -> int:
    """Without a word list what can be measured; else measure it, print it, and write it where asked."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=sorted(MEASURES), help="what to measure; without it, the list"
    )
    parser.add_argument("--short", action="store_true", help="a first impression in less than a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    parser.add_argument("--seed", type=int, default=1, help="for everything that is chosen at random")
    asked = parser.parse_args(arguments)
    if asked.what is None:
        print("\n".join(f"  ./run bench {name:<7} {sentence}" for name, (_do, sentence) in MEASURES.items()))
        return 0
    found = conditions()
    print("\n".join(f"{name}: {value}" for name, value in found.items()), flush=True)
    begun = time.monotonic()

    def say(sentence: str) -> None:
        print(f"[{time.monotonic() - begun:6.1f} s] {sentence}", file=sys.stderr, flush=True)

    with ending_in_order():
        numbers = MEASURES[asked.what][0](Plan(asked.short, asked.seed, say))
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
    return 0


def _show(numbers: Numbers, indent: str = "") -> None:
    for name, value in numbers.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _show(value, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{name}")
            for row in value:
                print(f"{indent}  " + "  ".join(str(cell) for cell in row.values()))
        else:
            print(f"{indent}{name:<32} {value}")
