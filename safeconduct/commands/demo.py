"""The door `demo`: two nodes on this machine. With --once it walks a referral through both and ends."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from safeconduct.cases.htcds.reading import File
from safeconduct.commands.demonstration import clock, importing, lawyers, site, telling
from safeconduct.commands.demonstration.browser import WalkFailed
from safeconduct.commands.demonstration.importing import Import
from safeconduct.commands.demonstration.long import table
from safeconduct.commands.demonstration.long.scenes import read_long_story
from safeconduct.commands.demonstration.long.teller import Teller
from safeconduct.commands.demonstration.pair import Pair, Server, pair_in, running, server
from safeconduct.commands.demonstration.player import Player, read_story
from safeconduct.commands.demonstration.walk import Step, Walk
from safeconduct.commands.demonstration.year import chain
from safeconduct.commands.demonstration.year.telling import tell as tell_year
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import refuse_present
from safeconduct.commands.nodes.processes import ending_in_order
from safeconduct.commands.nodes.templates import remove_abandoned
from safeconduct.commands.places import open_folder, state_folder

BEGUN, PLAYED = "story-begun", "story-played"
"""Files that say how far the story of a kept demonstration is."""


def main(arguments: list[str]) -> int:
    """Start both nodes and keep them, or walk once; exit 0 only if every step was as it must be."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="walk one referral through two fresh nodes, then end"
    )
    parser.add_argument(
        "--reset", action="store_true", help="throw the kept demonstration away and begin its story anew"
    )
    parser.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar="FILE",
        help="with --once: take invented persons from a file with HTCDS 2.0 columns, CSV or JSON",
    )
    parser.add_argument(
        "--skip-bad", action="store_true", help="with --import: leave out rows that cannot be read"
    )
    parser.add_argument(
        "--story",
        choices=["long"],
        help="with --once: one person, two countries, twelve months, and who sees what",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="with --story: write the table as a page, such as docs/reference/long-story.md",
    )
    asked = parser.parse_args(arguments)
    if asked.file is not None and not asked.once:
        parser.error("--import goes with --once")
    if asked.story and not asked.once:
        parser.error("--story goes with --once")
    if asked.write and not asked.story:
        parser.error("--write goes with --story")
    if asked.skip_bad and asked.file is None:
        parser.error("--skip-bad goes with --import")
    with ending_in_order():
        if asked.file is not None:
            return _import(asked.file, skip_bad=asked.skip_bad)
        if asked.story:
            return _once(lambda pair: _long(pair, asked.write))
        return _once(_walk, with_site=True) if asked.once else _keep(reset=asked.reset)


# --- Once -------------------------------------------------------------------------------------------------


