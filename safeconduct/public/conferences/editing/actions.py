"""What organisers do to a conference and its programme. Each in one transaction, with the conference locked first."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing import local_times
from safeconduct.public.conferences.editing.particulars import WRITTEN
from safeconduct.public.conferences.editing.placing import When, all_fit, are_told
from safeconduct.public.conferences.editing.queries import facts_of, programme_of, when_of
from safeconduct.public.conferences.editing.states import MOVES, Move, State, may_move
from safeconduct.public.conferences.models import (
    Attendance,
    Edition,
    EditionText,
    Room,
    Session,
    SessionText,
)
from safeconduct.public.conferences.registering.seating import may_have_seats
from safeconduct.public.conferences.registering.seats import holders_of
from safeconduct.vocabulary.decisions import NotPossible, Reason, require

SOMEBODY_WAS_THERE = Reason(
    "somebody_was_there",
    _("Somebody was registered as present in it, so it stays."),
    _("Change it instead."),
)
ROOM_IN_USE = Reason("room_in_use", _("There are sessions in this room."), _("Give them another room first."))


def locked(edition: Edition) -> Edition:
    """The conference as it is now; whoever else changes it waits."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


@transaction.atomic
def save(edition: Edition, *, introduction: str, moves_programme: bool, now: datetime) -> bool:
    """Keep a conference as a form has it; whether those who registered are told of a new time or place.

    Raises NotPossible when a session would lie outside its days.
    """
    told = False
    if edition.pk:
        before = locked(edition)
        # The form asked before the lock: somebody may have taken a seat since.
        require(may_have_seats(edition.seats, holders=holders_of(before)))
        edition.moved_told_at, edition.cancelled_told = before.moved_told_at, before.cancelled_told
        was, becomes = when_of(before), when_of(edition)
        if moves_programme:
            _move_programme(edition, was, becomes)
        require(all_fit(programme_of(edition), becomes))
        if was != becomes:
            edition.revision = before.revision + 1
        told = are_told(was, becomes, State(before.state), before.opens_at, now=now)
        edition.moved_at = now if told else before.moved_at
    edition.save(update_fields=WRITTEN if edition.pk else None)
    EditionText.objects.update_or_create(
        edition=edition,
        language=edition.language,
        defaults={"name": edition.name, "introduction": introduction, "funding": edition.funding},
    )
    return told


def _move_programme(edition: Edition, was: When, becomes: When) -> None:
    first, then = (local_times.as_typed(each.starts_at, each.zone).date() for each in (was, becomes))
    days = (then - first).days
    if not days and was.zone == becomes.zone:
        return
    found = list(Session.objects.filter(edition=edition))
    for each in found:
        each.starts_at, each.ends_at = local_times.both_moved(
            each.starts_at, each.ends_at, was.zone, days=days, into=becomes.zone
        )
    Session.objects.bulk_update(found, ["starts_at", "ends_at"])


@transaction.atomic
def move(edition: Edition, wanted: Move, *, now: datetime) -> Edition:
    """Open it, close it, cancel it. Raises NotPossible with the rule's own reason."""
    found = locked(edition)
    facts = facts_of(found)
    require(may_move(facts, wanted, now=now))
    found.state = MOVES[facts.state][wanted]
    found.announced_at = found.announced_at or now
    found.revision += wanted is Move.CANCEL
    found.save()
    return found


@transaction.atomic
def save_session(edition: Edition, session: Session | None, cleaned: dict[str, Any]) -> Session:
    """Keep a session as a form has it, with its texts. The form was read under the lock, too."""
    locked(edition)
    session = session or Session(edition=edition)
    for name in ("kind", "starts_at", "ends_at", "room", "spoken"):
        setattr(session, name, cleaned[name])
    session.save()
    session.speakers.set(cleaned["speakers"])
    for name, words in cleaned.items():
        what, _line, tag = name.partition("_")
        if what == "title" and words:
            about = {"title": words, "about": cleaned[f"about_{tag}"]}
            SessionText.objects.update_or_create(session=session, language=tag, defaults=about)
        elif what == "title":
            SessionText.objects.filter(session=session, language=tag).delete()
    touch(edition)
    return session


def touch(edition: Edition) -> None:
    """Let calendars learn that something changed."""
    Edition.objects.filter(pk=edition.pk).update(revision=F("revision") + 1, changed_at=timezone.now())


@transaction.atomic
def remove_session(session: Session) -> None:
    """Take it out of the programme. Raises NotPossible when somebody was present in it."""
    locked(session.edition)
    if Attendance.objects.filter(session=session).exists():
        raise NotPossible(SOMEBODY_WAS_THERE)
    session.delete()
    touch(session.edition)


@transaction.atomic
def remove_part(edition: Edition, part: Any) -> None:
    """Take away a room, a speaker or a line. Raises NotPossible for a room with sessions."""
    locked(edition)
    if isinstance(part, Room) and Session.objects.filter(room=part).exists():
        raise NotPossible(ROOM_IN_USE)
    part.delete()
    touch(edition)
