"""The page of the reference says what the code does."""

from pathlib import Path

import django

from safeconduct.directory.hsds.building import service
from safeconduct.directory.hsds.drawing import drawn
from safeconduct.directory.hsds.told import Reader
from tests.directory.hsds.invented import NOW, OFFICE, changed

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "hsds.md"
SAID_ELSEWHERE = {"id", "status", "attributes", "assurer_email"}


def test_its_tables_are_drawn_from_the_code() -> None:
    """Where it is stale: `python -m tests.directory.hsds.test_reference`, with the settings of the case application."""
    assert PAGE.read_text() == drawn(PAGE.read_text())


def test_it_names_every_field_that_a_service_is_given_out_with() -> None:
    said = set(service(changed(OFFICE, without_papers=False), Reader.PROFESSIONALS, now=NOW))
    said |= set(service(changed(OFFICE, contact="a@example.org"), Reader.EVERYBODY, now=NOW))
    text = PAGE.read_text()
    assert [name for name in sorted(said - SAID_ELSEWHERE) if f"`{name}`" not in text] == []


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(drawn(PAGE.read_text()))