def _once(do: Callable[[Pair], None], *, with_site: bool = False) -> int:
    folder = _fresh_folder()
    begun, on = time.monotonic(), server(walk=folder.name)
    _say(f"Making two nodes, Romania and Belgium, each with its own {'database' if on else 'PostgreSQL'} ...")
    try:
        if on is not None:
            on.remove()
        with running(pair_in(folder, on=on, with_site=with_site)) as pair:
            _say(f"Both run after {time.monotonic() - begun:.1f} s.\n")
            do(pair)
        _say(f"\nEvery step was as it must be ({time.monotonic() - begun:.1f} s in all).")
    except WalkFailed as failed:
        print(f"\nThe walk stopped: {failed}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if on is not None:
            on.remove()
    return 0


def _walk(pair: Pair) -> None:
    _say(f"{'step':<44} {'sender':<17} {'receiver':<17} receipts  seconds")
    edition = chain.begun(pair, _line)
    Walk(pair, _line).all()
    chain.ended(edition, _line)


def _line(step: Step) -> None:
    _say(f"{step.name:<44} {step.sender:<17} {step.receiver:<17} {step.delivery:<9} {step.seconds:>6.2f}")


def _long(pair: Pair, write: Path | None) -> None:
    """The long story, a line for each scene; then the table of who saw what, and as a page where one is wanted."""
    story = read_long_story(pair)
    played = Teller(pair, story, lambda told: _say(table.line(told))).tell()
    _say("\n" + table.as_text(story, played))
    if write is not None:
        write.write_text(table.as_page(story, played), encoding="utf-8")
        _say(f"\nWritten: {write}")


def _import(path: Path, *, skip_bad: bool) -> int:
    """The rows of the file through two nodes; 2 when the file is not right, before anything is started."""
    found = importing.persons_in(path, skip_bad=skip_bad)
    if found is None:
        return 2
    return _once(lambda pair: _rows(pair, found))


def _rows(pair: Pair, found: File) -> None:
    ended = Import(pair, _say).all(found.persons)
    _say("\n".join(importing.report(found, ended)))


def _fresh_folder() -> Path:
    walks = open_folder(state_folder() / "walks")
    remove_abandoned(walks)
    folder = walks / str(os.getpid())
    if folder.exists():
        raise CannotRun(f"The folder {folder} is occupied: remove it.")
    return open_folder(folder)


# --- Kept -------------------------------------------------------------------------------------------------


def _keep(*, reset: bool) -> int:
    on = server()
    folder = open_folder(state_folder() / (f"demo-{on.mark}" if on else "demo"))
    is_new = reset or not (folder / PLAYED).exists()
    if is_new:
        if (folder / BEGUN).exists() and not reset:
            _say("The last start ended in the middle of the story: it begins anew.")
        _clear(folder, on)
    begun = time.monotonic()
    _say("Starting two nodes, Romania and Belgium ...")
    try:
        with running(pair_in(folder, on=on, with_site=True)) as pair:
            _say(f"Both run after {time.monotonic() - begun:.1f} s. Every person in them is invented.")
            if is_new:
                _tell_the_story(pair, folder)
            site.fill(pair.ro)
            _addresses(pair)
            clock.serve(clock.Clock(pair), _say)
    except WalkFailed as failed:
        print(f"\nThe story stopped: {failed}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        pass
    _say("\nBoth nodes have ended.")
    return 0


def _clear(folder: Path, on: Server | None) -> None:
    """Empty the folder, and drop the databases that were made with it; others of these names are refused."""
    if on is not None and any(folder.iterdir()):
        on.remove()
    elif on is not None:
        refuse_present(on.url, on.databases)
    shutil.rmtree(folder)
    open_folder(folder)


def _tell_the_story(pair: Pair, folder: Path) -> None:
    lives, begun = read_story(pair), time.monotonic()
    (folder / BEGUN).touch()
    _say(f"\nTelling the story of {len(lives)} invented people, page by page and over the wire, once:")
    told = tell_year(pair)
    _say(f"In the year before {told.in_tables + told.withheld} people were registered.")
    Player(pair, _say).play(lives)
    lawyers.tell(pair)
    telling.tell(pair)
    (folder / PLAYED).touch()
    _say(f"The story is told after {time.monotonic() - begun:.0f} s; a later start keeps it.")


def _addresses(pair: Pair) -> None:
    for node in pair.nodes:
        _say(f"\n  {pair.address(node)}/sign-in/   {node.name}: one click signs you in as")
        for agency in pair.files[node.id]["agencies"]:
            people = ", ".join(
                f"{entry['name']} ({entry['profession'].replace('_', ' ')})" for entry in agency["members"]
            )
            _say(f"      {agency['name']}: {people}")
    address = pair.address(pair.ro)
    _say(f"\n  {address}/demo/clock/   move the clock of both nodes")
    _say(f"  {address}/demo/mails/   the mails that would have been sent; each node has its own")
    _say(f"  {address}/training/   exercises of the courses, to be done on both nodes")
    for line in site.lines(pair.ro):
        _say(line)
    _say("\nCtrl-C ends both nodes. --reset begins the story anew.")


def _say(line: str) -> None:
    print(line, flush=True)
