"""What the database itself holds of templates of documents, whoever writes."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

TABLE = "rights.document_template"
MADE: dict[str, Any] = {
    "agency_id": ID("x"), "kind": "letter", "country": "RO", "language": "ro", "version": 1, "put_in_by": ID("ana"),
}  # fmt: skip
CHECKED = MADE | {"checked_by": ID("lea"), "checked_at": NOW, "version": 2}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "document_template_pkey": [MADE | {"id": ID("x")}, CHECKED | {"id": ID("x")}],
    "one_template_a_version": [MADE, MADE],
    "templates_count_from_one": [MADE | {"version": 0}],
    "a_checked_template_has_who_and_when": [CHECKED | {"checked_at": None}],
    "a_template_is_checked_by_somebody_else": [CHECKED | {"checked_by": ID("ana")}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, TABLE) == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    assert refused_by(world, TABLE, BROKEN[name]) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    with world.acting("owner") as connection:
        connection.execute("ALTER TABLE rights.document_template NO FORCE ROW LEVEL SECURITY")
        assert insert(connection, TABLE, **MADE) == 1
        assert insert(connection, TABLE, **CHECKED) == 1
