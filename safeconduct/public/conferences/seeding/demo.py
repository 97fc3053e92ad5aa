"""Makes the conferences of the demonstration, once."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from safeconduct.public.conferences.models import (
    BudgetLine,
    Edition,
    EditionText,
    Material,
    Quota,
    Room,
    Session,
    SessionText,
    Speaker,
)
from safeconduct.public.conferences.models.materials import new_code
from safeconduct.public.conferences.seeding.final import BRUSSELS
from safeconduct.public.conferences.seeding.local import CLUJ, CONSTANTA, IASI
from safeconduct.public.conferences.seeding.plan import CONTACT, SALCIA, Conference, Planned

SERIES = "Help across borders"
HANDOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Five sentences before the first question</title></head>
<body><main><h1>Five sentences before the first question</h1><ol>
<li>You decide whether anybody is asked.</li>
<li>This is what they would learn, and this is what they would not.</li>
<li>You can stop it at any time, and need not say why.</li>
<li>How and when may we reach you?</li>
<li>If nobody can help, we say so, and go on looking.</li>
</ol></main></body></html>
"""


def seed(*, now: datetime) -> None:
    """A series of three local conferences and a final one; nothing where there is a conference already."""
    if Edition.objects.exists():
        return
    for conference in (IASI, CLUJ, CONSTANTA, BRUSSELS):
        edition = _edition(conference, now)
        _texts(conference, edition)
        for profession, country, seats in conference.quotas:
            Quota.objects.create(edition=edition, profession=profession, country=country, seats=seats)
        for what, planned, spent, paid_by in conference.budget:
            BudgetLine.objects.create(
                edition=edition, what=what, planned=planned, spent=spent, paid_by=paid_by
            )
        _programme(conference, edition)
    _hand_out(Edition.objects.get(code=IASI.code))


def _edition(conference: Conference, now: datetime) -> Edition:
    zone = ZoneInfo(conference.more.get("time_zone", "Europe/Bucharest"))
    first = now.astimezone(zone).date() + timedelta(days=conference.in_days)
    values: dict[str, Any] = {
        "series": SERIES,
        "name": conference.en[0],
        "code": conference.code,
        "state": conference.state,
        "country": "RO",
        "place": conference.place,
        "time_zone": str(zone),
        "starts_at": _at(first, "09:30", zone),
        "ends_at": _at(first + timedelta(days=conference.days - 1), "16:00", zone),
        "opens_at": _at(now.astimezone(zone).date() + timedelta(days=conference.opens_in), "09:00", zone),
        "closes_at": _at(first - timedelta(days=7), "18:00", zone),
        "organiser": SALCIA,
        "contact": CONTACT,
        "announced_at": None if conference.state == "draft" else now,
    }
    return Edition.objects.create(**{**values, **conference.more})


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone)


def _texts(conference: Conference, edition: Edition) -> None:
    for language, (name, introduction) in (("en", conference.en), ("ro", conference.ro)):
        funding = conference.funding_ro if language == "ro" else edition.funding
        EditionText.objects.create(
            edition=edition, language=language, name=name, introduction=introduction, funding=funding
        )


def _programme(conference: Conference, edition: Edition) -> None:
    rooms = {
        name: Room.objects.create(edition=edition, name=name)
        for name in sorted({each.room for each in conference.programme if each.room})
    }
    people = {
        name: Speaker.objects.create(edition=edition, name=name)
        for name in sorted({who for each in conference.programme for who in each.who})
    }
    for planned in conference.programme:
        session = _session(planned, edition, rooms.get(planned.room))
        session.speakers.set(people[who] for who in planned.who)


def _session(planned: Planned, edition: Edition, room: Room | None) -> Session:
    zone = ZoneInfo(edition.time_zone)
    day = edition.starts_at.astimezone(zone).date() + timedelta(days=planned.day)
    starts = _at(day, planned.at, zone)
    session = Session.objects.create(
        edition=edition,
        room=room,
        kind=planned.kind,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=planned.minutes),
        spoken=list(planned.spoken),
    )
    for language, (title, about) in (("en", planned.en), ("ro", planned.ro)):
        SessionText.objects.create(session=session, language=language, title=title, about=about)
    return session


def _hand_out(edition: Edition) -> None:
    """A handout of its second session."""
    session = Session.objects.filter(edition=edition).order_by("starts_at")[1]
    code, content = new_code(), HANDOUT.encode()
    Material.objects.create(
        edition=edition,
        session=session,
        code=code,
        title="Five sentences before the first question",
        language="en",
        licence="CC BY 4.0",
        file=ContentFile(content, name=f"{code}.html"),
        ending="html",
        size=len(content),
    )
