"""What schedule.json must hold, after https://c3voc.de/schedule/schema.json, in our own short form."""

from typing import Any

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time", "pattern": "[+-][0-9]{2}:[0-9]{2}$"}
_GUID = {"type": "string", "format": "uuid"}
_WHERE = {"type": "string", "pattern": "^https?://"}


def _thing(**members: Any) -> dict[str, Any]:
    """An object with exactly these members."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": members,
        "required": list(members),
    }


_EVENT = _thing(
    id={"type": "integer"},
    guid=_GUID,
    logo=_TEXT,
    date=_MOMENT,
    start={"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"},
    duration={"type": "string", "pattern": "^[0-9]+:[0-9]{2}$"},
    room=_TEXT,
    slug=_TEXT,
    url=_WHERE,
    title=_TEXT,
    subtitle=_TEXT,
    track=_TEXT,
    type=_TEXT,
    language=_TEXT,
    abstract=_TEXT,
    description=_TEXT,
    recording_license=_TEXT,
    do_not_record={"type": "boolean"},
    persons={"type": "array", "items": _thing(id={"type": "integer"}, public_name=_TEXT)},
    links={"type": "array"},
    attachments={"type": "array"},
    answers={"type": "array"},
)
_ROOMS = {"type": "object", "additionalProperties": {"type": "array", "items": _EVENT}}
_ONE_DAY = _thing(
    index={"type": "integer", "minimum": 1}, date=_DAY, day_start=_MOMENT, day_end=_MOMENT, rooms=_ROOMS
)
_CONFERENCE = _thing(
    acronym={"type": "string", "pattern": "^[a-z0-9_-]+$"},
    title=_TEXT,
    description=_TEXT,
    start=_DAY,
    end=_DAY,
    daysCount={"type": "integer"},
    timeslot_duration=_TEXT,
    time_zone_name={"type": "string", "pattern": "^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$"},
    url=_WHERE,
    rooms={"type": "array", "items": _thing(guid=_GUID, name=_TEXT)},
    days={"type": "array", "items": _ONE_DAY},
)
SCHEMA = {
    **_thing(
        **{"$schema": _TEXT, "schedule": _thing(version=_TEXT, base_url=_WHERE, conference=_CONFERENCE)}
    ),
    "$schema": "http://json-schema.org/draft-06/schema#",
}
