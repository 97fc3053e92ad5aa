"""The door `restore`: a node from its two files, in an empty folder; or only a trial of them, with --verify."""

import argparse
import getpass
import os
import shutil
import sys
from pathlib import Path

from safeconduct.commands.backups.choosing import Chosen, choose, open_with
from safeconduct.commands.backups.folders import PLACES
from safeconduct.commands.backups.restoring import Outcome, restore
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import address_of, drop_databases, with_database
from safeconduct.commands.nodes.homes import typed
from safeconduct.commands.nodes.node import DATABASE_URL, facts_of
from safeconduct.commands.nodes.processes import ending_in_order
from safeconduct.commands.nodes.recovery import Opener
from safeconduct.commands.nodes.templates import remove_abandoned
from safeconduct.commands.places import open_folder, state_folder


def main(arguments: list[str]) -> int:
    """0 when the node stands, or when the trial went well; 130 when it was broken off, and then nothing is left."""
    asked = _parser().parse_args(arguments)
    if asked.into is None and not asked.verify:
        raise CannotRun("Name the empty folder of the node with --into, or try the files with --verify.")
    _say("Looking whether both files are whole ...")
    chosen = choose(asked.data.absolute(), asked.keys.absolute())
    _say_which(chosen)
    opener = open_with(chosen, _recovery_key(asked.recovery_key_file))
    with ending_in_order():
        try:
            if asked.verify:
                _verify(chosen, opener)
            else:
                url = os.environ.get(DATABASE_URL) or None
                done = restore(chosen, opener, asked.into.absolute(), say=_say, url=url)
                _say_restored(chosen, asked.into.absolute(), done)
        except KeyboardInterrupt:
            _say("\nBroken off. Nothing is left of it.")
            return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run restore", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, metavar="FILE", help="the data file; of a folder the newest"
    )
    parser.add_argument(
        "--keys", type=Path, required=True, metavar="FILE", help="the newest key file, or its folder"
    )
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="the empty folder of the node")
    parser.add_argument(
        "--verify", action="store_true", help="in a folder that is removed again; prints times"
    )
    parser.add_argument(
        "--recovery-key-file", type=Path, metavar="FILE", help="the recovery key; else it is asked for"
    )
    return parser


def _recovery_key(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text()
        except (OSError, UnicodeDecodeError) as fault:
            raise CannotRun(f"The recovery key in {file} cannot be read.") from fault
    try:
        if sys.stdin.isatty():
            return getpass.getpass("The recovery key, as it stands on the paper (it is not shown): ")
        return sys.stdin.readline()
    except EOFError:
        return ""


def _verify(chosen: Chosen, opener: Opener) -> None:
    """Everything that a restore does, in a folder of this process, which is gone at the end."""
    homes = open_folder(state_folder() / "restores")
    remove_abandoned(homes)
    home, url = homes / str(os.getpid()), _trial_database()
    shutil.rmtree(home, ignore_errors=True)
    try:
        done = restore(chosen, opener, home, say=_say, url=url, is_trial=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
        if url is not None:
            drop_databases(url, [address_of(url).name, address_of(url).name + public.ENDING])
    _say_found(done)
    _say("These two files make a node again. The folder of the trial is removed.")


def _trial_database() -> str | None:
    """Where a server of one's own is used, the trial is on that one: it may know what the embedded one does not."""
    url = os.environ.get(DATABASE_URL) or None
    return with_database(url, f"{address_of(url).name}_trial_{os.getpid()}") if url else None


def _say_which(chosen: Chosen) -> None:
    _say(f"Data of {chosen.of_data.node}, taken at {chosen.of_data.taken_at}, and the keys to them.")
    if not chosen.is_one_snapshot:
        _say(
            f"The keys are newer, of {chosen.of_keys.taken_at}: what was erased in between stays erased, and what was "
            "written in between is not in the data."
        )


def _say_found(done: Outcome) -> None:
    _say(f"{done.rows} rows, as many as the backup says.")
    if done.site_rows is not None:
        _say(
            f"The public site: {done.site_rows} rows and {done.site_files} files, as many as the backup says."
        )
    _say(f"{done.erased.keys} section keys; {done.tried} were tried, and all open.")
    if done.erased.cases:
        _say(
            f"In {len(done.erased.cases)} received cases something was erased after the data were taken; it stays so."
        )
    for what, seconds in done.seconds.items():
        _say(f"  {seconds:7.1f} s  {what}")


def _say_restored(chosen: Chosen, home: Path, done: Outcome) -> None:
    _say_found(done)
    _say(
        f"The node {chosen.of_data.node} stands in {home} as it was at {chosen.of_data.taken_at}. "
        f"{done.stopped['voided']} messages that had not left were stopped; in {done.stopped['referrals']} referrals "
        "somebody is asked again. Nobody is signed in."
    )
    _say(
        f"Start it with: {typed('./run serve', home)}\nThen telephone the other nodes, and look through the members."
    )
    facts = facts_of(home)
    if done.site_rows is None and public.site_of(facts) is not None:
        _say(
            "This backup holds no public site, so that one is empty: put back its database and files by hand."
        )
    places = facts.get(PLACES, {})
    _say(
        f"Backups go to {places['data']} and {places['keys']}, as before: with {typed('./run backup', home)}"
        if places
        else "It does not know where backups go: say it once with "
        f"{typed('./run backup --to FOLDER --keys-to FOLDER', home)}"
    )


def _say(line: str) -> None:
    print(line, flush=True)
