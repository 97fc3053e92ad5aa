"""What a look at one thing finds: how it stands, a sentence, what to do. Never a secret, nothing about a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import psycopg

from safeconduct.commands.nodes.node import Node


class Standing(StrEnum):
    """How a thing stands; only what is wrong makes the doctor's exit code 1."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing as it was found; `do` is empty when nothing is to be done."""

    standing: Standing
    sentence: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Who is looked at. `served` says whether its processes run; `connection` is the owner's.

    `ahead` says for each believed node by how many seconds its clock is ahead; None when it was not reached.
    """

    node: Node
    connection: psycopg.Connection
    served: bool
    ahead: Mapping[str, float | None]


type Check = Callable[[Look], Finding]


def ok(sentence: str) -> Finding:
    """As it should be."""
    return Finding(Standing.OK, sentence)


def warning(sentence: str, do: str) -> Finding:
    """It works, and somebody should look at it soon."""
    return Finding(Standing.WARNING, sentence, do)


def wrong(sentence: str, do: str) -> Finding:
    """It does not work, or a lock is open."""
    return Finding(Standing.WRONG, sentence, do)
