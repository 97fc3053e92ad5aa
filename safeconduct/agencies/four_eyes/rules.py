"""Who proposes a content, who signs it, and what has to be read again. Pure.

That two people stand behind every content is a practice of this project. Of what the content says this module knows
nothing; whoever proposes or signs has the capacity for its subject (a rule of law) in its scope (a country).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused


class Capacity(StrEnum):
    """What a member may do with contents of a subject in a scope. Who checks may also propose, and never both."""

    EDITS = "edits"
    CHECKS = "checks"


class Outcome(StrEnum):
    """What became of a proposal."""

    WAITS = "waits"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


CHECKED_BY: dict[str, frozenset[Profession]] = {"rule": frozenset({Profession.LAWYER})}
"""The professions that check a subject; of a subject that is not here, every profession."""

NOT_AN_EDITOR = Reason(
    "not_an_editor",
    _("Changes here are proposed by those who edit or check for this country."),
    _("Ask who keeps the node to name you, or say what is wrong."),
)
NOT_A_REVIEWER = Reason(
    "not_a_reviewer",
    _("This is signed by a lawyer who was named to check for this country."),
    _("Tell one of them; who keeps the node names them."),
)
OWN_PROPOSAL = Reason(
    "own_proposal", _("Who proposes does not sign."), _("Ask somebody else who checks for this country.")
)
ANSWERED = Reason(
    "proposal_answered",
    _("This was signed, declined or taken back already."),
    _("Read on the page what became of it."),
)
READ_AGAIN = Reason(
    "proposal_read_again",
    _("What was proposed, or what it would change, is not what you read any more."),
    _("Read it again. Nothing was signed."),
)
WAITS_ALREADY = Reason(
    "proposal_waits",
    _("A proposal for this waits already."),
    _("Let it be signed, declined or taken back first."),
)
NOT_YOUR_PROPOSAL = Reason(
    "not_your_proposal",
    _("Only who proposed this changes it or takes it back."),
    _("Decline it, and say why."),
)
WHY_DECLINED = Reason(
    "declined_without_why", _("Nothing says why."), _("Write in a sentence what has to be different.")
)
COMPARED_AHEAD = Reason(
    "compared_ahead", _("This day is still to come."), _("Enter the day on which you compared it.")
)


@dataclass(frozen=True, slots=True)
class Stands:
    """A proposal as it stands at this moment."""

    outcome: Outcome
    proposed_by: UUID
    digest: str
    """Of exactly what it says."""
    is_base: bool = True
    """Whether what it would change is still what it was when it was proposed."""


def may_propose(*, edits: bool, waits: bool) -> Decision:
    """Whether a member with or without the capacity may propose where something waits or not."""
    if not edits:
        return Refused(NOT_AN_EDITOR)
    return Refused(WAITS_ALREADY) if waits else Allowed()


def may_change(stands: Stands, *, by: UUID, edits: bool) -> Decision:
    """Whether a member may write a proposal anew, or take it back."""
    if stands.outcome is not Outcome.WAITS:
        return Refused(ANSWERED)
    if stands.proposed_by != by:
        return Refused(NOT_YOUR_PROPOSAL)
    return Allowed() if edits else Refused(NOT_AN_EDITOR)


def may_sign(stands: Stands, *, by: UUID, checks: bool, read: str, on: date, today: date) -> Decision:
    """Whether a member may sign what they have read, by its digest, having compared it on a day."""
    if isinstance(answers := _may_answer(stands, by=by, checks=checks, read=read), Refused):
        return answers
    if not stands.is_base:
        return Refused(READ_AGAIN)
    return Refused(COMPARED_AHEAD) if on > today else Allowed()


def may_decline(stands: Stands, *, by: UUID, checks: bool, read: str, why: str) -> Decision:
    """Whether a member may decline what they have read."""
    if isinstance(answers := _may_answer(stands, by=by, checks=checks, read=read), Refused):
        return answers
    return Allowed() if why.strip() else Refused(WHY_DECLINED)


def may_compare(
    *, proposed_by: UUID | None, by: UUID, checks: bool, read: str, stands: str, on: date, today: date
) -> Decision:
    """Whether a member may say that what stands was compared and is still right: never of what they proposed."""
    if not checks:
        return Refused(NOT_A_REVIEWER)
    if proposed_by == by:
        return Refused(OWN_PROPOSAL)
    if read != stands:
        return Refused(READ_AGAIN)
    return Refused(COMPARED_AHEAD) if on > today else Allowed()


def may_check(subject: str, profession: Profession) -> bool:
    """Whether a member of this profession can be named to check a subject."""
    return profession in CHECKED_BY.get(subject, frozenset(Profession))


def _may_answer(stands: Stands, *, by: UUID, checks: bool, read: str) -> Decision:
    if not checks:
        return Refused(NOT_A_REVIEWER)
    if stands.outcome is not Outcome.WAITS:
        return Refused(ANSWERED)
    if stands.proposed_by == by:
        return Refused(OWN_PROPOSAL)
    return Allowed() if read == stands.digest else Refused(READ_AGAIN)
