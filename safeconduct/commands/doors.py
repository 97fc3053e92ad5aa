"""The doors of the house: the commands of `./run`, each with the sentence that it is listed under.

Only the standard library here: `./run` lists the doors before anything is installed.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from safeconduct.vocabulary.beginning import loading

type Main = Callable[[list[str]], int]


@dataclass(frozen=True)
class Door:
    """One command: the module whose `main(arguments) -> exit code` does it, and the process it runs as."""

    module: str
    sentence: str
    listed: bool = True
    django: bool = False
    pages: bool = False
    """Whether it shows pages: their style sheet and their translations are made first."""


DOORS = {
    "backup": Door("backup", "save the node in two files of one moment: its data, and the keys to them"),
    "bench": Door("bench", "measure two nodes: loops per second, pages, memory, start", pages=True),
    "carry": Door("carry", "what a worker does; nodes call it", listed=False, django=True),
    "check": Door("check", "look at style, floors and types, without running the tests"),
    "demo": Door(
        "demo", "two nodes on this machine with invented people; --once walks a referral and ends", pages=True
    ),
    "doctor": Door("doctor", "look at a node: what is wrong, and what to do"),
    "drive": Door("drive", "act for members without pages; bench calls it", listed=False, django=True),
    "editor": Door("editor", "an account for whoever writes the public site, or approves what was written"),
    "examine": Door(
        "examine", "look whether a node's database is right; nodes call it", listed=False, django=True
    ),
    "facts": Door("facts", "count for the figures what was there before, and persons once"),
    "facts_within": Door("facts_within", "a part of it; facts calls it", listed=False, django=True),
    "import": Door("bring_in", "bring in the cases that an agency has in a file: XLSX, CSV or HTCDS"),
    "init": Door("init", "make a node for real people and set it up, once, by a wizard", pages=True),
    "inbox": Door("inbox", "its inbox alone, for systemd or a second machine"),
    "install": Door(
        "install", "migrate and furnish a node's database; nodes call it", listed=False, django=True
    ),
    "keys": Door("keys", "how this node's keys stand, and changing them with an overlap"),
    "manage": Door("manage", "Django's own commands, such as makemigrations"),
    "messages": Door("messages", "bring the translations up to the source, and list what has none"),
    "package": Door(
        "package", "look at a sealed file of a case from another system, and open it as a new case"
    ),
    "peer": Door("peer", "our card for other nodes, and whose cards are believed"),
    "public": Door("public", "what a node does to its public site; nodes call it", listed=False, django=True),
    "reload": Door("reload", "replace the processes of a served node without losing a request"),
    "restore": Door("restore", "make a node from its two files; --verify only tries them"),
    "restored": Door(
        "restored", "what must happen before a restored node serves; nodes call it", listed=False, django=True
    ),
    "rights": Door(
        "rights",
        "look at the rules of law and step cards; count last days anew; write a country's rules out",
    ),
    "secure": Door("secure", "look for weaknesses in source and packages, and list all that is installed"),
    "serve": Door("serve", "run the node of this machine until Ctrl-C", pages=True),
    "services": Door(
        "services", "bring in services from a file as proposals: HSDS, XLSX or CSV; take an import back"
    ),
    "test": Door("test", "style, floors, types and all tests; further words go to pytest", pages=True),
    "units": Door("units", "print or write the node's units for systemd"),
    "upgrade": Door("upgrade", "bring the node's database up to this release, with a way back"),
    "voices": Door("voices", "make the sounds of the pages for the person, with espeak-ng and lame"),
    "web": Door("web", "its pages alone, for systemd or a second machine", pages=True),
    "worker": Door("worker", "one more worker of the node, for systemd or a second machine"),
}


def listing() -> str:
    """What `./run` without a command prints."""
    lines = [f"  ./run {name:<8} {door.sentence}" for name, door in DOORS.items() if door.listed]
    return "\n".join(["Safeconduct: referrals between agencies, with the person's consent.", "", *lines])


def enter(name: str, arguments: list[str]) -> int:
    """Go through one door; its exit code."""
    door = DOORS[name]
    if door.pages:
        import_module("safeconduct.commands.building.frontend").ensure()
        import_module("safeconduct.commands.building.catalogues").ensure()
    with loading():
        if door.django:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
            import django

            django.setup()
        module = import_module(f"safeconduct.commands.{door.module}")
    return cast(Main, module.main)(arguments)
