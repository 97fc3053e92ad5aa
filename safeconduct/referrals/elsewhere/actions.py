"""Giving a file of a case to another system: the facts, the rule, what is read, the record; one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from safeconduct.access.queries import Held, disclosures, held, referable
from safeconduct.access.ring import ring
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.queries import as_actor, team, teams
from safeconduct.audit.actions import Detail, Entry, record, record_all
from safeconduct.cases.contents import child_by
from safeconduct.cases.htcds.writing import About, Written, write
from safeconduct.cases.queries import NO_SUCH_CASE, Reading, own_case_in_hand, read_sections
from safeconduct.cases.seen import GIVEN_AS_FILE
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Version
from safeconduct.consent.queries import current, of_case
from safeconduct.consent.rules import Fact
from safeconduct.consent.rules import State as ConsentState
from safeconduct.exchange.inner import exchange_key_id
from safeconduct.exchange.package import Label, Part, seal_package
from safeconduct.exchange.peers import exchange_key_of
from safeconduct.exchange.wire import ConsentRef
from safeconduct.keys.errors import NotOnTheCard
from safeconduct.keys.uses import Use
from safeconduct.referrals import queries
from safeconduct.referrals.carried import safety_of
from safeconduct.referrals.elsewhere.rules import NO_CARD, Facts, may_give
from safeconduct.referrals.guarding import refused_by
from safeconduct.referrals.lists.spreadsheet import Table, sealed_book
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.never import conditions_of, kept_out_by, never_of
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.guarding import kept_in
from safeconduct.referrals.transfers.rules import NO_GROUND
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, ConsentId, NodeId, uuid7
from safeconduct.vocabulary.sections import Section, in_order

GIVEN = "case:given_as_file"
ASKED_OF_OURSELVES = (Section.PROFILE, Section.SAFETY, Section.FAMILY)
"""What the rule asks of the file, whether or not it is chosen."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A live consent, to whom, and what of the file it lets leave."""

    consent: UUID
    to: Team
    until: datetime
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class Ready:
    """What may leave, with all that is written beside it."""

    parts: dict[Section, Reading]
    document: Document
    version: Version
    to: Team
    rows: list[Referral]
    conditions: list[str]
    """Those of the consent, and what the person's own list of whom nothing may reach adds."""


def offers(case: UUID, *, by: Member) -> list[Offer]:
    """To whom a file of this case may be given now, by a consent of the person, the newest first."""
    own_case_in_hand(case)
    open_now = [one for one in disclosures(case) if one.basis is Basis.CONSENT]
    versions = of_case(case)
    known = teams({version.team_id for version in versions})
    return [
        Offer(version.consent_id, known[version.team_id], version.expires_at, in_order(sections))
        for version in versions
        if version.state == ConsentState.ACTIVE and version.expires_at is not None
        for sections in [{one.section for one in open_now if one.consent == version.consent_id}]
        if sections
    ]


@transaction.atomic
def give_htcds(
    *, case: UUID, consent: UUID, chosen: Iterable[Section], password: str, by: Member, at: datetime
) -> bytes:
    """A row of HTCDS 2.0 in a spreadsheet that opens with this password only. Raises NotPossible."""
    ready = _ready(case, consent, frozenset(chosen), by=by, at=at)
    written = write({section: one.content for section, one in ready.parts.items()}, _about(ready, by.agency))
    file = sealed_book(_tables(written, ready), password)
    _record("htcds", ready, case, by, at, {"columns": list(written.cells)})
    return file


@transaction.atomic
def give_package(*, case: UUID, consent: UUID, chosen: Iterable[Section], by: Member, at: datetime) -> bytes:
    """The package, signed by this node and sealed to the other agency. Raises NotPossible, WireError(too_large)."""
    ready = _ready(case, consent, frozenset(chosen), by=by, at=at)
    keys, key = ring(), _key_of(ready.to.agency)
    assert ready.document.until is not None  # noqa: S101  (a live consent ends)
    label = Label(
        package=uuid7(),
        source=keys.node,
        sender=AgencyId(by.agency_id),
        recipient=AgencyId(ready.to.agency_id),
        recipient_key=exchange_key_id(key),
        consent=ConsentRef(ConsentId(consent), ready.version.version, ready.document.purpose.value),
        made=at,
        until=ready.document.until,
        kid=keys.public.kid(Use.OBJECT),
    )
    parts = {name: Part(one.version, one.role, one.content) for name, one in ready.parts.items()}
    file = seal_package(
        label, parts=parts, conditions=ready.conditions, signer=keys.object_key, recipient_key=key
    )
    _record("package", ready, case, by, at, {"package": str(label.package)})
    return file


def refused(case: UUID, reason: Reason, *, by: Member, at: datetime) -> None:
    """That a file was asked for and not made is recorded."""
    record(GIVEN, by=as_actor(by), at=at, case=case, refused=reason.code)


# --- What the rule asks ---------------------------------------------------------------------------------------


