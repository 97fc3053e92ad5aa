"""What of a referral may be said or handed to a partner without a node now: read anew each time, and recorded.

Exactly the sections that the person agreed to and that are still covered; identity and what else waits opens with the
acceptance, as between nodes. The person's own list of whom nothing may reach is asked again, too, and so is the ground
on which it may leave the European Union.
"""

from dataclasses import dataclass
from datetime import datetime

from safeconduct.access.queries import disclosures
from safeconduct.agencies.models import Agency, Member
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.consent.rules import Recipient, kept_out
from safeconduct.referrals import effects, envelope, ledger
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, State
from safeconduct.referrals.never import kept_out_by
from safeconduct.referrals.partners.rules import Sayable, may_be_said, sayable
from safeconduct.referrals.reasons import CLOSED_TO_YOU
from safeconduct.referrals.transfers.guarding import crosses
from safeconduct.vocabulary.decisions import Decision, Reason, Words, require
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

type Facts = list[tuple[Words, str]]


@dataclass(frozen=True, slots=True)
class Content:
    """The parts in words, what waits for the acceptance, and what this member may not open."""

    parts: list[tuple[Section, Words, Facts]]
    waits: list[Words]
    closed: list[Words]

    @property
    def sections(self) -> list[Section]:
        """Whose content it is."""
        return [section for section, _name, _facts in self.parts]


def content(row: Referral, recipient: Agency, *, by: Member, at: datetime) -> Content:
    """What may be said now. Raises NotPossible with the rule's reason; each reading is recorded."""
    found = sayable_now(row, at=at)
    read = _readings(row, [*found.now, Section.SAFETY], by=by, at=at)
    safety = read.get(Section.SAFETY)
    # It was answered before sending: where it is not read, it is closed to this member.
    own_list = kept_out_by(safety.content, recipient) if safety else CLOSED_TO_YOU
    require(_may(row, recipient, at, own_list=own_list))
    require(crosses(row, by.agency, recipient))
    return Content(
        parts=[(s, label(s), facts(s, read[s].content)) for s in found.now if s in read],
        waits=[label(section) for section in found.on_acceptance],
        closed=[label(section) for section in found.now if section not in read],
    )


def sayable_now(row: Referral, *, at: datetime) -> Sayable:
    """Which sections that are; what is in them is not read."""
    live: set[Section] = set()
    if row.case_id is not None and row.consent and envelope.extract(row.consent).until > at:
        live = {found.section for found in disclosures(row.case_id) if found.team == row.team_id}
    is_accepted = any(move.event is Event.ACCEPT for move in ledger.history(row).standing)
    return sayable(row.at_once, row.held_back, live=live, is_accepted=is_accepted)


def _may(row: Referral, recipient: Agency, at: datetime, *, own_list: Reason | None) -> Decision:
    is_live = bool(row.consent) and envelope.extract(row.consent).until > at
    conditions = envelope.extract(row.consent).conditions if row.consent else ()
    reason = own_list or kept_out(conditions, Recipient(recipient.sector, recipient.country))
    return may_be_said(
        State(row.state),
        is_by_hand=effects.is_by_hand(row),
        is_consent_live=is_live,
        kept_out=reason,
    )


def _readings(row: Referral, wanted: list[Section], *, by: Member, at: datetime) -> dict[Section, Reading]:
    if row.case_id is None:
        return {}
    read = read_sections(row.case_id, list(dict.fromkeys(wanted)), by=by, at=at)
    return {section: found for section, found in read.items() if found.content}
