"""What a draft would carry, what stands in its way, and what the file lacks: read anew each time, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from safeconduct.access.queries import Held, disclosures
from safeconduct.agencies.models import Agency, Member
from safeconduct.cases.contents import answer, child_by, has_prose, health_named
from safeconduct.cases.matching import Hit, hits
from safeconduct.cases.queries import Reading, closed_to, read_sections
from safeconduct.cases.risk import is_mitigated, level_of
from safeconduct.referrals import envelope
from safeconduct.referrals.guarding import is_in_conflict, refused_since
from safeconduct.referrals.law.actions import FIELDS as ABOUT_THE_LAW
from safeconduct.referrals.models import Referral
from safeconduct.referrals.never import kept_out_by
from safeconduct.referrals.readiness import FileFacts, lacking_in_file
from safeconduct.referrals.sending import Grant, SafetyAnswer, SendFacts, missing_to_send
from safeconduct.referrals.sub_referrals import actions as sub_referrals
from safeconduct.referrals.transfers.guarding import kept_in
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.codes import Answer3, Need, Purpose, Sector
from safeconduct.vocabulary.decisions import Decision, Reason, Refused
from safeconduct.vocabulary.identifiers import AgencyId
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section, in_order

ASKED_OF_OURSELVES = (Section.PROFILE, Section.IDENTITY, Section.SAFETY, Section.FAMILY)
"""What the rules of sending ask of the sender's own sections, whether or not the person shares them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What they will see at once, what opens when they accept, and what stands in the way of sending."""

    at_once: dict[Section, Reading]
    held_back: dict[Section, Reading]
    missing: list[Reason]
    hits: list[Hit]
    """Pieces of the identity that stand in a text which is not held back with it."""
    mark: str
    """Of all this: who sends it has seen what has this mark."""


def preview(
    *, referral: Referral, recipient: Agency, by: Member, at: datetime, grants: list[Held] | None = None
) -> Preview:
    """The content as it would leave now; reading it is recorded like any reading. `grants` are the member's in this
    case, where somebody has asked for them already."""
    readings, own = carried(referral, by=by, at=at, grants=grants)
    facts = facts_to_send(referral, recipient, readings, own, sender=by.agency, at=at)
    return Preview(
        at_once={section: reading for section, reading in readings.items() if section in SENT_AT_ONCE},
        held_back={section: reading for section, reading in readings.items() if section not in SENT_AT_ONCE},
        missing=missing_to_send(facts, now=at),
        hits=_hits(readings, own.get(Section.IDENTITY)),
        mark=mark_of(referral, readings),
    )


def mark_of(row: Referral, readings: dict[Section, Reading]) -> str:
    """A digest of what would leave: the consent that it rests on, the law that it asks about, and each section as it
    stands. Another one means that what somebody looked at is not what would be sent."""
    sections = {section.value: reading.version for section, reading in readings.items()}
    said = {name: list(getattr(row, name)) for name in ABOUT_THE_LAW}
    rests_on = {"consent": row.consent, "version": row.consent_version}
    return digest({"sections": sections, "law": said, **rests_on})


@dataclass(frozen=True, slots=True)
class BeforeTheTalk:
    """What to know of the own file before the person is asked."""

    missing: Sequence[Reason] = ()
    """What it lacks before anything can be sent, whatever the person agrees to."""
    health_named: Sequence[Need] = ()
    """What the needs tell of health by what is ticked; the needs always go along."""
    has_own_words: bool = False
    """Whether somebody wrote words into the needs: no program knows what these tell."""


