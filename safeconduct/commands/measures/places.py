"""Two fresh nodes for one measurement, gone afterwards; and drafts that only need to be sent."""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.pair import Pair, pair_in, running
from safeconduct.commands.demonstration.walk import SHARED, Walk
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Plan
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.templates import remove_abandoned
from safeconduct.commands.places import open_folder, state_folder


@contextmanager
def two_nodes(plan: Plan, *, seldom: bool = False) -> Iterator[Pair]:
    """Romania and Belgium, fresh, each with its own embedded PostgreSQL as a real node has it.

    `seldom`: their workers go their rounds as seldom as those of real nodes, and not every few seconds.
    """
    if os.environ.get("DATABASE_URL"):
        raise CannotRun("The measurements need two servers of their own: unset DATABASE_URL.")
    folder = fresh_folder()
    plan.say("making two nodes")
    try:
        pair = pair_in(folder)
        for node in pair.nodes:
            node.settings = {"SAFECONDUCT_SELDOM_ROUNDS": "1" if seldom else "0"}
        with running(pair):
            yield pair
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh_folder() -> Path:
    """An empty folder of this process among the measurements."""
    homes = open_folder(state_folder() / "bench")
    remove_abandoned(homes)
    folder = homes / str(os.getpid())
    shutil.rmtree(folder, ignore_errors=True)
    return open_folder(folder)


def administered(node: Node) -> psycopg.Connection:
    """The superuser's connection to a node's database: measurements look and write past every lock."""
    if node.cluster is None:
        raise CannotRun("The measurements need the embedded PostgreSQL.")
    return node.cluster.connect(ADMINISTRATOR)


def drafts(pair: Pair, number: int, plan: Plan) -> list[str]:
    """New people, each with a consented draft to the shelter in Belgium; their references, in the seed's order."""
    walk = Walk(pair, lambda _step: None)
    walk.ana.sign_in()
    shelter = pair.files["be"]["agencies"][0]["services"][0]["id"]
    made: list[str] = []
    for count in range(number):
        if count % 10 == 0:
            plan.say(f"people and consents: {count} of {number}")
        draft = walk.ana.draft(walk._case(), shelter, "urgent")
        walk.ana.consent(draft, told(SHARED, language="uk"))
        made.append(draft.path.split("/")[2])
    random.Random(plan.seed).shuffle(made)  # noqa: S311  (no secret hangs on it)
    return made
