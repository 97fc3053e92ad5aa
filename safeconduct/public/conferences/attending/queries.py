"""Who is there, and what the sessions are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import get_language

from safeconduct.public.conferences.attending import hours, when
from safeconduct.public.conferences.models import (
    Edition,
    Registration,
    RegistrationState,
    Session,
    SessionKind,
    SessionText,
)

MOST_FOUND = 20
MOST_SESSIONS = 300


@dataclass(frozen=True, slots=True)
class Named:
    """A session as people read it."""

    pk: int
    title: str
    time: str
    kind: str
    held: hours.Held

    @property
    def length(self) -> str:
        """What it counts, in words."""
        return when.length_in_words(hours.length(self.held))


def named(sessions: QuerySet[Session], edition: Edition) -> list[Named]:
    """In the language of now, or in the first one that it has; what happens in it, where it has no title."""
    found = list(sessions[:MOST_SESSIONS])
    titles = _titles(found)
    return [_named(each, titles.get(each.pk, ""), edition) for each in found]


def sessions_of(edition: Edition) -> list[Named]:
    """What somebody can be in: breaks are nothing of the kind."""
    found = Session.objects.filter(edition=edition).exclude(kind=SessionKind.BREAK)
    return named(found.order_by("starts_at", "pk"), edition)


def attended_by(registration: Registration) -> list[Named]:
    """In which sessions somebody was, in their order."""
    found = Session.objects.filter(attendances__registration=registration).exclude(kind=SessionKind.BREAK)
    return named(found.order_by("starts_at", "pk"), registration.edition)


def _titles(sessions: list[Session]) -> dict[int, str]:
    found: dict[int, str] = {}
    language = get_language()
    texts = SessionText.objects.filter(session__in=sessions).order_by("pk")
    for session, spoken, title in texts.values_list("session_id", "language", "title"):
        if spoken == language or session not in found:
            found[session] = title
    return found


def _named(session: Session, title: str, edition: Edition) -> Named:
    kind = str(SessionKind(session.kind).label)
    time = when.time_in_words(session.starts_at, session.ends_at, edition)
    held = hours.Held(session.kind, session.starts_at, session.ends_at)
    return Named(session.pk, title or kind, time, kind, held)


def length_attended(sessions: Iterable[Named]) -> timedelta:
    """How long, what overlaps counted once."""
    return hours.length_of_all(each.held for each in sessions)


def found_by_name(edition: Edition, name: str) -> list[Registration]:
    """Those whose name holds these letters; one more than is shown tells that there are more."""
    if not name.strip():
        return []
    found = Registration.objects.filter(edition=edition, name__icontains=name.strip())
    return list(found.order_by("name", "pk")[: MOST_FOUND + 1])


def seated(edition: Edition) -> QuerySet[Registration]:
    """Everybody with a seat, by name."""
    return Registration.objects.filter(edition=edition, state=RegistrationState.SEATED).order_by("name", "pk")
