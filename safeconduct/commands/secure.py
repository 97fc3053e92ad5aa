"""The door `secure`: weaknesses in the source, planted secrets, known faults of packages, and a list of all packages.

It runs in an environment of its own (`.venv-security`) and reads; it starts no node. What could not be looked at is
said in the last line and is no success: `--feed` makes it a fault.
"""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing import asvs, own_rules, packages, planted, weaknesses
from safeconduct.commands.securing.outcomes import Outcome

LIST = Path(".security") / "sbom.json"


def main(arguments: list[str]) -> int:
    """0 when nothing was found, 1 when something was, or with `--feed` when the feed was not reached."""
    wanted = _parser().parse_args(arguments)
    if wanted.renew:
        print(
            f"{planted.renew()} known ones in {planted.BASELINE.name}: look at the difference before you commit it."
        )
        return 0
    looks: dict[str, Callable[[], Outcome]] = {
        "rules": own_rules.look,
        "secrets": planted.look,
        "weaknesses": weaknesses.look,
        "packages": packages.look,
        "list": lambda: packages.list_all(wanted.sbom),
        "asvs": asvs.look,
    }
    names = wanted.only or list(looks)
    outcomes = dict(zip(names, _looked([looks[name] for name in names]), strict=True))
    for name, outcome in outcomes.items():
        print("\n".join([f"--- {name}: {outcome.said or outcome.open}", *outcome.found]))
    return _closed(outcomes, must_reach=wanted.feed)


def _looked(looks: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Two at a time: each is a program of its own that mostly waits for one processor."""
    with ThreadPoolExecutor(2) as pool:
        return [begun.result() for begun in [pool.submit(look) for look in looks]]


def _closed(outcomes: dict[str, Outcome], *, must_reach: bool) -> int:
    failed = [name for name, outcome in outcomes.items() if outcome.found]
    left = [f"{name}: {outcome.open}" for name, outcome in outcomes.items() if outcome.open]
    print(f"Found something: {', '.join(failed)}." if failed else "Nothing found.")
    for sentence in left:
        print(f"Not looked at: {sentence}.")
    return 1 if failed or (must_reach and left) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run secure", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=["rules", "secrets", "weaknesses", "packages", "list", "asvs"],
        help="one look of the six",
    )
    parser.add_argument(
        "--feed", action="store_true", help="a feed of known faults that is not reached is a fault"
    )
    parser.add_argument("--sbom", type=Path, default=REPOSITORY / LIST, help=f"where the list goes ({LIST})")
    parser.add_argument("--renew", action="store_true", help="write the list of known invented secrets anew")
    return parser
