"""Pages held against the HTML standard by html-validate: written into a folder, and looked at in one run of Node.

`markup.json` leaves out five rules of taste: capitals of the doctype, blanks at the ends of lines, titles of more than
seventy signs, buttons that do not say they send a form, which is what every button of ours does, and labels that name
what they hold, as Django writes them.
"""

import json
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

from safeconduct.commands.building.frontend import find_tools
from safeconduct.commands.places import REPOSITORY

CONFIG = Path(__file__).with_name("markup.json")
PROGRAM = REPOSITORY / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def faults_of_markup(pages: Mapping[str, str], folder: Path, *, without: Collection[str] = ()) -> list[str]:
    """What is wrong with these pages, by their names, but for some rules; the folder to lay them in is empty."""
    names = {f"{number}.html": name for number, name in enumerate(pages)}
    for file, name in names.items():
        (folder / file).write_text(pages[name])
    with open(folder / "said.json", "w+") as said_there:  # it ends before a pipe was read to its end
        ended = subprocess.run(
            [find_tools(REPOSITORY).node, PROGRAM, "--config", CONFIG, "-f", "json", *sorted(names)],
            cwd=folder, stdout=said_there, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert not ended.stderr, ended.stderr[-2000:]
    return [
        f"{names[Path(file['filePath']).name]}: {said['ruleId']}: {said['message']} ({said['selector']})"
        for file in json.loads((folder / "said.json").read_text())
        for said in file["messages"]
        if said["ruleId"] not in without
    ]
