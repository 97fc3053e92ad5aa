"""The way back to a document: only codes of it are taken from an address. Pure."""

from uuid import UUID

import pytest

from safeconduct.cases.way_back import WayBack, way_back

CASE = UUID(int=7)
AT = f"/people/{CASE}/rights/documents/reflection/"


def test_it_leads_to_the_document_with_what_was_chosen() -> None:
    found = way_back(CASE, {"document": "reflection", "whom": "person", "language": "fr"})
    assert found == WayBack(f"{AT}?whom=person&language=fr", "?document=reflection&whom=person&language=fr")
    assert way_back(CASE, {"document": "reflection"}).address == AT


@pytest.mark.parametrize("asked", [
    {}, {"document": ""}, {"document": "//evil.example"}, {"document": "reflection/x"}, {"whom": "person"},
])  # fmt: skip
def test_from_nowhere_it_leads_nowhere(asked: dict[str, str]) -> None:
    assert way_back(CASE, asked) == WayBack()


def test_what_is_no_code_is_handed_on_by_nobody() -> None:
    found = way_back(
        CASE, {"document": "letter", "whom": "Nadia Petrova", "language": "fr&x=1", "named": "Police"}
    )
    assert found.query == "?document=letter"
