"""The worklist: which rules somebody has to look at, as a table; and who is told when one changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from safeconduct.rights.editing.lists import SHOW, is_shown
from safeconduct.rights.editing.queries import work_of
from safeconduct.rights.editing.telling import Changed
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Rule

TODAY = date(2026, 11, 29)
RULE = next(rule for rule in book().rules if rule.id == "RO-RP-01")


def checked(on: date, read: date = TODAY) -> Rule:
    return replace(RULE, checked_on=on, checked_by="L", sources=(replace(RULE.sources[0], read_on=read),))


TABLE = [
    ("never checked", RULE, 0, False, {"unchecked"}),
    ("checked today", checked(TODAY), 0, False, set()),
    ("checked a year ago", checked(date(2025, 11, 29)), 0, False, set()),
    ("checked a year and a day ago", checked(date(2025, 11, 28)), 0, False, {"unchecked"}),
    ("its source read more than a year ago", checked(TODAY, date(2025, 11, 28)), 0, False, {"source"}),
    ("said to be wrong", checked(TODAY), 2, False, {"remarks"}),
    ("a change waits", checked(TODAY), 0, True, {"proposals"}),
]


@pytest.mark.parametrize("title, rule, said, waits, shown", TABLE, ids=[row[0] for row in TABLE])
def test_what_there_is_to_do(title: str, rule: Rule, said: int, waits: bool, shown: set[str]) -> None:
    one = work_of(rule, TODAY, {rule.id: said}, {rule.id: uuid4()} if waits else {})
    found = {name for name in SHOW if is_shown(one, name)}
    assert found == shown | {"all"} | ({"to_do"} if shown else set())


def test_each_handler_is_told_once_of_each_signature() -> None:
    changed, told = Changed(), list[frozenset[str]]()

    def handler(rules: frozenset[str], _at: datetime) -> None:
        told.append(rules)

    changed.register(handler)
    changed.register(handler)
    changed.tell(frozenset({"RO-RP-01"}), datetime(2026, 11, 29, tzinfo=UTC))
    assert told == [frozenset({"RO-RP-01"})]
