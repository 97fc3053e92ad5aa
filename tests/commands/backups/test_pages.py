"""The commands of the two how-to pages are commands that this release takes. They are run in test_upgrade.py."""

import re
import shlex

import pytest

from safeconduct.commands import backup, restore, serve, upgrade
from safeconduct.commands.places import REPOSITORY

PAGES = ("back-up-and-restore", "upgrade")
PARSERS = {"backup": backup, "restore": restore, "serve": serve, "upgrade": upgrade}


def lines_of(page: str) -> list[tuple[str, str]]:
    """The commands that stand in blocks of their own: name and options."""
    text = (REPOSITORY / "docs" / "how-to" / f"{page}.md").read_text()
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE))
    return re.findall(r"^\./run (\w+)(.*)$", blocks, flags=re.MULTILINE)


def test_the_pages_say_the_commands_in_their_order() -> None:
    assert [name for name, _words in lines_of(PAGES[0])] == ["backup", "backup", "restore", "restore"]
    assert [name for name, _words in lines_of(PAGES[1])] == ["upgrade", "serve"]


@pytest.mark.parametrize("name, words", [line for page in PAGES for line in lines_of(page)])
def test_each_command_of_the_pages_is_understood(name: str, words: str) -> None:
    PARSERS[name]._parser().parse_args(shlex.split(words))


@pytest.mark.parametrize("page", PAGES)
def test_each_option_that_a_page_explains_is_there(page: str) -> None:
    text = (REPOSITORY / "docs" / "how-to" / f"{page}.md").read_text()
    said = "".join(module._parser().format_help() for module in PARSERS.values())
    assert {name for name in re.findall(r"`(--[a-z-]+)[` ]", text) if name not in said} == set()
