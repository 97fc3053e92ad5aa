"""So many histories as JSON on the output: `python -m tests.nodes.histories HISTORIES STEPS SEED`; bench calls it."""

import json
import os
import sys

from safeconduct.commands.building import catalogues
from safeconduct.commands.places import open_folder
from tests.nodes.histories.running import run
from tests.pair import homes, running


def main() -> None:
    """On a pair of its own. An AssertionError ends it, with the steps of the history that failed."""
    histories, steps, number = map(int, sys.argv[1:4])
    catalogues.ensure()
    open_folder(homes())
    with running(homes() / f"{os.getpid()}.histories") as town:
        tally = run(town, histories=histories, steps=steps, number=number)
    said = {
        "histories": tally.histories,
        "in one line": tally.sentence(),
        "steps": dict(tally.steps),
        "moves": dict(tally.moves),
        "where they ended": dict(tally.states),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
