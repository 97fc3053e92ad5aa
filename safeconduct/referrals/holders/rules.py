"""When a receiver may let the sender know who holds something in its own file, and what may be asked of them. Pure.

Only that it is held travels: section, profession, since when. It rests on the person's yes at the receiver, on top of
the consent by which they were referred, and it ends with the referral.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import State
from safeconduct.referrals.tasks.rules import UNDER_WAY
from safeconduct.vocabulary.codes import FIREWALLED, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

NAMEABLE = frozenset({Section.HEALTH, Section.LEGAL})
"""What never leaves an agency, so that only its holder can be known: of everything else the consent speaks."""


class HolderAnswer(StrEnum):
    """What the holder and the person say to a question from the other agency. Nothing opens by any of them."""

    NOT_SHARED = "not_shared"
    BY_NEW_CONSENT = "by_new_consent"
    IN_WORDS = "in_words"


NOT_UNDER_WAY = Reason(
    "holders_not_under_way",
    _("Who holds what is said while an accepted referral is under way, and ends with it."),
    _("After that the person tells it themselves, if they want to."),
)
NO_CONSENT = Reason(
    "holders_without_consent",
    _(
        "This referral does not rest on the person's consent, so nothing more is said of them than what was asked."
    ),
    _("If the person wants it known, they tell the other agency themselves."),
)
MAY_NOT_TELL = Reason(
    "holders_not_to_be_told",
    _("The person did not agree that you tell the sender what comes of the referral."),
    _(
        "If they see it otherwise now, they say so to whoever referred them to you, and a new consent says it."
    ),
)
BEHIND_THE_FIREWALL = Reason(
    "holders_behind_the_firewall",
    _("To and from police, prosecution, immigration and other authorities nobody says who holds what."),
    _("An authority asks for a section by its own way, and the holder and the person answer."),
)
NO_OWN_FILE = Reason(
    "holders_without_a_file",
    _("Your agency keeps no file of its own beside this referral."),
    _("Open one, or lay one beside it, when there is something to keep."),
)
NOT_HELD = Reason(
    "holders_hold_nothing",
    _("Nobody of your agency holds this section in the file beside this referral."),
    _("Name what is held."),
)
NOT_YOURS = Reason(
    "holders_not_yours_to_name",
    _("This is said by whoever leads the file, or holds the section itself."),
    _("Ask one of them."),
)
PERSON_NOT_ASKED = Reason(
    "holders_person_not_asked",
    _("Nothing is said before the person has agreed to it."),
    _("Ask the person, then tick that they agree. They may also say no."),
)
NOT_NAMED = Reason(
    "holder_not_named",
    _("They have not said that somebody there holds this section."),
    _("Ask in the referral, without saying what it is about."),
)
ASKS_WITHOUT_A_PLACE = Reason(
    "asks_there_without_a_place",
    _("Only whoever leads the case or has a place in it asks the holder."),
    _("Ask whoever leads the case for a place."),
)
WAITS = Reason(
    "asked_there_already",
    _("You have asked them about this section, and the answer is not there yet."),
    _("Call them, or wait for the answer."),
)
NOT_THE_HOLDER = Reason(
    "answers_for_another", _("Only whoever holds the section answers."), _("Leave it to them.")
)
ANSWERED = Reason(
    "answered_there_already",
    _("This was answered already."),
    _("Give news on the referral if there is more."),
)
OVER = Reason(
    "need_there_is_over", _("The day until which the answer was needed is over."), _("Call the other agency.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The referral that two agencies have in common, as far as these rules want it."""

    state: State
    is_consent_live: bool
    has_consent: bool
    """Whether it rests on a consent, and not on a listed ground in its place."""
    may_tell: bool
    sectors: frozenset[Sector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the receiver has, and who says it."""

    has_file: bool
    is_held: bool
    is_yours: bool
    """Whether who says it leads the own file or holds the section."""
    person_agrees: bool


def may_know(between: Between) -> Decision:
    """Whether the sender may know at all who holds what over there; asked on both sides."""
    if between.sectors & FIREWALLED:
        return Refused(BEHIND_THE_FIREWALL)
    if between.state not in UNDER_WAY or not between.is_consent_live:
        return Refused(NOT_UNDER_WAY)
    if not between.has_consent:
        return Refused(NO_CONSENT)
    return Allowed() if between.may_tell else Refused(MAY_NOT_TELL)


def may_name(between: Between, naming: Naming) -> Decision:
    """Whether the sender may be told that this section is held here."""
    known = may_know(between)
    if isinstance(known, Refused):
        return known
    if not naming.has_file:
        return Refused(NO_OWN_FILE)
    if not naming.is_held:
        return Refused(NOT_HELD)
    if not naming.is_yours:
        return Refused(NOT_YOURS)
    return Allowed() if naming.person_agrees else Refused(PERSON_NOT_ASKED)


def may_ask(between: Between, *, has_place: bool, is_named: bool, is_waiting: bool) -> Decision:
    """Whether the sender may ask the holder now."""
    known = may_know(between)
    if isinstance(known, Refused):
        return known
    if not has_place:
        return Refused(ASKS_WITHOUT_A_PLACE)
    if not is_named:
        return Refused(NOT_NAMED)
    return Refused(WAITS) if is_waiting else Allowed()


def may_answer(between: Between, *, holds_it: bool, is_answered: bool, until: date, today: date) -> Decision:
    """Whether this member answers the question now."""
    if not holds_it:
        return Refused(NOT_THE_HOLDER)
    if is_answered:
        return Refused(ANSWERED)
    if until < today:
        return Refused(OVER)
    return may_know(between)
