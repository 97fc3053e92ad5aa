"""The door `demo`: two nodes on this machine. With --once it walks a referral through both and ends."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from safeconduct.commands.browser import WalkFailed
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.pair import Pair, pair_in, running
from safeconduct.commands.places import open_folder, state_folder
from safeconduct.commands.processes import ending_in_order
from safeconduct.commands.templates import remove_abandoned
from safeconduct.commands.walk import Step, Walk


def main(arguments: list[str]) -> int:
    """Start both nodes and keep them, or walk once; exit 0 only if every step was as it must be."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="walk one referral through two fresh nodes, then end"
    )
    parser.add_argument(
        "--reset", action="store_true", help="throw the kept demonstration away and begin anew"
    )
    asked = parser.parse_args(arguments)
    with ending_in_order():
        return _once() if asked.once else _keep(reset=asked.reset)


def _once() -> int:
    folder = _fresh_folder()
    begun = time.monotonic()
    print("Making two nodes, Romania and Belgium, each with its own PostgreSQL ...", flush=True)
    try:
        with running(pair_in(folder)) as pair:
            print(f"Both run after {time.monotonic() - begun:.1f} s.\n", flush=True)
            print(f"{'step':<44} {'sender':<17} {'receiver':<17} receipts  seconds", flush=True)
            Walk(pair, _say).all()
        print(f"\nEvery step was as it must be ({time.monotonic() - begun:.1f} s in all).", flush=True)
    except WalkFailed as failed:
        print(f"\nThe walk stopped: {failed}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _say(step: Step) -> None:
    print(
        f"{step.name:<44} {step.sender:<17} {step.receiver:<17} {step.delivery:<9} {step.seconds:>6.2f}",
        flush=True,
    )


def _keep(*, reset: bool) -> int:
    folder = open_folder(state_folder() / "demo")
    if reset:
        shutil.rmtree(folder)
        open_folder(folder)
    begun = time.monotonic()
    print("Starting two nodes, Romania and Belgium ...", flush=True)
    try:
        with running(pair_in(folder)) as pair:
            _addresses(pair, time.monotonic() - begun)
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        print("\nBoth nodes have ended.", flush=True)
        return 0


def _addresses(pair: Pair, seconds: float) -> None:
    print(f"Both run after {seconds:.1f} s. Every person in them is invented.\n", flush=True)
    for node in pair.nodes:
        print(f"  {pair.address(node)}/sign-in/   {node.name}: choose a member to sign in", flush=True)
    print("\nCtrl-C ends both.", flush=True)


def _fresh_folder() -> Path:
    walks = open_folder(state_folder() / "walks")
    remove_abandoned(walks)
    folder = walks / str(os.getpid())
    if folder.exists():
        raise CannotRun(f"The folder {folder} is occupied: remove it.")
    return open_folder(folder)
