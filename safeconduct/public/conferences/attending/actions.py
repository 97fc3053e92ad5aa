"""Writing down who is there. Each in one transaction, with the person's row locked first."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from safeconduct.public.conferences.attending import queries, when
from safeconduct.public.conferences.attending.certificates import follow
from safeconduct.public.conferences.attending.rules import (
    ALREADY,
    NOT_ITS_DAY,
    Ticket,
    may_enter,
    moment,
)
from safeconduct.public.conferences.models import (
    Attendance,
    Edition,
    EditionState,
    PresenceChange,
    Registration,
    Session,
)
from safeconduct.vocabulary.decisions import Decision, Refused


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a ticket. `name` only where it is of this edition; `since` when they came.

    `also` are other sessions at the same time in which the person is written down.
    """

    decision: Decision
    name: str = ""
    since: datetime | None = None
    also: tuple[queries.Named, ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether they are in, since now or since before."""
        return not isinstance(self.decision, Refused) or self.decision.reason == ALREADY


def let_in(
    *, edition: Edition, code: str, session: Session | None, claimed: datetime | None, by: str, now: datetime
) -> Entry:
    """Take a ticket at the door, or at a session. A second time changes nothing.

    `claimed` is when a device says that it was scanned, `by` the name of the organiser's account.
    """
    with transaction.atomic():
        person = _locked().filter(ticket=queries.ticket_as_typed(edition, code)).first()
        since = _since(person, session) if person is not None else None
        decision = _at_the_door(edition, person, since)
        known = person.name if person is not None and person.edition.pk == edition.pk else ""
        if person is None or isinstance(decision, Refused):
            return Entry(decision, known, since if known else None)
        first, last = when.days_of(edition)
        at = moment(claimed, now=now, first=first, last=last)
        if at is None:
            return Entry(Refused(NOT_ITS_DAY), known)
        _write(person, session, at)
        _record(person, session, was_there=True, by_hand=False, by=by, now=now)
        follow(person)
        also = queries.at_the_same_time(person, session) if session is not None else []
    return Entry(decision, known, at, tuple(also))


def look(*, edition: Edition, code: str) -> tuple[Registration | None, Entry]:
    """Whose ticket it is, if it is of this edition, and what the door would say. Nothing is written."""
    person = (
        Registration.objects.select_related("edition")
        .filter(ticket=queries.ticket_as_typed(edition, code))
        .first()
    )
    is_ours = person is not None and person.edition.pk == edition.pk
    since = person.arrived_at if person is not None and is_ours else None
    decision = _at_the_door(edition, person, since)
    return (person if is_ours else None), Entry(decision, person.name if person and is_ours else "", since)


def correct(
    *, person: Registration, session: Session | None, was_there: bool, by: str, now: datetime
) -> None:
    """Write down by hand that somebody was there, or that they were not. What is so already stays.

    Whoever was not at the conference was in no session of it either.
    """
    with transaction.atomic():
        locked = _locked().get(pk=person.pk)
        if was_there == (_since(locked, session) is not None):
            return
        if was_there:
            _write(locked, session, session.starts_at if session else locked.edition.starts_at)
        else:
            _take_back(locked, session)
        _record(locked, session, was_there=was_there, by_hand=True, by=by, now=now)
        follow(locked)


def all_were_in(*, edition: Edition, session: Session, by: str, now: datetime) -> int:
    """Write down by hand that everybody who has come was in this session; for how many it was not written yet.

    Who is locked comes first, who is in already is asked after it: somebody may be scanned meanwhile.
    """
    with transaction.atomic():
        came = list(queries.arrived(edition).select_for_update(of=("self",)).order_by("pk"))
        attended = Attendance.objects.filter(session=session)
        written = set(attended.values_list("registration_id", flat=True))
        missing = [each for each in came if each.pk not in written]
        Attendance.objects.bulk_create(
            Attendance(registration=each, session=session, at=session.starts_at) for each in missing
        )
        PresenceChange.objects.bulk_create(
            PresenceChange(registration=each, session=session, was_there=True, by_hand=True, by=by, at=now)
            for each in missing
        )
        pks = [each.pk for each in missing]
        with_one = Registration.objects.filter(pk__in=pks, certificates__isnull=False).distinct()
        for each in with_one.select_related("edition"):
            follow(each, now=now)
    return len(missing)


def _locked() -> QuerySet[Registration]:
    return Registration.objects.select_related("edition").select_for_update(of=("self",))


def _at_the_door(edition: Edition, person: Registration | None, since: datetime | None) -> Decision:
    is_called_off = edition.state == EditionState.CANCELLED
    return may_enter(_ticket(person, is_here=since is not None), str(edition.pk), is_called_off=is_called_off)


def _ticket(person: Registration | None, *, is_here: bool) -> Ticket | None:
    return Ticket(str(person.edition.pk), person.state, is_here) if person is not None else None


def _since(person: Registration, session: Session | None) -> datetime | None:
    if session is None:
        return person.arrived_at
    found = Attendance.objects.filter(registration=person, session=session).first()
    return found.at if found is not None else None


def _write(person: Registration, session: Session | None, at: datetime) -> None:
    """Whoever is in a session has come."""
    if person.arrived_at is None:
        person.arrived_at = at
        person.save(update_fields=["arrived_at"])
    if session is not None:
        Attendance.objects.create(registration=person, session=session, at=at)


def _take_back(person: Registration, session: Session | None) -> None:
    if session is not None:
        Attendance.objects.filter(registration=person, session=session).delete()
        return
    Attendance.objects.filter(registration=person).delete()
    person.arrived_at = None
    person.save(update_fields=["arrived_at"])


def _record(
    person: Registration, session: Session | None, *, was_there: bool, by_hand: bool, by: str, now: datetime
) -> None:
    PresenceChange.objects.create(
        registration=person, session=session, was_there=was_there, by_hand=by_hand, by=by, at=now
    )
