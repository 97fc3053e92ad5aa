"""May it leave? Pure: what each section carried rests on, what is known of safety, who protects a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from safeconduct.exchange.limits import MOST_HELD_BYTES
from safeconduct.referrals import reasons
from safeconduct.referrals.moves import Event
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import Attempt, may_move
from safeconduct.vocabulary.codes import Answer3, Purpose, RiskLevel, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.identifiers import AgencyId
from safeconduct.vocabulary.sections import NEVER_SENT, Section, in_order

# --- Consent ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grant:
    """This section, to this agency, for this purpose, in this time; by consent or a listed ground."""

    section: Section
    recipient: AgencyId
    purpose: Purpose
    starts_at: datetime
    until: datetime
    is_ended: bool = False

    def is_live(self, now: datetime) -> bool:
        """Begun, not over, not taken back."""
        return not self.is_ended and self.starts_at <= now < self.until


def covers(
    grants: Iterable[Grant], section: Section, recipient: AgencyId, purpose: Purpose, *, now: datetime
) -> bool:
    """Whether a live grant names exactly this section, agency and purpose; the narrative is never covered."""
    wanted = (section, recipient, purpose)
    return section not in NEVER_SENT and any(
        grant.is_live(now) and (grant.section, grant.recipient, grant.purpose) == wanted for grant in grants
    )


# --- Sending ----------------------------------------------------------------------------------------------


MOST_HELD = MOST_HELD_BYTES - 4096
"""Bytes of sections in one held-back object; the rest is for its label, its signature and the padding."""


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """The dated answer to the safety question, as `cases/risk.py` reads it from the section."""

    level: RiskLevel
    valid_until: date
    is_mitigated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFacts:
    """What must be known before anything leaves."""

    recipient: AgencyId
    recipient_sector: Sector
    purpose: Purpose
    sections: frozenset[Section]
    """All that is carried, sent at once or held back."""
    grants: tuple[Grant, ...]
    safety: SafetyAnswer | None
    is_child: Answer3
    has_guardian: bool
    is_capacity_answered: bool
    """Asked and answered, or skipped with a reason."""
    is_preview_seen: bool
    guardian_refused: Reason | None = None
    """Why the guardian's yes on which it rests counts for nothing, where the child's file says so."""
    kept_out: Reason | None = None
    """Why the person's own list keeps the recipient out, where it does."""
    chain: Reason | None = None
    """Why it may not leave as far as the referral goes by which the person came here."""
    kept_in: Reason | None = None
    """Why it may not leave the European Union, where it would and no ground carries it (`transfers/`)."""
    held_bytes: int = 0
    """How long that is which waits for the acceptance."""


def may_send(position: Position, attempt: Attempt, facts: SendFacts, *, now: datetime) -> Decision:
    """Sent only with a live grant for each section carried, a safety answer in date, and the needs."""
    if attempt.event is not Event.SEND:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused):
        return decision
    lacking = missing_to_send(facts, now=now)
    return Refused(lacking[0]) if lacking else Allowed()


def missing_to_send(facts: SendFacts, *, now: datetime) -> list[Reason]:
    """All that stands in the way of sending, the gravest first; the page lists them."""
    return [
        *([facts.kept_out] if facts.kept_out else []),
        *([facts.chain] if facts.chain else []),
        *([facts.kept_in] if facts.kept_in else []),
        *_not_to_be_sent(facts, now),
        *_unsafe(facts, localdate(now)),
        *([] if facts.held_bytes <= MOST_HELD else [reasons.TOO_MUCH_HELD_BACK]),
        *([] if facts.is_capacity_answered else [reasons.CAPACITY_NOT_ASKED]),
        *([] if facts.is_preview_seen else [reasons.PREVIEW_NOT_SEEN]),
    ]


def _not_to_be_sent(facts: SendFacts, now: datetime) -> Iterable[Reason]:
    if facts.sections & NEVER_SENT:
        yield reasons.NEVER_SENT
    for section in in_order(facts.sections - NEVER_SENT):
        if not covers(facts.grants, section, facts.recipient, facts.purpose, now=now):
            yield reasons.NOT_CONSENTED[section]
    if Section.NEEDS not in facts.sections:
        yield reasons.NEEDS_NOT_SENT


def wrong_with_safety(safety: SafetyAnswer | None, today: date) -> Iterable[Reason]:
    """Why nothing can be sent on this safety answer."""
    if safety is None:
        yield reasons.NO_SAFETY_ANSWER
    elif safety.valid_until < today:
        yield reasons.SAFETY_OUT_OF_DATE
    elif safety.level in (RiskLevel.HIGH, RiskLevel.IMMINENT) and not safety.is_mitigated:
        yield reasons.DANGER_NOT_MITIGATED


def _unsafe(facts: SendFacts, today: date) -> Iterable[Reason]:
    yield from wrong_with_safety(facts.safety, today)
    is_protected = facts.has_guardian or facts.recipient_sector is Sector.CHILD_PROTECTION
    if facts.is_child is Answer3.NO:
        return
    if not is_protected:
        yield reasons.CHILD_NEEDS_PROTECTION
    if facts.guardian_refused:
        yield facts.guardian_refused