def _ready(case: UUID, consent: UUID, chosen: frozenset[Section], *, by: Member, at: datetime) -> Ready:
    own_case_in_hand(case)
    grants = held(case)
    version = current(consent)
    if version.case_id != case or version.state != ConsentState.ACTIVE:
        raise NotFound(NO_SUCH_CASE)
    document, to = read(version.document), team(version.team_id)
    found = read_sections(case, in_order({*chosen, *ASKED_OF_OURSELVES}), by=by, at=at, grants=grants)
    rows = [row for row in queries.of_case(case) if row.side == Side.SENDER and row.consent_id == consent]
    facts = _facts(case, chosen, document, version, found, rows, grants, to.agency, by=by, at=at)
    require(may_give(facts, today=localdate(at)))
    safety = found[Section.SAFETY].content if Section.SAFETY in found else {}
    conditions = list(dict.fromkeys([*document.conditions, *conditions_of(never_of(safety))]))
    return Ready({name: found[name] for name in in_order(chosen)}, document, version, to, rows, conditions)


def _facts(
    case: UUID,
    chosen: frozenset[Section],
    document: Document,
    version: Version,
    found: dict[Section, Reading],
    rows: list[Referral],
    grants: list[Held],
    recipient: Agency,
    *,
    by: Member,
    at: datetime,
) -> Facts:
    profile, safety, family = (found.get(section) for section in ASKED_OF_OURSELVES)
    filled = frozenset(name for name, one in found.items() if one.content)
    return Facts(
        leads=any(grant.basis is Basis.LEAD for grant in grants),
        chosen=chosen,
        consented=_consented(case, version, document),
        readable=filled & referable(case, by=by),
        is_accepted=any(_is_accepted(row) for row in rows),
        safety=safety_of(safety) if safety else None,
        is_child=child_by(profile.content if profile else None),
        recipient_sector=Sector(recipient.sector),
        has_guardian=bool(document.guardian),
        guardian_refused=refused_by(family, document.guardian, at=at) if document.guardian else None,
        kept_out=kept_out_by(safety.content if safety else {}, recipient),
        kept_in=_kept_in(rows, by.agency, recipient),
    )


def _kept_in(rows: list[Referral], own: Agency, recipient: Agency) -> Reason | None:
    """Why it may not cross to the recipient: the ground is the one that a referral on this consent rests on."""
    if not lists().asks_ground(own.country, recipient.country):
        return None
    reasons = [kept_in(row, own, recipient) for row in rows]
    return None if None in reasons else next(iter(reasons), NO_GROUND)


def _consented(case: UUID, version: Version, document: Document) -> frozenset[Section]:
    """The sections whose disclosure is live now: by this consent, to this team, for its purpose."""
    wanted = (version.team_id, document.purpose, version.consent_id, Basis.CONSENT)
    return frozenset(
        one.section for one in disclosures(case) if (one.team, one.purpose, one.consent, one.basis) == wanted
    )


def _is_accepted(row: Referral) -> bool:
    is_over = State(row.state) in ENDED | {State.DRAFT}
    return not is_over and any(move.event is Event.ACCEPT for move in queries.standing(row))


def _key_of(agency: Agency) -> bytes:
    """The key to which the agency's node, whose card two people have compared, has what is for it sealed."""
    try:
        return exchange_key_of(NodeId(agency.node), AgencyId(agency.id))
    except (LookupError, NotOnTheCard) as error:
        raise NotPossible(NO_CARD) from error


# --- What is written ------------------------------------------------------------------------------------------


def _about(ready: Ready, own: Agency) -> About:
    days = {
        move.event: localdate(move.at)
        for row in ready.rows[:1]
        for move in queries.standing(row)
        if move.event in (Event.SEND, Event.ACCEPT)
    }
    return About(
        agency=own.name,
        sector=Sector(own.sector),
        country=own.country,
        phone=own.duty_number,
        recipient=ready.to.agency.name,
        team=ready.to.name,
        is_all_told=frozenset(ready.document.told) >= frozenset(Fact),
        sent_on=days.get(Event.SEND),
        accepted_on=days.get(Event.ACCEPT),
    )


def _tables(written: Written, ready: Ready) -> list[Table]:
    document = ready.document
    beside = {
        "purpose": document.purpose.value,
        "until": document.until.isoformat() if document.until else "",
        "conditions": ";".join(ready.conditions),
        "sections": ";".join(section.value for section in ready.parts),
        "text_version": document.text_version,
    }
    return [
        Table("htcds", list(written.cells), [list(written.cells.values())]),
        Table(
            "htcds_missing",
            ["row", "field", "reason"],
            [["2", one.field, one.reason] for one in written.missing],
        ),
        Table("consent", list(beside), [list(beside.values())]),
    ]


def _record(kind: str, ready: Ready, case: UUID, by: Member, at: datetime, more: Detail) -> None:
    detail: Detail = {
        "kind": kind,
        "to": str(ready.to.id),
        "consent": str(ready.version.consent_id),
        "version": ready.version.version,
        "sections": [section.value for section in ready.parts],
    }
    purpose = ready.document.purpose
    record(GIVEN, by=as_actor(by), at=at, case=case, purpose=purpose, detail=detail | more)
    to: Detail = {"agency": str(ready.to.agency_id), "kind": kind}
    record_all(
        [Entry(GIVEN_AS_FILE, case, section.value, purpose.value, detail=to) for section in ready.parts],
        by=as_actor(by),
        at=at,
    )
