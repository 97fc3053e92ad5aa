"""A file of a case from one node to another: made on the sender's page, opened at the other machine for one member."""

import os
import re
import subprocess
import sys
from pathlib import Path

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY
from tests.nodes.story import Story
from tests.nodes.town import Town

SOFIE = "sofie.maes@be.example"
DOOR = """
import sys, django
django.setup()
from safeconduct.commands import package, packaging
asked = package._parser().parse_args(sys.argv[1:])
sys.exit(packaging.look(asked) if asked.do == "look" else packaging.open_it(asked))
"""
"""What `./run package` does after it has found the node: a demonstration is refused there."""


def test_a_file_goes_from_one_node_to_the_other_and_opens_there_only(town: Town, tmp_path: Path) -> None:
    story = Story(town).drafted()
    file = tmp_path / "file.package.json"
    file.write_text(given(story).html)
    assert "housing" not in file.read_text()

    here = typed(town.pair.ro, "look", file)
    assert "It is not sealed to this node." in here.stdout, here.stderr
    there = typed(town.pair.be, "open", file, "--member", SOFIE)
    assert "Opened as a new case" in there.stdout, there.stderr
    changed = tmp_path / "changed.json"
    changed.write_text(file.read_text().replace('"until":"2', '"until":"3'))
    assert "It is not opened." in typed(town.pair.be, "open", changed, "--member", SOFIE).stdout

    [(new,)] = town.ask(
        "be", "SELECT case_id FROM audit.record WHERE action = 'package:opened' AND outcome = 'done'"
    )
    assert f"file {new.hex[:12]}" in there.stdout
    assert f"/people/{new}/" in story.sofie.see("/").html, "it is among her people"
    assert "Made for them as a file" in story.ana.see(f"{story.person}seen/").text
    acts = town.ask(
        "be", "SELECT outcome FROM audit.record WHERE action = 'package:opened' ORDER BY recorded_at"
    )
    assert [outcome for (outcome,) in acts] == ["done", "refused"]


def given(story: Story) -> Page:
    """The package that whoever leads makes on the page, after confirming who they are."""
    path = f"{story.person}elsewhere/"
    page = story.ana.see(path)
    if "confirm" in page.path:
        form = next(form.action for form in page.forms if "confirm" in form.action)
        page = story.ana.browser.submit(page, form)
    consent = re.findall(r'name="consent"[^>]* value="([^"]+)"', page.html)[0]
    return story.ana.browser.submit(
        page, path, consent=consent, sections=["profile", "needs"], kind="package"
    )


def typed(node: Node, *words: object) -> subprocess.CompletedProcess[str]:
    """The command beside this node."""
    return subprocess.run(
        [sys.executable, "-c", DOOR, *map(str, words)],
        cwd=REPOSITORY, env=os.environ | node.environment("web"), capture_output=True, text=True, check=False,
    )  # fmt: skip
