"""Naming who holds what in the own file, taking it back, asking and answering: here, and told to the other side."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access import team
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.asking.actions import IN_THE_TEAM
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.asking.rules import may_need_until
from safeconduct.cases.beside.queries import own_file_of
from safeconduct.exchange.outbox import Parcel, post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope, texts
from safeconduct.referrals.actions import OPENED, locked
from safeconduct.referrals.holders import rules
from safeconduct.referrals.holders.members import Asked, Held
from safeconduct.referrals.holders.models import HolderAsk, NamedHolder
from safeconduct.referrals.holders.rules import NAMEABLE, Between, HolderAnswer, Naming
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.stopped import may_go
from safeconduct.referrals.texts import Words
from safeconduct.referrals.transfers.guarding import require_crossing
from safeconduct.vocabulary.codes import AskFor, Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, require
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.sections import Section

HOLDER = "safeconduct.referral.holder_asked.v1"


def between(row: Referral, own: Agency, other: Agency, *, at: datetime) -> Between:
    """The facts about the referral that the rules want."""
    extract = envelope.extract(row.consent)
    return Between(
        state=State(row.state),
        is_consent_live=extract.until > at,
        has_consent=not extract.ground,
        may_tell=extract.tell_outcome,
        sectors=frozenset({Sector(own.sector), Sector(other.sector)}),
    )


def held_in(own_file: UUID) -> list[Held]:
    """Who of the agency holds, of what can be named, what in this file, and since when: by profession."""
    since: dict[tuple[Section, Profession], date] = {}
    for one in team.team_of(own_file):
        if one.ended_at is None and one.section in NAMEABLE:
            place, day = (one.section, one.profession), today_of(one.since)
            since[place] = min(day, since.get(place, day))
    return sorted(Held(section, profession, day) for (section, profession), day in since.items())


def naming(own_file: UUID | None, section: Section, *, by: Member, person_agrees: bool) -> Naming:
    """The facts about the own file, and who says it, that the rule wants."""
    grants = held(own_file) if own_file else []
    opens = decide(by, grants, section, Action.OPEN).decision
    in_team = any(grant.basis in IN_THE_TEAM for grant in grants)
    return Naming(
        has_file=own_file is not None,
        is_held=own_file is not None and any(one.section is section for one in held_in(own_file)),
        is_yours=any(grant.basis is Basis.LEAD for grant in grants)
        or (in_team and isinstance(opens, Allowed)),
        person_agrees=person_agrees,
    )


@transaction.atomic
def name(
    *, referral: UUID, sections: Sequence[Section], person_agrees: bool, by: Member, at: datetime
) -> list[Held]:
    """The sender learns who holds these sections here; what was named stays named. Raises NotPossible, BadInput."""
    row = locked(referral)
    own = _own_file(row)
    if not sections:
        raise BadInput({"sections": _("Choose what they may know of.")})
    facts = between(row, by.agency, agency(row.other_agency_id), at=at)
    for section in sections:
        require(rules.may_name(facts, naming(own, section, by=by, person_agrees=person_agrees)))
    assert own is not None  # noqa: S101  (the rule has looked)
    named = [one for one in held_in(own) if one.section in sections]
    NamedHolder.objects.filter(referral=row, section__in=sections).delete()
    NamedHolder.objects.bulk_create(
        NamedHolder(
            referral=row, agency_id=row.agency_id, case_id=own, section=one.section, profession=one.profession,
            since=one.since, told_at=at,
        )
        for one in named
    )  # fmt: skip
    _tell_named(row, by=by, at=at)
    for section in sections:
        record(
            "holder:named", by=as_actor(by), at=at, case=own, section=section, referral=row.shared,
            detail={"professions": [one.profession.value for one in named if one.section is section]},
        )  # fmt: skip
    return named


@transaction.atomic
def take_back(*, referral: UUID, section: Section, by: Member, at: datetime) -> None:
    """The sender is told that it is not said any more who holds this here. Whoever sees the file may say so."""
    row = locked(referral)
    gone = NamedHolder.objects.filter(referral=row, section=section)
    if row.side != Side.RECEIVER or not gone.exists():
        raise NotFound(_("Nothing of this was named."))
    own = gone[0].case_id
    gone.delete()
    _tell_named(row, by=by, at=at)
    record("holder:unnamed", by=as_actor(by), at=at, case=own, section=section, referral=row.shared)


@transaction.atomic
def ask(*, referral: UUID, section: Section, ask_for: AskFor, until: date, by: Member, at: datetime) -> UUID:
    """Ask whoever holds the section at the receiver. Raises NotPossible."""
    row = locked(referral)
    facts = between(row, by.agency, agency(row.other_agency_id), at=at)
    require(asking(row, facts, section, by=by, at=at))
    require(may_go(row))
    require(may_need_until(until, today=today_of(at)))
    assert row.case_id is not None  # noqa: S101  (whoever has a place has a case)
    made = HolderAsk(
        referral=row, agency_id=row.agency_id, case_id=row.case_id, shared=uuid4(), section=section, asked_by=by.id,
        role=by.profession, ask_for=ask_for, until=until, asked_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    _tell_asked(row, made, by=by, at=at)
    record(
        "holder:asked", by=as_actor(by), at=at, case=row.case_id, section=section, referral=row.shared,
        detail={"ask": str(made.shared), "for": ask_for.value, "until": until.isoformat()},
    )  # fmt: skip
    return made.shared


def asking(row: Referral, facts: Between, section: Section, *, by: Member, at: datetime) -> Decision:
    """Whether `by` may ask now."""
    grants = held(row.case_id) if row.case_id and row.side == Side.SENDER else []
    mine = HolderAsk.objects.filter(
        referral=row, section=section, asked_by=by.id, answer="", until__gte=today_of(at)
    )
    return rules.may_ask(
        facts,
        has_place=any(grant.basis in IN_THE_TEAM for grant in grants),
        is_named=NamedHolder.objects.filter(referral=row, section=section).exists(),
        is_waiting=mine.exists(),
    )


@transaction.atomic
def answer(
    *, referral: UUID, ask: UUID, said: HolderAnswer, words: Words | None, by: Member, at: datetime
) -> None:
    """The holder's word, with words about something that is shared where it is given in words. Raises NotPossible."""
    row = locked(referral)
    found = HolderAsk.objects.filter(referral=row, shared=ask, asked_by=None).first()
    if found is None:
        raise NotFound(_("There is nothing here for you to answer."))
    if (said is HolderAnswer.IN_WORDS) is not (words is not None):
        raise BadInput({"text": _("Write the words, or choose another answer.")})
    section = Section(found.section)
    opens = decide(by, held(found.case_id), section, Action.OPEN).decision
    require(
        rules.may_answer(
            between(row, by.agency, agency(row.other_agency_id), at=at),
            holds_it=isinstance(opens, Allowed),
            is_answered=bool(found.answer),
            until=found.until,
            today=today_of(at),
        )
    )
    if words is not None:
        require(texts.may_tell(words, Side(row.side), envelope.extract(row.consent)))
        require_crossing(row)
    found.answer, found.answered_by, found.answered_at = said.value, by.id, at
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell_asked(row, found, by=by, at=at, words=words)
    record(
        "holder:answered", by=as_actor(by), at=at, case=found.case_id, section=section, referral=row.shared,
        detail={"ask": str(ask), "answer": said.value},
    )  # fmt: skip


