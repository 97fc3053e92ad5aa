"""What we know of the standard is what the standard says."""

from safeconduct.vocabulary.hsds.shape import LISTED, NUMBERS
from safeconduct.vocabulary.hsds.shapes import SHAPES
from tests.vocabulary.hsds.standard import is_there, schemas

NOT_OURS = {"metadata"}


@is_there
def test_every_kind_has_the_fields_and_parts_of_its_schema() -> None:
    for kind, shape in SHAPES.items():
        said = schemas()[f"{kind}.json"]
        assert shape.known | NOT_OURS == set(said["properties"]) | NOT_OURS | set(pointing(kind)), kind
        assert set(shape.required) == set(said["required"]), kind
        assert shape.file == said["path"], kind


def pointing(kind: str) -> set[str]:
    """Columns of the table that no object has: what hangs on the whole names it there."""
    return {column for shape in SHAPES.values() for part, column in shape.lists.values() if part == kind}


@is_there
def test_every_field_is_a_number_or_a_text_as_its_schema_says() -> None:
    for kind, shape in SHAPES.items():
        for name in shape.fields:
            said = schemas()[f"{kind}.json"]["properties"].get(name, {"type": "string"})
            assert (said["type"] == "number") == (name in NUMBERS), (kind, name)
            assert tuple(said.get("enum", ())) == LISTED.get(name, ()), (kind, name)
