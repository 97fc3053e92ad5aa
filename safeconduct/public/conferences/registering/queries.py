"""What pages and mails ask about registrations."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.models import Edition, Registration, RegistrationState, Room, Session
from safeconduct.public.conferences.programme.facts import EditionFacts, SessionFacts, Text
from safeconduct.public.conferences.programme.queries import MOST_SESSIONS, facts_of, sessions_of
from safeconduct.public.conferences.registering.rules import Times


@dataclass(frozen=True, slots=True)
class Linked:
    """A room with a link, and what is in it."""

    name: str
    link: str
    sessions: list[SessionFacts]


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of a conference, for somebody in whose language nothing of it is written."""

    wanted: str
    written: tuple[str, ...]
    spoken: tuple[str, ...]
    interpreted: tuple[str, ...]


def tongues_for(edition: Edition, facts: EditionFacts, language: str) -> Tongues | None:
    """What somebody is told of it before they register or confirm; None where it is written in their language."""
    if language in facts.written_in:
        return None
    spoken = Session.objects.filter(edition=edition).values_list("spoken", flat=True)[:MOST_SESSIONS]
    all_spoken = tuple(sorted({tag for tags in spoken for tag in tags}))
    return Tongues(language, facts.written_in, all_spoken, facts.interpretation)


def times_of(edition: Edition) -> Times:
    """What of it the rules ask."""
    return Times(edition.state, edition.opens_at, edition.closes_at, edition.starts_at, edition.ends_at)


def of_a_secret(secret: str) -> Registration | None:
    """Whose page has this address, with edition and needs."""
    found = Registration.objects.select_related("edition", "needs").filter(secret_hash=hash_of(secret))
    return found.first()


def facts_now(edition: Edition) -> EditionFacts:
    """The edition in the language of now."""
    return facts_of([edition], str(get_language()))[0]


def name_of(edition: Edition) -> Text:
    """What it is called in the language of now, else in its first."""
    return facts_now(edition).name


def place_in_queue(registration: Registration) -> int:
    """The place on the waiting list; 1 is the first."""
    before = Q(made_at__lt=registration.made_at) | Q(made_at=registration.made_at, pk__lt=registration.pk)
    waiting = Registration.objects.filter(edition_id=registration.edition_id, state=RegistrationState.WAITING)
    return waiting.filter(before).count() + 1


def has_links(edition: Edition) -> bool:
    """Whether somebody can take part from elsewhere."""
    return Room.objects.filter(edition=edition).exclude(link="").exists()


def linked_rooms(edition: Edition) -> list[Linked]:
    """Rooms with a link, by name, each with its sessions in order; the sessions in the language of now."""
    rooms = list(Room.objects.filter(edition=edition).exclude(link="").order_by("name"))
    sessions = sessions_of(edition, str(get_language())) if rooms else []
    return [
        Linked(room.name, room.link, [each for each in sessions if each.room == room.name]) for room in rooms
    ]
