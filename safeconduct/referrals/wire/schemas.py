"""The JSON Schemas of the bodies, as files of their own beside the page."""

from collections.abc import Iterable

from safeconduct.referrals.wire.bodies import BODIES
from safeconduct.referrals.wire.parts import PARTS, SHARED, Member
from safeconduct.referrals.wire.shapes import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def written() -> dict[str, Schema]:
    """Every file by its name. Members that are not described are admitted, as everywhere in bodies."""
    return {PARTS: _parts(), **{body.file: _body(body.type, body.file, body.members) for body in BODIES}}


def _parts() -> Schema:
    defs = {part.name: {"description": part.about, **_object(part.members)} for part in SHARED}
    return {"$schema": DIALECT, "$id": PARTS, "title": "What several bodies have in common", "$defs": defs}


def _body(message_type: str, file: str, members: Iterable[Member]) -> Schema:
    title = f"The body of {message_type}, without its salt"
    return {"$schema": DIALECT, "$id": file, "title": title, **_object(members)}


def _object(members: Iterable[Member]) -> Schema:
    listed = list(members)
    return {
        "type": "object",
        "properties": {one.name: {**one.shape.schema, "description": one.meaning} for one in listed},
        "required": [one.name for one in listed if one.required],
    }
