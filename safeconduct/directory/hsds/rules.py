"""What of the directory may be given out, to whom, and in which words. Pure."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.rights import REASONS
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.vocabulary.codes import CONFIDENTIAL, Confidence, PlaceKind
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.regions import chain
from safeconduct.vocabulary.scanner import Kind, scan

LASTS = timedelta(days=7)
"""So long what a service said of its places counts; then one asks."""
FEW = 2
"""So many free places are few."""

FOR_OTHERS = Reason(
    "for_others",
    _("Its agency has not said that these readers may be told of it."),
    _("Its agency says so, in administration."),
)
NOT_CHECKED = Reason(
    "not_checked",
    _("Nobody of its agency has checked it."),
    _("Somebody of its agency checks it, in administration."),
)
NOT_SURE = Reason(
    "not_sure",
    _("What it says of itself is not sure enough for these readers."),
    _("Somebody asks the service, and writes down what is so."),
)
TO_BE_CHECKED = Reason(
    "to_be_checked",
    _("Nobody is told of a service before somebody of its agency has checked it."),
    _("Look at what will be shown, and tick that you have checked it."),
)

SEEN_BY_TWO = REASONS["public_contact_by_two"]
"""The database says the same."""
OF_THE_AGENCY = Reason(
    "contact_of_the_agency",
    _("Nobody is told how to reach a place where people live in safety."),
    _("Tick that this is the number of the agency or of a hotline, or leave it open."),
)

ADMITS: dict[Reader, frozenset[Audience]] = {
    Reader.EVERYBODY: frozenset({Audience.PUBLIC}),
    Reader.PROFESSIONALS: frozenset({Audience.PUBLIC, Audience.PROFESSIONALS}),
}
SURE_ENOUGH: dict[Reader, frozenset[Confidence]] = {
    Reader.EVERYBODY: frozenset({Confidence.VERIFIED, Confidence.SECONDARY}),
    Reader.PROFESSIONALS: frozenset({Confidence.VERIFIED, Confidence.SECONDARY, Confidence.UNVERIFIED}),
}


def may_be_given_out(told: Told, reader: Reader) -> Decision:
    """Whether this reader may have it. What is uncertain goes to nobody; what is not verified not to everybody."""
    if told.audience not in ADMITS[reader]:
        return Refused(FOR_OTHERS)
    if told.checked_on is None:
        return Refused(NOT_CHECKED)
    if told.confidence not in SURE_ENOUGH[reader]:
        return Refused(NOT_SURE)
    return Allowed()


def may_be_said(audience: Audience, *, is_checked: bool) -> Decision:
    """Whether an agency may say for whom a service is: for others than members only by who has just checked it."""
    needs_a_look = audience is not Audience.MEMBERS_ONLY
    return Refused(TO_BE_CHECKED) if needs_a_look and not is_checked else Allowed()


def may_be_contact(
    contact: str, audience: Audience, *, seen: str | None, is_hidden: bool, is_agencys: bool
) -> Decision:
    """Whether others may be told to reach a service so. `seen` is what two have seen, of a hotline; None for others.

    No program can know whose number it is: for a hidden place somebody says that it is the agency's.
    """
    if seen is not None and contact not in ("", seen):
        return Refused(SEEN_BY_TWO)
    is_told = bool(contact) and audience is not Audience.MEMBERS_ONLY
    return Refused(OF_THE_AGENCY) if is_told and is_hidden and not is_agencys else Allowed()


def is_confidential(place: PlaceKind | None) -> bool:
    """Whether where it is must not be known; what has not said its kind is treated like a shelter."""
    return place is None or place in CONFIDENTIAL


def capacity_word(places: int | None, as_of: datetime | None, *, now: datetime) -> str:
    """A code of `sc:capacity_word`: what was said too long ago, and what was not said, is asked."""
    if places is None or as_of is None or now - as_of > LASTS:
        return "ask"
    if places == 0:
        return "full"
    return "few" if places <= FEW else "free"


def names_a_place(text: str) -> bool:
    """Whether a text that somebody typed holds what looks like a street or another address."""
    return any(piece.kind is Kind.ADDRESS for piece in scan(text))


def notes(told: Told) -> str:
    """Hours in words; nothing of a hidden place, and nothing in which a place is named: it might be another one's."""
    says_too_much = is_confidential(told.place) or names_a_place(told.hours_in_words)
    return "" if says_too_much else told.hours_in_words


def contact(told: Told) -> str:
    """What everybody may know of how to reach it; of a hidden place nothing that looks like an address."""
    said = told.contact.strip()
    return "" if is_confidential(told.place) and names_a_place(said) else said


def areas(told: Told) -> list[str]:
    """Codes of where it works: parts of the country, or the country. Of a confidential place the largest parts only."""
    if not told.regions:
        return [told.country]
    if not is_confidential(told.place):
        return sorted(set(told.regions))
    return sorted({(chain(region) or [told.country])[-1] for region in told.regions})
