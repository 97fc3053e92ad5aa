"""What a page says of when the person may be reached: the next safe moment, or plainly why none can be said."""

from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.cases.queries import read_sections
from safeconduct.cases.safe_hours import (
    NOT_BY_TELEPHONE,
    NOT_KNOWN,
    READ_THE_WORDS,
    NotKnown,
    Safe,
    SafeContact,
    is_safe,
    may_call,
    next_safe_moment,
    safe_contact,
)
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

NOW_UNTIL = _("Now the person may be reached, until {end} ({country}).")
NOW = _("Now the person may be reached ({country}).")
NOT_NOW = _("Not now. The next hours in which the person may be reached: {start} to {end} ({country}).")
FROM_THEN = _("Not now. The person may be reached from {start} on ({country}).")
WRITTEN = _("Written: “{words}”")
HOUR, DAY_AND_HOUR = "H:i", "D j M, H:i"


def when_safe(contact: SafeContact, at: datetime) -> list[Words]:
    """The sentences above a form by which somebody plans to reach the person; on the clock of the hours' country.

    What stands in words is not among them: where it is not on the page already, `in_their_words` gives it.
    """
    said: list[Words] = [] if may_call(contact) else [NOT_BY_TELEPHONE.sentence]
    found = next_safe_moment(contact, at, contact.zone)
    if isinstance(found, NotKnown):
        return [*said, NOT_KNOWN[found]]
    said.append(
        _moment(found, at, country_in_full(contact.country), is_now=is_safe(contact, at, contact.zone))
    )
    return [*said, READ_THE_WORDS] if contact.words else said


def not_now(contact: SafeContact, at: datetime) -> list[Words]:
    """Where hours are known and this moment lies outside: when the next ones are. For the strip, above everything."""
    found = next_safe_moment(contact, at, contact.zone)
    if isinstance(found, NotKnown) or is_safe(contact, at, contact.zone):
        return []
    return [_moment(found, at, country_in_full(contact.country), is_now=False)]


def in_their_words(contact: SafeContact) -> list[Words]:
    """What was written of when not to contact the person, for a page that does not show the section itself."""
    return [format_lazy(WRITTEN, words=contact.words)] if contact.words else []


def _moment(found: Safe, at: datetime, country: str, *, is_now: bool) -> Words:
    end = found.end
    start = date_format(found.start, DAY_AND_HOUR)
    if end is None:
        return format_lazy(NOW if is_now else FROM_THEN, start=start, country=country)
    today = found.start.date() if not is_now else at.astimezone(end.tzinfo).date()
    until = date_format(end, HOUR if end.date() == today else DAY_AND_HOUR)
    return format_lazy(NOW_UNTIL if is_now else NOT_NOW, start=start, end=until, country=country)


def contact_of(case: UUID, *, by: Member, at: datetime) -> SafeContact:
    """How the person may be reached, by the own section; nothing is known where it is closed, empty or erased."""
    found = read_sections(case, [Section.SAFE_CONTACT], by=by, at=at).get(Section.SAFE_CONTACT)
    return safe_contact(found.content if found else {}, by.agency.country)