def _own_file(row: Referral) -> UUID | None:
    if row.side != Side.RECEIVER:
        raise NotFound(_("Nothing was received here."))
    return own_file_of(row.case_id) if row.case_id else None


def _tell_named(row: Referral, *, by: Member, at: datetime) -> None:
    """All that is named now, so that the latest message stands whatever came before."""
    named = NamedHolder.objects.filter(referral=row).order_by("section", "profession")
    body = {
        "referral": str(row.shared),
        "sections": [],
        "holders": [
            Held(Section(one.section), Profession(one.profession), one.since).members() for one in named
        ],
        "role": by.profession,
    }
    parcel = Parcel(type=OPENED, body=body, lane=Lane.RECEIPTS, case=row.case_id, referral=row.shared)
    post(effects.road(row), parcel, at=at)


def _tell_asked(
    row: Referral, made: HolderAsk, *, by: Member, at: datetime, words: Words | None = None
) -> None:
    asked = Asked(
        made.shared, Section(made.section), AskFor(made.ask_for), made.until,
        HolderAnswer(made.answer) if made.answer else None,
    )  # fmt: skip
    body = {
        "referral": str(row.shared),
        "role": by.profession,
        "asked": asked.members(),
        "texts": [words.members()] if words else [],
    }
    parcel = Parcel(
        type=HOLDER,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=[words.section] if words else [],
    )
    post(effects.road(row), parcel, at=at)
