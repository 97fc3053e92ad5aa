"""A programme for other programs, in the form that conference apps read (schedule.json of frab and c3voc). Pure.

Source of the form: https://c3voc.de/schedule/schema.json
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from safeconduct.public.conferences.programme.days import Day, by_day
from safeconduct.public.conferences.programme.facts import EditionFacts, MaterialFacts, SessionFacts

SCHEMA = "https://c3voc.de/schedule/schema.json"
SLOT = "00:15"


def schedule(edition: EditionFacts, sessions: Iterable[SessionFacts], *, base: str) -> dict[str, Any]:
    """All of it; `base` is the address of the site without a slash at the end."""
    found = list(sessions)
    address = f"{base}/{edition.language}/conferences/{edition.code}/"
    first, last = edition.starts.date(), edition.ends.date()
    days = {each.day: each for each in by_day(found, edition.zone)}
    return {
        "$schema": SCHEMA,
        "schedule": {
            "version": f"{edition.revision} ({edition.changed_at:%Y-%m-%d %H:%M})",
            "base_url": f"{base}/",
            "conference": {
                "acronym": edition.code.lower(),
                "title": edition.name.words,
                "description": edition.introduction.words,
                "start": first.isoformat(),
                "end": last.isoformat(),
                "daysCount": (last - first).days + 1,
                "timeslot_duration": SLOT,
                "time_zone_name": edition.time_zone,
                "url": address,
                "rooms": [
                    {"name": name, "guid": _id(f"{address}#{name}")}
                    for name in _rooms(found, edition)
                    if name
                ],
                "days": [
                    _day(number, day, days.get(day), edition, address)
                    for number, day in enumerate(_days(first, last), start=1)
                ],
            },
        },
    }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _rooms(sessions: list[SessionFacts], edition: EditionFacts) -> list[str]:
    return sorted({_room(each, edition) for each in sessions})


def _room(session: SessionFacts, edition: EditionFacts) -> str:
    """The place for what has no room; nothing for a break, which is nowhere in particular."""
    return session.room or ("" if session.kind == "break" else edition.place)


def _day(number: int, day: date, found: Day | None, edition: EditionFacts, address: str) -> dict[str, Any]:
    sessions = [session for block in found.blocks for session in block.sessions] if found else []
    starts = min((each.starts_at for each in sessions), default=edition.starts_at)
    ends = max((each.ends_at for each in sessions), default=edition.ends_at)
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": starts.astimezone(edition.zone).isoformat(),
        "day_end": ends.astimezone(edition.zone).isoformat(),
        "rooms": {
            room: [_event(each, edition, address) for each in sessions if _room(each, edition) == room]
            for room in _rooms(sessions, edition)
        },
    }


def _event(session: SessionFacts, edition: EditionFacts, address: str) -> dict[str, Any]:
    starts = session.starts_at.astimezone(ZoneInfo(edition.time_zone))
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    place = f"{address}#session-{session.id}"
    return {
        "id": session.id,
        "guid": _id(place),
        "logo": "",
        "date": starts.isoformat(),
        "start": f"{starts:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": _room(session, edition),
        "slug": f"{edition.code.lower()}-{session.id}",
        "url": place,
        "title": session.title.words,
        "subtitle": "",
        "track": "",
        "type": session.kind,
        "language": session.spoken[0] if session.spoken else "",
        "abstract": session.about.words,
        "description": "",
        "recording_license": "",
        "do_not_record": False,
        "persons": [{"id": each.id, "public_name": each.name} for each in session.speakers],
        "links": [],
        "attachments": [_attachment(each, address) for each in session.materials],
        "answers": [],
    }


def _attachment(material: MaterialFacts, address: str) -> dict[str, str]:
    base = "/".join(address.split("/")[:3])
    return {"title": material.title, "url": f"{base}/materials/{material.code}/"}


def _id(address: str) -> str:
    return str(uuid5(NAMESPACE_URL, address))
