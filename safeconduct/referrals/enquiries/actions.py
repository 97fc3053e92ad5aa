"""Asking without a name, answering, taking back, and making a referral of an answer.

Each is recorded in the transaction of the change, without a case: nothing here knows of one until a referral is made.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import actions as cases
from safeconduct.cases.contents import answer as answer_in
from safeconduct.cases.queries import case_in_hand, read_sections
from safeconduct.directory.finding.refusing import is_for_children
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import entry_of
from safeconduct.exchange.outbox import Parcel, Road, post
from safeconduct.referrals import drafting
from safeconduct.referrals.agreed import agreed
from safeconduct.referrals.clocks import due
from safeconduct.referrals.enquiries import message, rules
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.proposals import Part, take_over
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.places import note_yes
from safeconduct.referrals.rounds.deciding import let_go, take
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.rules import NO_GROUND_HERE, NO_TRANSFER, Crossing, Transfer, may_rest_on
from safeconduct.vocabulary.codes import (
    SERVICES_FOR,
    Answer3,
    Feasibility,
    Need,
    Profession,
    Sector,
    Service,
    Urgency,
)
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, CaseId, NodeId, new_handle, new_reference
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone

GONE = Reason(
    "service_is_gone",
    gettext_lazy("This service is not in the directory any more."),
    gettext_lazy("Make a referral to another one from the person's page."),
)


@transaction.atomic
def ask(
    *,
    services: list[Entry],
    question: message.Question,
    transfer: Transfer = NO_TRANSFER,
    together: UUID | None = None,
    key: UUID | None = None,
    by: Member,
    at: datetime,
) -> list[Enquiry]:
    """Ask each of these services by itself; none learns of another. All are asked or none. `transfer` is the ground of
    those outside the European Union, `together` the round that they belong to. Raises NotPossible.

    `key` comes with the form: a form that is sent twice asks once. It joins what was asked, and never travels.
    """
    if key:
        wait_for(key)
        if there := list(Enquiry.objects.filter(together=key, agency_id=by.agency_id)):
            return there
    facts = [
        rules.Asked(
            entry.agency_id == by.agency_id, entry.takes_children,
            is_for_children(entry.service, entry.min_age, entry.max_age),
        )
        for entry in services
    ]  # fmt: skip
    decision = rules.may_ask(Profession(by.profession), facts, is_child=question.is_child, note=question.note)
    require(decision)
    grounds = [_ground(entry, transfer, by) for entry in services]
    together = together or key or uuid4()
    return [
        _ask(entry, _to(entry, question), together, ground, by=by, at=at)
        for entry, ground in zip(services, grounds, strict=True)
    ]


def wait_for(key: UUID) -> None:
    """One form may come twice at once: the second waits, and finds what the first one asked."""
    wait_in_turn(f"asked/{key}")


def asks_ground(entry: Entry, by: Member) -> bool:
    """Whether asking this service needs a ground for leaving the European Union, although it names nobody."""
    return lists().asks_ground(by.agency.country, entry.agency.country)


def _ground(entry: Entry, transfer: Transfer, by: Member) -> Transfer:
    """What the enquiry to this service rests on; nothing where nothing is asked."""
    if not asks_ground(entry, by):
        return NO_TRANSFER
    if not transfer.ground:
        raise NotPossible(NO_GROUND_HERE)
    require(may_rest_on(transfer, Crossing(True, Sector(by.agency.sector), is_about_nobody=True)))
    return transfer


def _to(entry: Entry, question: message.Question) -> message.Question:
    """The question as one service reads it: itself, and what else is wanted; not what others are asked for."""
    own = [Service(entry.service)] if entry.service in set(Service) else []
    return replace(question, services=tuple(dict.fromkeys([*own, *question.services])))


def _ask(
    entry: Entry, question: message.Question, together: UUID, transfer: Transfer, *, by: Member, at: datetime
) -> Enquiry:
    clock = rules.clock_of(question.urgency)
    until = due(clock, question.urgency, at, entry.agency.country, periods=agreed())
    assert until is not None  # noqa: S101  (both have a period for every urgency)
    row = Enquiry(
        shared=uuid4(), side=Side.SENDER.value, agency_id=by.agency_id, other_agency_id=entry.agency_id,
        peer=entry.agency.node, handle=new_handle(), team_id=entry.team_id, service=entry.service,
        reference=new_reference(by.agency.country), role=by.profession, country=by.agency.country, asked_at=at,
        until=min(until, at + message.LONGEST_TERM), changed_at=at, asked_by=by.id, together=together,
        transfer_ground=transfer.ground, transfer_number=transfer.number,
        **question.columns(),
    )  # fmt: skip
    parcel = Parcel(type=message.ASKED, body=message.asked(row), until=row.until + rules.KEPT)
    row.message = post(road(row), parcel, at=at)
    row.save(force_insert=True)
    _record("enquiry:asked", row, by=by, at=at, ground=transfer.ground)
    return row


@transaction.atomic
def answer(*, enquiry: UUID, said: message.Answer, by: Member, at: datetime) -> Enquiry:
    """The service answers, once, also after somebody else was taken. Raises NotFound, NotPossible."""
    row = locked(enquiry, by=by)
    require(rules.may_take_part(Profession(by.profession)))
    require(rules.may_answer(facts(row), at))
    today = at.astimezone(zone(by.agency.country)).date()
    require(rules.is_answer_whole(said.code, possible_from=said.possible_from, today=today))
    for name, value in said.columns().items():
        setattr(row, name, value)
    row.answered_at, row.answered_by, row.changed_at = at, by.id, at
    row.save(update_fields=[*said.columns(), "answered_at", "answered_by", "changed_at"])
    note_yes(row)
    post(road(row), Parcel(type=message.ANSWERED, body=message.answered(row, by.profession)), at=at)
    _record("enquiry:answered", row, by=by, at=at, answer=row.answer)
    return row


@transaction.atomic
def withdraw(*, enquiry: UUID, by: Member, at: datetime) -> None:
    """Whoever asked takes it back. Raises NotFound, NotPossible."""
    row = locked(enquiry, by=by)
    require(rules.may_take_part(Profession(by.profession)))
    require(rules.may_withdraw(facts(row), at))
    take_back(row, by=by, at=at)


def take_back(row: Enquiry, *, by: Member, at: datetime) -> None:
    """This locked row is taken back, whatever was made of it, and they are told; nobody has the round that it had."""
    row.withdrawn_at = row.changed_at = at
    row.save(update_fields=["withdrawn_at", "changed_at"])
    let_go(row)
    post(road(row), Parcel(type=message.WITHDRAWN, body=message.withdrawn(row)), at=at)
    _record("enquiry:withdrawn", row, by=by, at=at)


@transaction.atomic
def convert(
    *,
    enquiry: UUID,
    case: UUID | None,
    alias: str = "",
    parts: frozenset[Part] = frozenset(),
    by: Member,
    at: datetime,
) -> Referral:
    """Begin a referral to the service that said yes; nothing leaves, and the other side is told nothing yet.

    For a case that `by` has in hand, or, where none is named, for a new one under `alias`, which begins with what
    was asked: its languages and needs. Of what else was said `parts` go into the file.
    The referral names the enquiry; the enquiry, which the whole agency reads, keeps
    that it was converted, and no more.
    Raises NotFound, NotPossible.
    """
    row = locked(enquiry, by=by)
    require(rules.may_convert(facts(row), at))
    if case is not None:
        case_in_hand(case)
    entry = entry_of(row.team_id, row.service)
    if entry is None:
        raise NotPossible(GONE)
    require(rules.may_be_for(_child(row, case, by=by, at=at), takes_children=entry.takes_children))
    chosen = CaseId(case) if case else _opened(row, alias, by=by, at=at)
    take_over(row, chosen, parts, by=by, at=at)
    made = drafting.draft(
        case=chosen, entry=entry, need=_need(entry, row), urgency=Urgency(row.urgency), by=by, at=at,
        enquiry=row.shared,
    )  # fmt: skip
    row.converted_at = row.changed_at = at
    row.save(update_fields=["converted_at", "changed_at"])
    take(row, at)
    _record("enquiry:converted", row, by=by, at=at)
    return made


def needs_of(row: Enquiry) -> list[Need]:
    """The needs that the services asked for answer: for each service the first."""
    found = [
        next(need for need, services in SERVICES_FOR.items() if Service(name) in services)
        for name in row.services
        if name in set(Service)
    ]
    return list(dict.fromkeys(found))


def road(row: Enquiry) -> Road:
    """The road from this side to the other; every enquiry has a handle of its own."""
    return Road(
        handle=CaseHandle(row.handle),
        sender=AgencyId(row.agency_id),
        recipient=AgencyId(row.other_agency_id),
        peer=NodeId(row.peer),
    )


def facts(row: Enquiry) -> rules.Facts:
    """The row as the rules see it."""
    return rules.Facts(
        side=Side(row.side),
        until=row.until,
        answer=Feasibility(row.answer) if row.answer else None,
        is_withdrawn=row.withdrawn_at is not None,
        is_converted=row.converted_at is not None,
        is_taken=row.taken_at is not None,
    )


def locked(enquiry: UUID, *, by: Member) -> Enquiry:
    """The own agency's enquiry, locked. Raises NotFound."""
    rows = Enquiry.objects.select_for_update().filter(shared=enquiry, agency_id=by.agency_id)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such enquiry for you."))
    return row


