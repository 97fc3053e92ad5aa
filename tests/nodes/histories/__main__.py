"""So many histories as JSON on the output: `python -m tests.nodes.histories HISTORIES STEPS SEED`; bench calls it."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from safeconduct.commands.building import catalogues
from safeconduct.commands.places import open_folder
from tests.fuzz.surroundings import set_up


def main() -> None:
    """On a pair of its own. An AssertionError ends it, with the steps of the history that failed."""
    histories, steps, number = map(int, sys.argv[1:4])
    catalogues.ensure()
    with tempfile.TemporaryDirectory(prefix="safeconduct-histories-") as home:
        set_up(Path(home))
        sys.stdout.write(json.dumps(_run(histories, steps, number)))


def _run(histories: int, steps: int, number: int) -> dict[str, Any]:
    from tests.nodes.histories.running import run  # here: the models want Django set up
    from tests.pair import homes, running

    open_folder(homes())
    with running(homes() / f"{os.getpid()}.histories") as town:
        tally = run(town, histories=histories, steps=steps, number=number)
    return {
        "histories": tally.histories,
        "in one line": tally.sentence(),
        "steps": dict(tally.steps),
        "moves": dict(tally.moves),
        "where they ended": dict(tally.states),
    }


if __name__ == "__main__":
    main()