def before_the_talk(
    *, referral: Referral, recipient: Agency, has_guardian: bool, by: Member, at: datetime
) -> BeforeTheTalk:
    """What the own file lacks, and what it would tell.

    Of a section that `by` may not open nothing is said. Reading is recorded like any reading.
    """
    if referral.case_id is None:
        return BeforeTheTalk()
    wanted = [Section.PROFILE, Section.SAFETY, Section.NEEDS, Section.FAMILY]
    shut = closed_to(referral.case_id, wanted, by=by)
    found = read_sections(referral.case_id, wanted, by=by, at=at)
    profile, safety, needs = (found.get(name) for name in (Section.PROFILE, Section.SAFETY, Section.NEEDS))
    facts = FileFacts(
        has_needs=Section.NEEDS in shut or _says_something(needs),
        is_safety_open=Section.SAFETY not in shut,
        safety=safety_of(safety) if safety else None,
        is_child=_is_child(profile),
        has_guardian=has_guardian or Section.PROFILE in shut,
        recipient_sector=Sector(recipient.sector),
        is_guardian_in_conflict=is_in_conflict(found.get(Section.FAMILY), at=at),
        kept_out=kept_out_by(safety.content if safety else {}, recipient),
    )
    content = needs.content if needs else {}
    return BeforeTheTalk(
        lacking_in_file(facts, now=at), health_named(content), has_prose(Section.NEEDS, content)
    )


def part(reading: Reading) -> dict[str, object]:
    """A section as it travels: its version, content, and the role that wrote it."""
    return {"version": reading.version, "content": reading.content, "role": reading.role}


def carried(
    row: Referral, *, by: Member, at: datetime, grants: list[Held] | None = None
) -> tuple[dict[Section, Reading], dict[Section, Reading]]:
    """What would leave, and what the rules ask of ourselves; read together, and recorded as readings."""
    if row.case_id is None or not row.consent:
        return {}, {}
    shared = envelope.extract(row.consent).sections
    wanted = in_order({*shared, *ASKED_OF_OURSELVES})
    read = read_sections(row.case_id, wanted, by=by, at=at, grants=grants)
    found = {name: got for name, got in read.items() if got.content}
    carried = {name: found[name] for name in shared if name in found}
    return carried, {name: found[name] for name in ASKED_OF_OURSELVES if name in found}


def facts_to_send(
    row: Referral,
    recipient: Agency,
    readings: dict[Section, Reading],
    own: dict[Section, Reading],
    *,
    sender: Agency,
    at: datetime,
) -> SendFacts:
    """What the rule of sending looks at, from what would leave and the sender's own sections."""
    profile, safety = own.get(Section.PROFILE), own.get(Section.SAFETY)
    return SendFacts(
        recipient=AgencyId(row.other_agency_id),
        recipient_sector=Sector(recipient.sector),
        purpose=Purpose(row.purpose),
        sections=frozenset(readings),
        grants=_grants(row),
        safety=safety_of(safety) if safety else None,
        is_child=_is_child(profile),
        has_guardian=row.has_guardian,
        guardian_refused=refused_since(row, own.get(Section.FAMILY), at=at),
        is_capacity_answered=bool(row.capacity),
        is_preview_seen=row.preview_seen,
        kept_out=kept_out_by(safety.content if safety else {}, recipient),
        chain=_refused(sub_referrals.decision(row, recipient)),
        kept_in=kept_in(row, sender, recipient),
        held_bytes=_length({name: got for name, got in readings.items() if name not in SENT_AT_ONCE}),
    )


def _refused(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


def _length(readings: dict[Section, Reading]) -> int:
    return len(canonical({name.value: part(got) for name, got in readings.items()}))


def _grants(row: Referral) -> tuple[Grant, ...]:
    """The live rows that name this referral's team; the rule speaks of its agency."""
    if row.case_id is None:
        return ()
    return tuple(
        Grant(found.section, AgencyId(row.other_agency_id), found.purpose, row.created_at, found.until)
        for found in disclosures(row.case_id)
        if found.team == row.team_id
    )


def safety_of(reading: Reading) -> SafetyAnswer | None:
    """What the rule asks of a safety section; None where its level or its day is open."""
    level, until = level_of(reading.content), answer(reading.content, "valid_until")
    if level is None or until is None:
        return None
    return SafetyAnswer(level, date.fromisoformat(until), is_mitigated(reading.content))


def _says_something(reading: Reading | None) -> bool:
    return reading is not None and bool(reading.content)


def _is_child(profile: Reading | None) -> Answer3:
    return child_by(profile.content if profile else None)


def _hits(readings: dict[Section, Reading], identity: Reading | None) -> list[Hit]:
    """Compared with the whole identity section, whether or not the person agreed to share it."""
    if identity is None:
        return []
    return hits(identity.content, {section: r.content for section, r in readings.items()})