def _need(entry: Entry, row: Enquiry) -> str:
    wanted = next((need.value for need in needs_of(row) if need.value in entry.needs), "")
    return wanted or next(iter(entry.needs), Need.SAFETY.value)


def _child(row: Enquiry, case: UUID | None, *, by: Member, at: datetime) -> Answer3:
    """Of a file that is there it says whether the person is a child; of one that begins, the enquiry."""
    if case is None:
        return Answer3(row.is_child)
    profile = read_sections(case, [Section.PROFILE], by=by, at=at).get(Section.PROFILE)
    return Answer3((profile and answer_in(profile.content, "is_child")) or Answer3.UNKNOWN)


def _opened(row: Enquiry, alias: str, *, by: Member, at: datetime) -> CaseId:
    profile: dict[str, object] = {"pseudonym": alias, "is_child": row.is_child}
    profile |= {"languages": row.languages} if row.languages else {}
    profile |= {"sex": row.sex} if row.sex else {}
    case = cases.open_case(by=by, at=at, profile=profile)
    needs = [need.value for need in needs_of(row)]
    cases.save_section(case=case, section=Section.NEEDS, content={"needs": needs}, base=0, by=by, at=at)
    return case


def _record(what: str, row: Enquiry, *, by: Member, at: datetime, **more: str) -> None:
    said = {name: value for name, value in more.items() if value}
    record(what, by=as_actor(by), at=at, detail={"enquiry": str(row.shared), **said})
