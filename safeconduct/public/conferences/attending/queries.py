"""Who is there, and what the sessions are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db.models import Exists, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import get_language

from safeconduct.public.conferences.attending import codes, hours, when
from safeconduct.public.conferences.models import (
    Attendance,
    Edition,
    Material,
    Registration,
    RegistrationState,
    Session,
    SessionKind,
    SessionText,
)
from safeconduct.public.pages.words import plain, words_of

MOST_FOUND = 20
PLAIN = Func(Lower("ticket"), Value(codes.FROM), Value(codes.TO), function="TRANSLATE")
MOST_SESSIONS = 300


@dataclass(frozen=True, slots=True)
class Named:
    """A session as people read it; `language` is that of the title, "" where it is the language of now."""

    pk: int
    title: str
    time: str
    kind: str
    held: hours.Held
    language: str = ""

    @property
    def length(self) -> str:
        """What it counts, in words."""
        return when.length_in_words(hours.length(self.held))


def ticket_as_typed(edition: Edition, typed: str) -> str:
    """The ticket that is meant: as it was typed where there is one, else the only one of this edition that looks alike.

    Where several look alike, or none, what was typed. Exact first: codes with large and small letters are in use.
    """
    if Registration.objects.filter(ticket=typed).exists():
        return typed
    alike = (
        Registration.objects.filter(edition=edition).annotate(plain=PLAIN).filter(plain=codes.plain(typed))
    )
    found = list(alike.values_list("ticket", flat=True)[:2])
    return found[0] if len(found) == 1 else typed


def named(sessions: QuerySet[Session], edition: Edition) -> list[Named]:
    """In the language of now, or in the first one that it has; what happens in it, where it has no title."""
    found = list(sessions[:MOST_SESSIONS])
    titles = _titles(found)
    return [_named(each, titles.get(each.pk, ("", "")), edition) for each in found]


def sessions_of(edition: Edition) -> list[Named]:
    """What somebody can be in: breaks are nothing of the kind."""
    found = Session.objects.filter(edition=edition).exclude(kind=SessionKind.BREAK)
    return named(found.order_by("starts_at", "pk"), edition)


def attended_by(registration: Registration) -> list[Named]:
    """In which sessions somebody was, in their order."""
    found = sessions_attended(registration).order_by("starts_at", "pk")
    return named(found, registration.edition)


def sessions_attended(registration: Registration) -> QuerySet[Session]:
    """The same as they are kept."""
    return Session.objects.filter(attendances__registration=registration).exclude(kind=SessionKind.BREAK)


def _titles(sessions: list[Session]) -> dict[int, tuple[str, str]]:
    """The title of each and its language, "" for the language of now."""
    found: dict[int, tuple[str, str]] = {}
    now = get_language()
    texts = SessionText.objects.filter(session__in=sessions).order_by("pk")
    for session, language, title in texts.values_list("session_id", "language", "title"):
        if language == now or session not in found:
            found[session] = (title, "" if language == now else language)
    return found


def _named(session: Session, text: tuple[str, str], edition: Edition) -> Named:
    title, language = text
    kind = str(SessionKind(session.kind).label)
    time = when.time_in_words(session.starts_at, session.ends_at, edition)
    held = hours.within(
        hours.Held(session.kind, session.starts_at, session.ends_at), edition.starts_at, edition.ends_at
    )
    return Named(session.pk, title or kind, time, kind, held, language if title else "")


def length_attended(sessions: Iterable[Named]) -> timedelta:
    """How long, what overlaps counted once."""
    return hours.length_of_all(each.held for each in sessions)


def found_by_name(edition: Edition, name: str) -> list[Registration]:
    """Those whose name holds these words, without accents; one more than is shown tells that there are more."""
    words = words_of(name)
    if not words:
        return []
    everybody = Registration.objects.filter(edition=edition)
    named = ((pk, plain(each)) for pk, each in everybody.order_by("name", "pk").values_list("pk", "name"))
    found = islice((pk for pk, each in named if all(word in each for word in words)), MOST_FOUND + 1)
    return list(everybody.filter(pk__in=list(found)).order_by("name", "pk"))


def seated(edition: Edition) -> QuerySet[Registration]:
    """Everybody with a seat, by name."""
    return Registration.objects.filter(edition=edition, state=RegistrationState.SEATED).order_by("name", "pk")


def arrived(edition: Edition) -> QuerySet[Registration]:
    """Everybody who has a seat and has come, by name."""
    return seated(edition).filter(arrived_at__isnull=False)


def in_no_session(edition: Edition) -> QuerySet[Registration]:
    """Those who have come and are written down in no session: they get no certificate."""
    written = Attendance.objects.filter(registration=OuterRef("pk")).exclude(session__kind=SessionKind.BREAK)
    return arrived(edition).exclude(Exists(written))


def at_the_same_time(registration: Registration, session: Session) -> list[Named]:
    """In which other sessions that run while this one does somebody is written down."""
    found = sessions_attended(registration).filter(
        starts_at__lt=session.ends_at, ends_at__gt=session.starts_at
    )
    return named(found.exclude(pk=session.pk).order_by("starts_at", "pk"), registration.edition)


def materials_of(edition: Edition) -> list[tuple[str, str]]:
    """Titles and licences of what was given out."""
    return list(
        Material.objects.filter(edition=edition, newer=None).order_by("title").values_list("title", "licence")
    )
