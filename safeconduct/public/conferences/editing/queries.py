"""What the organisers' forms ask of the tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from safeconduct.public.conferences.editing import local_times
from safeconduct.public.conferences.editing.placing import AtOnce, Slot, When, at_once
from safeconduct.public.conferences.editing.states import Facts, State
from safeconduct.public.conferences.models import Edition, EditionText, Room, Session
from safeconduct.public.conferences.programme.wording import in_language


def when_of(edition: Edition) -> When:
    """When and where it is."""
    return When(edition.starts_at, edition.ends_at, edition.time_zone, edition.place)


def facts_of(edition: Edition) -> Facts:
    """What decides how it may go on."""
    return Facts(State(edition.state), edition.closes_at, edition.ends_at)


def languages_of(edition: Edition) -> list[str]:
    """The first language, then those that have a text of their own."""
    others = EditionText.objects.filter(edition=edition).exclude(language=edition.language)
    return [edition.language, *others.order_by("language").values_list("language", flat=True)]


def others_in(room: Room | None, slot: Slot, edition: Edition) -> list[Slot]:
    """The sessions of this room at this time."""
    if room is None:
        return []
    found = Session.objects.filter(room=room, starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    return slots(found.select_related("room").prefetch_related("texts"), edition)


def twin_of(edition: Edition, wanted: Mapping[str, Any]) -> Session | None:
    """The session that is what is wanted already: kind, times, room, and title in the first language."""
    of = {name: wanted[name] for name in ("kind", "starts_at", "ends_at", "room")}
    title = wanted[f"title_{edition.language}"]
    return Session.objects.filter(
        edition=edition, **of, texts__language=edition.language, texts__title=title
    ).first()


def slots(sessions: Iterable[Session], edition: Edition) -> list[Slot]:
    """Sessions as the rules know them; ask for them with their rooms and texts."""
    return [
        Slot(
            each.pk,
            in_language(
                {text.language: text.title for text in each.texts.all()}, edition.language, edition.language
            ).words,
            each.room.name if each.room else None,
            each.starts_at,
            each.ends_at,
        )
        for each in sessions
    ]


def programme_of(edition: Edition) -> list[Slot]:
    """All its sessions."""
    found = Session.objects.filter(edition=edition).select_related("room").prefetch_related("texts")
    return slots(found, edition)


def left_out(edition: Edition, *, days: int, into: str = "") -> list[str]:
    """The titles of sessions that would fall into an hour that the clocks leave out, were they moved like this."""
    zone = edition.time_zone
    return [
        slot.title
        for slot in programme_of(edition)
        if any(
            local_times.is_left_out(each, zone, days=days, into=into)
            for each in (slot.starts_at, slot.ends_at)
        )
    ]


def in_two_places(edition: Edition) -> list[AtOnce]:
    """Speakers and rooms that stand in two sessions at one time; three queries, whatever the length."""
    found = Session.objects.filter(edition=edition).select_related("room")
    sessions = list(found.prefetch_related("texts", "speakers"))
    placed = list(zip(sessions, slots(sessions, edition), strict=True))
    speak = [(who.pk, who.name, slot) for session, slot in placed for who in session.speakers.all()]
    rooms = [(session.room.pk, session.room.name, slot) for session, slot in placed if session.room]
    return [*at_once(speak), *at_once(rooms)]


def sessions_outside(edition: Edition) -> QuerySet[Session]:
    """What begins before the conference or ends after it, in order."""
    outside = Q(starts_at__lt=edition.starts_at) | Q(ends_at__gt=edition.ends_at)
    found = Session.objects.filter(outside, edition=edition)
    return found.select_related("room").prefetch_related("texts").order_by("starts_at", "pk")


def days_of(edition: Edition) -> list[date]:
    """The days of the conference by its own clocks."""
    there = ZoneInfo(edition.time_zone)
    first, last = (at.astimezone(there).date() for at in (edition.starts_at, edition.ends_at))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def sessions_on(edition: Edition, day: date) -> QuerySet[Session]:
    """What begins on this day by its own clocks."""
    there = ZoneInfo(edition.time_zone)
    begins = datetime.combine(day, time(), there)
    ends = datetime.combine(day + timedelta(days=1), time(), there)
    found = Session.objects.filter(edition=edition, starts_at__gte=begins, starts_at__lt=ends)
    return found.select_related("room").prefetch_related("texts").order_by("starts_at", "room__name", "pk")
