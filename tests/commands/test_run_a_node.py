"""The commands of docs/how-to/run-a-node.md are commands that this release takes. Its two main ones: test_init.py."""

import re
import shlex
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial

import pytest

from safeconduct.commands import doctor, init, reload, serve, units
from safeconduct.commands.nodes import single
from safeconduct.commands.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "how-to" / "run-a-node.md").read_text().replace("\\\n", " ")
PARSERS: dict[str, Callable[[], ArgumentParser]] = {
    "init": init._parser, "serve": serve._parser, "reload": reload._parser, "doctor": doctor._parser,
    "units": units._parser, "web": partial(single._parser, "web"), "worker": partial(single._parser, "worker"),
}  # fmt: skip
LINES = re.findall(r"^\./run (\w+)(.*)$", PAGE, flags=re.MULTILINE)


def test_the_page_makes_a_node_before_it_serves_it() -> None:
    assert [name for name, _words in LINES][:4] == ["init", "serve", "serve", "serve"]


@pytest.mark.parametrize("name, words", LINES)
def test_each_command_of_the_page_is_understood(name: str, words: str) -> None:
    asked = PARSERS[name]().parse_args(shlex.split(words))
    for option in ("public", "inbox"):
        if given := getattr(asked, option, None):
            assert serve._address(given, option) == given


def test_each_option_that_the_page_explains_is_there() -> None:
    said = "".join(parser().format_help() for parser in PARSERS.values())
    named = {f"--{name}" for name in re.findall(r"`--([a-z-]+)[` ]", PAGE)}
    assert named
    assert {name for name in named if name not in said} == set()
