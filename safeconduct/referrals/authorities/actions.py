"""Asking for a section, answering, ending, reading: each recorded in the same transaction.

A question is recorded without a case: whether there is a file of that number nobody learns by asking.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.numbers import typed
from safeconduct.access.policy import policy
from safeconduct.access.queries import referable
from safeconduct.access.rules import Action, Basis, Cell, may
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import Detail, record, record_readings
from safeconduct.audit.actions import Reading as Seen
from safeconduct.cases.contents import may_be_child
from safeconduct.cases.queries import case_in_hand, read_sections
from safeconduct.consent import actions as consents
from safeconduct.consent.document import Document
from safeconduct.consent.rules import Channel
from safeconduct.referrals.authorities import queries, rules
from safeconduct.referrals.authorities.models import AuthorityAsk
from safeconduct.referrals.authorities.queries import Open, facts
from safeconduct.referrals.never import kept_out_by
from safeconduct.vocabulary.codes import AuthorityNo, Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an authority asks for: a file by its number, one section, for what and until when."""

    number: str
    team: UUID
    section: Section
    purpose: Purpose
    until: datetime


@transaction.atomic
def ask(wanted: Wanted, *, by: Member, at: datetime) -> UUID:
    """The question's id. It looks the same whether the number is that of a file or of none. Raises NotPossible."""
    allowed = rules.may_ask(
        policy(), Sector(by.agency.sector), Profession(by.profession), wanted.purpose, wanted.section,
        has_team=wanted.team in by.teams,
    )  # fmt: skip
    require(allowed)
    require(typed(wanted.number))
    row = AuthorityAsk(
        id=uuid4(), number=wanted.number, agency_id=by.agency_id, team_id=wanted.team, asked_by=by.id,
        section=wanted.section, purpose=wanted.purpose, until=wanted.until, asked_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    detail: Detail = {"ask": str(row.id), "until": wanted.until.isoformat(timespec="minutes")}
    record(
        "authority:asked", by=as_actor(by), at=at, section="", purpose=wanted.purpose,
        detail=detail | {"section": wanted.section.value},
    )  # fmt: skip
    return row.id


@transaction.atomic
def answer_yes(case: UUID, ask: UUID, document: Document, *, by: Member, at: datetime) -> None:
    """The holder opens it with the person's consent, which names this team, purpose and section, and no later end.

    Raises NotFound; NotPossible with what the talk lacks, whom the person keeps out for ever, or the rule's reason.
    """
    row = _of_a_case_in_hand(case, ask)
    section = Section(row.section)
    decision = rules.may_open(
        facts(row, {}),
        section,
        document.sections,
        document.until,
        refers=section in referable(case, by=by),
        now=at,
    )
    require(decision)
    readings = read_sections(case, [Section.PROFILE, Section.SAFETY], by=by, at=at)
    safety, profile = readings.get(Section.SAFETY), readings.get(Section.PROFILE)
    if never := kept_out_by(safety.content if safety else {}, agency(row.agency_id)):
        raise NotPossible(never)
    given = consents.give_to_read(
        case=CaseId(case), document=document, by=by, at=at, is_child=may_be_child(profile.content if profile else None)
    )  # fmt: skip
    _answered(row, "yes", by=by, at=at, consent_id=given.id, consent_version=given.version)
    detail: Detail = {"ask": str(ask), "consent": str(given.id), "version": given.version}
    _record("authority:opened", row, case, by=by, at=at, detail=detail)


@transaction.atomic
def answer_no(
    case: UUID, ask: UUID, why: AuthorityNo, *, by: Member, at: datetime, by_person: bool = False
) -> None:
    """It stays closed. A person's no goes into the consent record, and looks to the authority like no reason given."""
    row = _of_a_case_in_hand(case, ask)
    require(rules.may_answer(facts(row, {}), at))
    if by_person:
        why = AuthorityNo.NO_REASON
        document = Document(
            team=row.team_id, agency=row.agency_id, purpose=Purpose(row.purpose), sections=[Section(row.section)]
        )  # fmt: skip
        consents.refuse(case=CaseId(case), document=document, by=by, at=at)
    _answered(row, "no", by=by, at=at, reason=why.value)
    detail: Detail = {"ask": str(ask), "reason": why.value, "by_person": by_person}
    _record("authority:refused", row, case, by=by, at=at, detail=detail)


@transaction.atomic
def take_back(case: UUID, ask: UUID, channel: Channel, *, by: Member, at: datetime) -> None:
    """The person takes it back, or the holder ends it: from this moment nothing is open by it."""
    row = _of_a_case_in_hand(case, ask)
    require(rules.may_end(facts(row, queries.ends()), at))
    if row.consent_id is not None:
        consents.take_back(
            consent=ConsentId(row.consent_id), case=case, team=row.team_id, referral=None, sections=[],
            channel=channel, by=by, at=at,
        )  # fmt: skip
    row.ended_at, row.ended_why = at, "taken_back"
    row.save(update_fields=["ended_at", "ended_why"])
    _record(
        "authority:taken_back", row, case, by=by, at=at, detail={"ask": str(ask), "channel": channel.value}
    )


@transaction.atomic
def give_back(ask: UUID, *, by: Member, at: datetime) -> None:
    """Whoever asked needs it no more, or asks no more."""
    row = queries.own(ask, by=by)
    require(rules.may_end(facts(row, queries.ends()), at))
    row.ended_at, row.ended_why = at, "given_back"
    row.save(update_fields=["ended_at", "ended_why"])
    record("authority:given_back", by=as_actor(by), at=at, purpose=row.purpose, detail={"ask": str(ask)})


@transaction.atomic
def read(ask: UUID, *, by: Member, at: datetime) -> Open | None:
    """What is open by the question, recorded as a reading of that file; None when nothing is.

    The rule of this release is asked beside the database: lock one, as everywhere.
    """
    row = queries.own(ask, by=by)
    cell = Cell(
        Sector(by.agency.sector), Profession(by.profession), Purpose(row.purpose), Section(row.section), Action.OPEN,
        Basis.ASKED,
    )  # fmt: skip
    found = queries.read(ask) if may(policy(), cell) else None
    if found is None or found.content is None:
        return found
    decided = policy().row(cell)
    seen = Seen(
        found.section, found.version, row.purpose, (policy().hash, decided.number) if decided else None
    )
    record_readings([seen], by=as_actor(by), at=at, case=found.case)
    return found


def _of_a_case_in_hand(case: UUID, ask: UUID) -> AuthorityAsk:
    if case_in_hand(case).kind != "own":
        raise NotFound
    return queries.one_for_file(case, ask, lock=True)


def _answered(row: AuthorityAsk, answer: str, *, by: Member, at: datetime, **more: object) -> None:
    for name, value in {"answer": answer, "answered_by": by.id, "answered_at": at, **more}.items():
        setattr(row, name, value)
    row.save(update_fields=["answer", "answered_by", "answered_at", *more])


def _record(what: str, row: AuthorityAsk, case: UUID, *, by: Member, at: datetime, detail: Detail) -> None:
    # Without the section: a record with one would stand among the readings in "Who saw my data".
    shown: Detail = {"section": row.section, "to": str(row.agency_id), **detail}
    record(what, by=as_actor(by), at=at, case=case, purpose=row.purpose, detail=shown)
