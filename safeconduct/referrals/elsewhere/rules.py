"""May this much of a file be given to another system? Pure.

A file that has left can be taken back by nobody: it is held to all that holds for sending, and to what the person was
told of what opens only when they accept. It is given by whoever leads, to the team that a live consent names, and to
nobody on a listed ground: for that there is a referral, which a second person looks at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals import reasons
from safeconduct.referrals.sending import SafetyAnswer, wrong_with_safety
from safeconduct.vocabulary.codes import Answer3, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import NEVER_SENT, SENT_AT_ONCE, Section, in_order

NOT_THE_LEAD = Reason(
    "file_not_the_lead",
    _("Only whoever leads the case gives a file of it to another system."),
    _("Ask them, or make a referral."),
)
NO_CONSENT = Reason(
    "file_no_consent",
    _("No live consent of the person lets anything leave to this team."),
    _("Begin a referral to the agency and record the talk there; it need not be sent."),
)
NO_SECTION = Reason(
    "file_no_section",
    _("Nothing was chosen."),
    _("Choose what the other system needs, and no more."),
)
HELD_BACK = Reason(
    "file_held_back",
    _("The person was told that this opens only when the other agency accepts, and it has not."),
    _("Leave it out, or send the referral and wait for their answer."),
)
NO_CARD = Reason(
    "file_no_card",
    _("There is no card of their node now, so nothing can be sealed for them."),
    _("Whoever keeps the node compares the card with them again."),
)
CLOSED = Reason(
    "file_closed",
    _("A part that was chosen is closed to you, or empty."),
    _("Leave it out, or ask whoever holds it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What must be known before a file is made."""

    leads: bool
    chosen: frozenset[Section]
    consented: frozenset[Section]
    """For which a disclosure to this team is live now, by consent."""
    readable: frozenset[Section]
    """What stands in the file and this member may open and refer."""
    is_accepted: bool
    """Whether a referral on this consent was accepted and is not over."""
    safety: SafetyAnswer | None
    is_child: Answer3
    recipient_sector: Sector
    has_guardian: bool
    guardian_refused: Reason | None = None
    kept_out: Reason | None = None
    kept_in: Reason | None = None
    """Why it may not leave the European Union (Regulation (EU) 2016/679, Chapter V); None where it may, or does not."""


def may_give(facts: Facts, *, today: date) -> Decision:
    """Whether the file may be made; the gravest reason first."""
    lacking = missing_to_give(facts, today=today)
    return Refused(lacking[0]) if lacking else Allowed()


def missing_to_give(facts: Facts, *, today: date) -> list[Reason]:
    """All that stands in the way."""
    if not facts.leads:
        return [NOT_THE_LEAD]
    if facts.kept_out:
        return [facts.kept_out]
    if not facts.consented:
        return [NO_CONSENT]
    ground = [facts.kept_in] if facts.kept_in else []
    return [*_of_sections(facts), *wrong_with_safety(facts.safety, today), *_of_a_child(facts), *ground]


def _of_sections(facts: Facts) -> Iterable[Reason]:
    if not facts.chosen:
        yield NO_SECTION
    if facts.chosen & NEVER_SENT:
        yield reasons.NEVER_SENT
    for section in in_order(facts.chosen - NEVER_SENT - facts.consented):
        yield reasons.NOT_CONSENTED[section]
    if facts.chosen & facts.consented - facts.readable:
        yield CLOSED
    if not facts.is_accepted and facts.chosen - SENT_AT_ONCE:
        yield HELD_BACK


def _of_a_child(facts: Facts) -> Iterable[Reason]:
    if facts.is_child is Answer3.NO:
        return
    if not facts.has_guardian and facts.recipient_sector is not Sector.CHILD_PROTECTION:
        yield reasons.CHILD_NEEDS_PROTECTION
    if facts.guardian_refused:
        yield facts.guardian_refused
