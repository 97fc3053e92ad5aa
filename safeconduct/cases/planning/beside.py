"""Beside each step of a plan who has it in common with us, and how it stands there. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.planning.rules import ACTIONS
from safeconduct.cases.row_forms import Listed
from safeconduct.vocabulary.decisions import Words

type Facts = list[tuple[Words, str]]


def beside_steps(facts: Facts, content: Content, tasks: Sequence[Any]) -> Facts:
    """The facts of a plan, with what each agency says of a step behind it; others as they are.

    A step and its tasks belong together by their words. Of a task: whose it is, and how it stands.
    """
    steps = [row.get("what") for row in rows_of(content, ACTIONS)]
    if not steps or not tasks:
        return facts
    by_words = _by_words(tasks)
    for _label, said in facts:
        if (
            isinstance(said, Listed)
            and len(said.rows) == len(steps)
            and said.rows[0][:1]
            and _is_of(said, steps)
        ):
            said.rows = [
                [*row, *by_words.get(str(what), [])] for row, what in zip(said.rows, steps, strict=True)
            ]
    return facts


def _by_words(tasks: Iterable[Any]) -> dict[str, list[tuple[Words, str]]]:
    found: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for line in tasks:
        if not line.is_ours:
            found[line.text].append((f"{line.owner.name}, {line.owner.country}", str(line.how)))
    return found


def _is_of(said: Listed, steps: Sequence[Any]) -> bool:
    """Whether these rows are the steps: their first part is what is done."""
    return all(row and row[0][1] == what for row, what in zip(said.rows, steps, strict=True))
