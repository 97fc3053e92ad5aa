"""Whom a conference reaches in another agency, which items of it, and who over there may answer. Pure.

What a referral's live consent gave an agency, and nothing else, decides what of an agenda it is shown: of the other
items it does not learn that they are there.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.conferences.rules import DECIDED, IS_OVER, ONLY_THE_LEAD
from safeconduct.referrals.moves import State
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.referrals.tasks.rules import IN_COMMON, UNDER_WAY
from safeconduct.vocabulary.codes import FIREWALLED, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import NEVER_SENT, Section

MOST_ITEMS = 60
"""So many items of conferences are shared by one referral."""

NOT_TAKEN_ON = Reason(
    "conference_without_acceptance",
    _("They take part in a conference while a referral that they have accepted goes on."),
    _("Wait for their acceptance, or refer the person to them first."),
)
BEHIND_THE_FIREWALL = Reason(
    "no_conference_across_the_firewall",
    _(
        "Nobody confers about somebody’s support with police, prosecution, border guard, labour inspection, "
        "immigration or a consulate."
    ),
    _("What they need they ask for, section by section, and the person decides."),
)
WITHOUT_A_NODE = Reason(
    "no_conference_without_a_node",
    _("This partner has no node, so nothing goes there by itself."),
    _("Ask them by telephone, and write what they say into the minutes."),
)
ON_A_GROUND = Reason(
    "no_conference_without_consent",
    _("This was shared on a legal ground, and the person has not agreed that you confer with them."),
    _("Ask the person, and refer them by their consent."),
)
NOTHING_FOR_THEM = Reason(
    "no_item_for_them",
    _("No item that you see touches a section that the person lets them have."),
    _("Put an item about such a section on the agenda, or ask the person."),
)
TOO_MANY = Reason(
    "too_many_items",
    _("Sixty items of conferences went to them by this referral already."),
    _("Speak by telephone, or write to them in the referral."),
)
NOTHING_NEW = Reason(
    "no_new_item_for_them",
    _("They have every item that may go to them."),
    _("Put another item on the agenda, and come back."),
)
NOT_OF_THEIRS = Reason(
    "item_not_shared_any_more",
    _(
        "This item is not shared with you any more: the person took its section back, or the referral is over."
    ),
    _("Telephone the agency that asked you."),
)
ANSWERED = Reason(
    "profession_has_answered",
    _("Your profession has answered this item."),
    _("What is to be added, say by telephone to whoever asked you."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What binds the two agencies of a referral, as far as a conference asks for it; the same on both sides."""

    state: State
    is_consent_live: bool
    is_on_a_ground: bool
    """A listed legal ground stands in the place of the person's consent."""
    has_node: bool
    sectors: tuple[Sector, Sector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What must be known before anything of a conference goes to another agency."""

    bond: Bond
    leads: bool
    """Whether the member leads the case."""
    is_over: bool
    """Whether the day of the conference is over."""
    covered: int
    """Open items that the member sees and the consent covers."""
    new: int
    """Of these, those that they do not have yet."""
    shared: int = 0
    """Items that went to them by this referral, of whatever conference."""
    kept_in: Reason | None = None
    """Why it may not leave the European Union, where it would and no ground carries it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a shared item stands for a member over there."""

    is_live: bool
    """The referral is under way and the consent holds."""
    is_over: bool
    is_decided: bool
    has_answered: bool
    """Somebody of the member's profession has answered."""


def is_covered(section: Section, consented: AbstractSet[Section]) -> bool:
    """Whether an item about this section may go to an agency that was given these."""
    return section in consented and section not in NEVER_SENT


def is_walled(*sectors: Sector) -> bool:
    """Whether one of these agencies is behind the firewall."""
    return not FIREWALLED.isdisjoint(sectors)


def may_confer(bond: Bond) -> Decision:
    """Whether the two agencies confer at all now; asked on both sides, before anything is told."""
    if is_walled(*bond.sectors):
        return Refused(BEHIND_THE_FIREWALL)
    if not bond.has_node:
        return Refused(WITHOUT_A_NODE)
    if bond.state not in UNDER_WAY:
        return Refused(NOT_TAKEN_ON)
    if bond.is_on_a_ground:
        return Refused(ON_A_GROUND)
    return Allowed() if bond.is_consent_live else Refused(CONSENT_ENDED)


def may_invite(asked: Invitation) -> Decision:
    """Whether another agency is invited by a referral, or told of what was put on the agenda since."""
    if not asked.leads:
        return Refused(ONLY_THE_LEAD)
    decision = may_confer(asked.bond)
    if isinstance(decision, Refused):
        return decision
    if asked.bond.state not in IN_COMMON:
        return Refused(NOT_TAKEN_ON)
    if asked.kept_in:
        return Refused(asked.kept_in)
    if asked.is_over:
        return Refused(IS_OVER)
    if not asked.covered:
        return Refused(NOTHING_FOR_THEM)
    if not asked.new:
        return Refused(NOTHING_NEW)
    return Refused(TOO_MANY) if asked.shared + asked.new > MOST_ITEMS else Allowed()


def may_answer(item: Standing) -> Decision:
    """Whether a member over there proposes, or says that their profession takes no part: once for each profession."""
    if not item.is_live:
        return Refused(NOT_OF_THEIRS)
    if item.is_decided:
        return Refused(DECIDED)
    if item.is_over:
        return Refused(IS_OVER)
    return Refused(ANSWERED) if item.has_answered else Allowed()


def sees_answers(item: Standing) -> bool:
    """Whether what other professions of the same agency propose is open: after the own answer, or at the end."""
    return item.has_answered or item.is_decided or item.is_over
