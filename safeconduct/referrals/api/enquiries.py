"""Enquiries for a member's own software: the list of what was asked of the agency and by it, and answering one."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema

from safeconduct.access.moments import Day
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.directory.queries import entry
from safeconduct.referrals.api.router import router
from safeconduct.referrals.enquiries import actions, queries
from safeconduct.referrals.enquiries.message import Answer
from safeconduct.referrals.enquiries.rules import Standing, may_take_part
from safeconduct.vocabulary.codes import Feasibility, Profession
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import parsed

TAGS = ["enquiries"]


class Enquiry(Schema):
    """An enquiry: codes and a scanned note, and nothing about a person. `ours` says whether the own agency asked."""

    id: UUID
    reference: str
    ours: bool
    standing: Standing
    other_agency: UUID
    team: UUID
    service: str
    services: list[str]
    urgency: str
    country: str
    is_child: str
    sex: str
    languages: list[str]
    exploitation: list[str]
    part_of_country: str
    constraints: list[str]
    note: str
    note_language: str
    asked_at: datetime
    until: datetime
    answer: str
    possible_from: date | None


class Enquiries(Schema):
    """At most fifty of each side: what waits first, then the newest."""

    received: list[Enquiry]
    asked: list[Enquiry]


class AnswerIn(Schema):
    """What the service says. `possible_from` needs its day; `ask_other` the id of a service of the directory."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [{"answer": "possible"}, {"answer": "possible_from", "day": "2026-12-31"}]
        },
    }

    answer: Feasibility
    day: Day | None = None
    service: UUID | None = None


class AnswerOut(Schema):
    """Where the enquiry stands now."""

    id: UUID
    standing: Standing


@router.get(
    "/enquiries", response=Enquiries, operation_id="list_enquiries", tags=TAGS,
    summary="What was asked without a name: of the own agency, and by it",
)  # fmt: skip
@for_software(Scope.READ)
def enquiries(request: SoftwareRequest) -> Enquiries:
    """Kept for thirty days after the last change. The list is recorded, as on the page."""
    require(may_take_part(Profession(request.member.profession)))
    found = queries.lists(by=request.member, at=request.at)
    return Enquiries(
        received=[_enquiry(one) for one in found.received], asked=[_enquiry(one) for one in found.asked]
    )


@router.post(
    "/enquiries/{enquiry}/answer", response={201: AnswerOut}, operation_id="answer_enquiry", tags=TAGS,
    summary="Answer an enquiry, once",
)  # fmt: skip
@for_software(Scope.MOVE, status=201)
def answer(request: SoftwareRequest, enquiry: str, said: AnswerIn) -> AnswerOut:
    """An answer holds no place. The rule decides as on the page; asking is done on the page alone."""
    name = parsed(enquiry)
    actions.answer(enquiry=name, said=_answer(said), by=request.member, at=request.at)
    return AnswerOut(id=name, standing=queries.one(name, by=request.member, at=request.at).standing)


def _answer(said: AnswerIn) -> Answer:
    if (said.service is not None) is not (said.answer is Feasibility.ASK_OTHER):
        raise BadInput({"service": _("Choose the service that they should ask.")})
    if said.service is None:
        return Answer(said.answer, said.day)
    other = entry(said.service)
    return Answer(said.answer, None, other.team_id, other.service)


def _enquiry(found: queries.Line) -> Enquiry:
    row = found.row
    return Enquiry(
        id=row.shared, reference=row.reference, ours=found.is_ours, standing=found.standing,
        other_agency=row.other_agency_id, team=row.team_id, service=row.service, services=row.services,
        urgency=row.urgency, country=row.country, is_child=row.is_child, sex=row.sex, languages=row.languages,
        exploitation=row.exploitation, part_of_country=row.part_of_country, constraints=row.constraints, note=row.note,
        note_language=row.note_language, asked_at=row.asked_at, until=row.until, answer=row.answer,
        possible_from=row.possible_from,
    )  # fmt: skip
