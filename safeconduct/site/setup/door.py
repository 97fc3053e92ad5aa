"""The database functions of the schema `setup`, as Python functions. They work for who holds the key, and only once.

The key lies in a file of the node's folder; `./run init` makes it anew at each start and removes it at the end.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from safeconduct.keys.setup import SECRET

type Answer = dict[str, Any]


def home() -> Path:
    """The node's folder. Raises RuntimeError in a process of no node."""
    if settings.NODE_HOME is None:
        raise RuntimeError("The wizard belongs to a node: start it with ./run init.")
    return settings.NODE_HOME


def key() -> str:
    """The key of this run of the wizard; "" when there is none (any more)."""
    path = home() / "secrets" / SECRET
    return path.read_text() if path.exists() else ""


@contextmanager
def setting_up() -> Iterator[None]:
    """A transaction in which the functions below work, while the node is not set up."""
    with transaction.atomic(durable=True):
        _ask("SELECT set_config('safeconduct.setup', %s, true)", [key()])
        yield


def is_open() -> bool:
    """Whether there is still something to set up."""
    with setting_up():
        return bool(_ask("SELECT access.in_setup()"))


def enter() -> bool:
    """Whether the printed link opens now: for the first who comes."""
    with setting_up():
        return bool(_ask("SELECT access.enter_setup()"))


def answers() -> dict[str, Answer]:
    """What was kept of each step that is done."""
    with setting_up(), connection.cursor() as cursor:
        cursor.execute("SELECT step, answer::text FROM setup.steps()")
        return {step: json.loads(answer) for step, answer in cursor.fetchall()}


def keep(step: str, answer: Answer) -> None:
    """A step is done, with this answer; inside `setting_up`."""
    _ask("SELECT setup.keep(%s, %s::jsonb)", [step, json.dumps(answer)])


def save_agency(name: str, country: str, sector: str, languages: list[str], duty_number: str) -> None:
    """The node's first agency; asked again, it is changed."""
    _ask("SELECT setup.agency(%s, %s, %s, %s, %s)", [name, country, sector, languages, duty_number])


def save_administrator(name: str, email: str, password: str) -> int:
    """The first administrator's account, with a password as it is stored; "" leaves the one that is there."""
    account: int = _ask("SELECT setup.administrator(%s, %s, %s)", [name, email, password])
    return account


def retain(what: str, days: int) -> None:
    """How long something is kept."""
    _ask("SELECT setup.retain(%s, %s)", [what, days])


def finish() -> bool:
    """The node is set up from here on; False while a step is missing."""
    return bool(_ask("SELECT setup.finish()"))


def _ask(statement: str, values: list[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
        return row[0] if row else None
