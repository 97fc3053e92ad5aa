"""A new edition after an old one: the same programme, so many days later by its own clocks, and nobody registered."""

from datetime import date
from typing import Any

from django.db import transaction

from safeconduct.public.conferences.editing import local_times
from safeconduct.public.conferences.editing.particulars import KEPT, TIMES
from safeconduct.public.conferences.models import (
    Edition,
    EditionText,
    Quota,
    Room,
    Session,
    SessionText,
    Speaker,
)


@transaction.atomic
def clone(old: Edition, *, code: str, name: str, first_day: date) -> Edition:
    """A draft that begins on this day, at the hour at which the old one began. As many statements for any length."""
    zone = old.time_zone
    days = (first_day - local_times.as_typed(old.starts_at, zone).date()).days
    times = {each: local_times.moved(getattr(old, each), zone, days=days) for each in TIMES}
    kept = {each: getattr(old, each) for each in KEPT}
    new = Edition.objects.create(code=code, name=name, **times, **kept)
    _texts(old, new)
    _copied(Quota, old, new)
    rooms, speakers = _copied(Room, old, new), _copied(Speaker, old, new)
    _programme(old, new, rooms, speakers, days)
    return new


def _texts(old: Edition, new: Edition) -> None:
    """Names in other languages stay, to be changed; that in the first language is the new one."""
    found = list(EditionText.objects.filter(edition=old))
    for text in found:
        text.pk, text.edition = None, new
        if text.language == new.language:
            text.name = new.name
    EditionText.objects.bulk_create(found)


def _copied(model: Any, old: Edition, new: Edition) -> dict[int, Any]:
    """Rows of a table for the new edition, by the number of the old row."""
    found = list(model.objects.filter(edition=old).order_by("pk"))
    numbers = [each.pk for each in found]
    for each in found:
        each.pk, each.edition = None, new
    return dict(zip(numbers, model.objects.bulk_create(found), strict=True))


def _programme(
    old: Edition, new: Edition, rooms: dict[int, Room], speakers: dict[int, Speaker], days: int
) -> None:
    numbers, sessions = [], []
    for each in Session.objects.filter(edition=old).order_by("pk"):
        starts, ends = local_times.both_moved(each.starts_at, each.ends_at, old.time_zone, days=days)
        numbers.append(each.pk)
        room = rooms[each.room_id] if each.room_id else None
        sessions.append(
            Session(
                edition=new, room=room, kind=each.kind, spoken=each.spoken, starts_at=starts, ends_at=ends
            )
        )
    of = dict(zip(numbers, Session.objects.bulk_create(sessions), strict=True))
    texts = list(SessionText.objects.filter(session__edition=old))
    for text in texts:
        text.session, text.pk = of[text.session_id], None
    SessionText.objects.bulk_create(texts)
    through: Any = Session.speakers.through
    who = through.objects.filter(session__edition=old).values_list("session_id", "speaker_id")
    through.objects.bulk_create(
        through(session=of[session], speaker=speakers[speaker]) for session, speaker in who
    )
