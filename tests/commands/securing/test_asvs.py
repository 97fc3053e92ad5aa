"""The table of ASVS: complete, without a name of nothing, and nothing open without a word."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from safeconduct.commands import secure
from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.asvs import (
    HOW_MANY,
    PAGE,
    STANDARD,
    TABLE,
    Requirement,
    count,
    page,
    promised,
    requirements,
)
from safeconduct.commands.securing.own_rules import rule_names
from safeconduct.site import settings
from tests.test_docs import anchors

ROWS = requirements()
needs_the_standard = pytest.mark.skipif(
    not STANDARD.exists(), reason=f"{STANDARD.name} is not beside this clone: only the count is looked at"
)
SENTENCE = re.compile(r"[A-Z`].{15,}\.$", re.DOTALL)


@cache
def known_in(file: str) -> frozenset[str]:
    """The names of the tests in a file, as pytest collects them: functions of the module that begin so."""
    tree = ast.parse((REPOSITORY / "tests" / file).read_text(encoding="utf-8"))
    return frozenset(
        one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    )


def test_every_number_is_there_once() -> None:
    numbers = [row.number for row in ROWS]
    assert len(numbers) == len(set(numbers)) == HOW_MANY
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", number) for number in numbers)


@needs_the_standard
def test_the_numbers_are_those_of_the_standard() -> None:
    assert [row.number for row in ROWS] == promised(STANDARD)


def test_every_name_is_of_something_that_is_there() -> None:
    assert [f"{row.number}: there is no {name}" for row in ROWS for name in missing(row)] == []


def missing(row: Requirement) -> Iterator[str]:
    """What the row names and nobody finds."""
    for test in row.tests:
        file, _, name = test.partition("::")
        if not Path(file).name.startswith("test_") or name not in known_in(file):
            yield test
    yield from (name for name in row.settings if not hasattr(settings, name))
    yield from (name for name in row.rules if name not in rule_names())
    for place in row.documents:
        file, _, anchor = place.partition("#")
        if not (REPOSITORY / file).exists() or (anchor and anchor not in anchors(REPOSITORY / file)):
            yield place


def test_a_name_of_nothing_is_found() -> None:
    wrong = Requirement(
        "V1.1.1",
        tests=("site/test_headers.py::test_nothing",),
        settings=("NO_SETTING",),
        rules=("no-rule",),
        documents=("docs/start.md#no-such-heading",),
    )
    assert list(missing(wrong)) == [*wrong.tests, *wrong.settings, *wrong.rules, *wrong.documents]


def test_each_is_met_by_something_or_says_in_a_sentence_why_not() -> None:
    for row in ROWS:
        by = row.tests + row.settings + row.rules + row.documents
        assert [bool(by) and not row.open, bool(row.absent), bool(row.open)].count(True) == 1, row.number
        for words in filter(None, (row.note, row.absent, row.open)):
            assert SENTENCE.match(words), f"{row.number}: {words}"


@needs_the_standard
def test_no_sentence_of_the_standard_is_in_the_table_or_on_the_page() -> None:
    ours = set(_runs_of_words(PAGE.read_text() + TABLE.read_text()))
    theirs = set(_runs_of_words(STANDARD.read_text(encoding="utf-8")))
    assert ours & theirs == set()


def _runs_of_words(text: str, length: int = 9) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z]+", text.lower())
    return [tuple(words[start : start + length]) for start in range(len(words) - length + 1)]


def test_the_page_in_the_handbook_is_fresh_and_lists_what_is_open_first() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(ROWS), "python -m safeconduct.commands.securing.asvs draws it anew"
    first = text.split("\n## V1 ")[0]
    assert len(re.findall(r"^\| V", first, flags=re.MULTILINE)) == count(ROWS, "open")


def test_how_many_are_open_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    secure.main(["--only", "asvs"])
    assert f"{count(ROWS, 'open')} open" in capsys.readouterr().out
    assert count(ROWS, "open") <= 15, "One more is open than was agreed: mend it, or say here why it is not."
