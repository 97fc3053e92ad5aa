"""Who opens a file of the own agency beside a received referral, and what may be taken over into it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.beside.reasons import BESIDE_ALREADY
from safeconduct.vocabulary.codes import Condition, Purpose
from safeconduct.vocabulary.decisions import Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

NOTHING_RECEIVED = Reason(
    "nothing_received",
    _("You have sent this referral."),
    _("What you write stands in the person's own file."),
)
NOT_ACCEPTED = Reason(
    "not_accepted_yet", _("Nobody here has accepted this referral."), _("Accept it first; then open a file.")
)
ACCESS_OVER = Reason(
    "access_over",
    _("What was received here can no longer be read."),
    _("Open a case as for any person, if you go on helping."),
)
NOT_YOURS = Reason(
    "not_given_to_you",
    _("A colleague works on this referral, and you hold nothing of it."),
    _("Ask the colleague who is named, or who supervises."),
)
NOT_CONSENTED = Reason(
    "copy_not_consented",
    _("The person has not agreed that you have this section, or has taken it back."),
    _("Ask the person, and write down the answer."),
)
ON_A_GROUND = Reason(
    "copy_of_what_came_on_a_ground",
    _("This was shared on a legal ground, without the person's consent."),
    _("Read it here as long as the ground holds. Ask the person, and write down the answer."),
)
ANOTHER_PURPOSE = Reason(
    "copy_for_another_purpose",
    _("What the person agreed to does not include a file with you."),
    _("Read it here as long as it is open. Ask the person, and write down the answer."),
)
A_LAST_DAY = Reason(
    "copy_has_no_last_day",
    _("The person has set a day after which you may not have this. A copy would stay."),
    _("Read it here until then. Ask the person, and write down the answer."),
)

COVERS_A_FILE: dict[Purpose, bool] = {
    Purpose.ASSESSMENT: True,
    Purpose.REFERRAL_SERVICE: True,
    Purpose.LEGAL_ASSISTANCE: True,
    Purpose.PROTECTION: True,
    Purpose.RESIDENCE_PROCEDURE: True,
    Purpose.CRIMINAL_PROCEEDINGS: False,
    Purpose.COMPENSATION: True,
    Purpose.RETURN_REINTEGRATION: True,
    Purpose.CHILD_PROTECTION: True,
    Purpose.INTERPRETATION: False,
    Purpose.STATISTICS_NON_IDENTIFYING: False,
    Purpose.QUALITY_REVIEW: False,
    Purpose.RESEARCH_NON_IDENTIFYING: False,
}
"""Whether help for this purpose is given out of a file of the helper's own. Written by developers; nobody competent has
checked it. A proceeding has files of its own law, and who interprets, counts or looks at quality keeps none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a received referral stands towards a member who wants a file beside it."""

    is_received: bool
    is_accepted: bool
    is_over: bool
    is_held: bool
    """Whether the member holds something of it by what was agreed: the named worker, or a deputy."""
    is_beside: bool
    leads: Decision
    """Whether the member's profession leads a case in this agency."""


def may_have_own_file(standing: Standing) -> Decision:
    """Whether the member may open a file beside it, or lay one beside it that is there."""
    if not standing.is_received:
        return Refused(NOTHING_RECEIVED)
    if standing.is_beside:
        return Refused(BESIDE_ALREADY)
    if standing.is_over:
        return Refused(ACCESS_OVER)
    if not standing.is_accepted:
        return Refused(NOT_ACCEPTED)
    return standing.leads if standing.is_held else Refused(NOT_YOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What travels of the consent, as far as copies ask for it. It says nothing of copies themselves."""

    purpose: str
    sections: Collection[Section]
    conditions: Collection[str]
    until: datetime
    ground: str


def may_take_over(agreed: Agreed, section: Section, edits: Decision, *, now: datetime) -> Decision:
    """Whether answers of this section may be taken over; `edits`: whether the member may edit the own section."""
    if agreed.ground:
        return Refused(ON_A_GROUND)
    if section not in agreed.sections or agreed.until <= now:
        return Refused(NOT_CONSENTED)
    if agreed.purpose not in set(Purpose) or not COVERS_A_FILE[Purpose(agreed.purpose)]:
        return Refused(ANOTHER_PURPOSE)
    if any(condition.partition(":")[0] == Condition.NOT_AFTER for condition in agreed.conditions):
        return Refused(A_LAST_DAY)
    return edits
