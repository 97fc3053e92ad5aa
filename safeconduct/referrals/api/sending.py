"""Making a referral and sending it: the draft, what the person has agreed to, what they will see, and the sending.

What happened with the person beside the worker is told as facts, by software as by the page's form. What needs the
worker's own confirmation, a sharing without consent, is done on the page.
"""

from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from safeconduct.access.moments import Day, Moment
from safeconduct.access.problems import NOT_POSSIBLE, ON_THE_PAGE, Fault, Problem, of_reason
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.agencies.queries import agency
from safeconduct.cases.queries import Reading
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.entering import document
from safeconduct.consent.queries import talk_of, talk_under_way
from safeconduct.consent.rules import Copy, Fact, Research, missing_to_give
from safeconduct.referrals import carried, drafting, queries
from safeconduct.referrals.api.reading import done
from safeconduct.referrals.api.router import router
from safeconduct.referrals.api.schemas import Done
from safeconduct.referrals.guarding import of_a_child
from safeconduct.referrals.labels import CAPACITY
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages import offers
from safeconduct.referrals.pages.choose import need_of
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.vocabulary.codes import (
    Condition,
    ConsentMethod,
    Need,
    Presentation,
    Proceeding,
    Purpose,
    Urgency,
)
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.law import MOST_COUNTRIES, law_entered
from safeconduct.vocabulary.sections import Section

TAGS = ["sending"]

GROUND_ON_THE_PAGE = Reason(
    "ground_on_the_page",
    _("Sharing without consent asks the member to confirm who they are, which no software can do for them."),
    _("Open the draft on its page and choose the ground there."),
)


class ConsentIn(Schema):
    """What was told to the person and what they agreed to, fact by fact, as on the page."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {
                    "told": [fact.value for fact in Fact],
                    "limit_told": True,
                    "sections": ["profile", "needs", "safety", "identity"],
                    "language": "uk",
                    "presentation": "interpreter",
                    "method": "oral_witnessed",
                    "interpreter": "INT-07",
                    "witness": "social worker",
                    "until": "2027-01-31",
                    "conditions": ["not_police"],
                    "tell_outcome": True,
                }
            ]
        },
    }

    told: list[Fact] = Field(max_length=len(Fact), description="Which of the seven facts were told")
    limit_told: bool = Field(description="That the one limit was told")
    sections: list[Section] = Field(max_length=len(Section))
    language: str = Field(max_length=12, description="Tag of the language of the talk")
    presentation: Presentation | None = None
    method: ConsentMethod
    until: Day
    interpreter: str = Field("", max_length=60, description="A code of the register, never a name")
    witness: str = Field("", max_length=60, description="A role, never a name")
    guardian: str = Field("", max_length=60, description="A role or a code, never a name")
    child_assents: bool = False
    conditions: list[Condition] = Field([], max_length=len(Condition))
    not_countries: list[str] = Field(
        [], max_length=60, description="Codes of countries that the person keeps out, ISO 3166-1 alpha-2"
    )
    tell_outcome: bool = False
    follow_changes: bool = False
    research: Research = Research.NOT_ASKED
    copy_given: Copy | None = None
    text_language: str = Field(
        "", max_length=12, description="Which text was read, where another than follows"
    )
    ground: str = Field("", max_length=40, description="Refused here: it is done on the page")


class DraftIn(Schema):
    """A referral to begin: for whom, to which service, how urgent; with the consent where it was recorded already."""

    model_config = {"extra": "forbid"}

    case: UUID
    service: UUID
    urgency: Urgency
    need: Need | None = Field(None, description="One that the service answers to; else its first")
    phoned_at: Moment | None = Field(None, description="An emergency that was made by telephone first")
    jurisdictions: list[str] = Field(
        [],
        max_length=MOST_COUNTRIES,
        description="For a legal need: of which countries the law is asked about, ISO 3166-1 alpha-2",
    )
    proceeding_types: list[Proceeding] = Field([], max_length=len(Proceeding))
    consent: ConsentIn | None = None


class SendingIn(Schema):
    """The worker's word on two things: that what leaves was looked at, and whether they have room."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {"examples": [{"preview_seen": True, "capacity": "asked"}]},
    }

    preview_seen: bool = Field(description="The worker has looked at what the other side will see")
    capacity: Literal["asked", "listed", "urgent"]
    seen: str | None = Field(
        None,
        max_length=64,
        description="`mark` of the preview that was looked at; of another one nothing is sent",
    )


class Part(Schema):
    """A section as it would leave now."""

    section: Section
    version: int
    content: dict[str, Any]
    at_once: bool = Field(description="False for what is held back until they accept")


class Lacking(Schema):
    """What stands in the way of sending."""

    code: str
    detail: str


class Preview(Schema):
    """What they will see at once, what opens when they accept, and what is still lacking."""

    parts: list[Part]
    lacking: list[Lacking]
    mark: str = Field(description="Of what would leave now; sent back as `seen`, nothing else leaves")


@router.post(
    "/referrals", response={201: Done}, operation_id="make_referral", tags=TAGS, summary="Begin a referral"
)
@for_software(Scope.SEND, status=201)
def make(request: SoftwareRequest, asked: DraftIn) -> Done:
    """A draft for a person of the member's own. Nothing leaves yet."""
    known = offers.known_of(request, asked.case)
    service = offers.chosen(str(asked.service), is_child=known.is_child, never=known.never)
    row = drafting.draft(
        case=CaseId(asked.case),
        entry=service,
        need=need_of(service, asked.need or ""),
        urgency=asked.urgency,
        by=request.member,
        at=request.at,
        law=law_entered(", ".join(asked.jurisdictions), asked.proceeding_types),
    )
    if asked.phoned_at is not None:
        drafting.note_call(referral=row, phoned_at=asked.phoned_at, by=request.member, at=request.at)
    if asked.consent is not None:
        _give(request, row, asked.consent, "consent/")
    return done(row)


@router.put(
    "/referrals/{reference}/consent",
    response=Done,
    operation_id="record_consent",
    tags=TAGS,
    summary="Record what the person has agreed to",
)
@for_software(Scope.SEND)
def consent(request: SoftwareRequest, reference: str, said: ConsentIn) -> Done:
    """The draft rests on it from now on. A no of the person, or a talk that goes on later, is recorded on the page."""
    row = _draft(reference)
    _give(request, row, said, "")
    return done(row)


@router.get(
    "/referrals/{reference}/preview",
    response=Preview,
    operation_id="preview_referral",
    tags=TAGS,
    summary="What they will see, and what is lacking",
)
@for_software(Scope.SEND)
def preview(request: SoftwareRequest, reference: str) -> Preview:
    """The content as it would leave now. Reading it is recorded like any reading."""
    row = _draft(reference)
    found = carried.preview(
        referral=row, recipient=agency(row.other_agency_id), by=request.member, at=request.at
    )
    return Preview(
        parts=[
            *(_part(section, reading, at_once=True) for section, reading in found.at_once.items()),
            *(_part(section, reading, at_once=False) for section, reading in found.held_back.items()),
        ],
        lacking=[Lacking(code=reason.code, detail=reason.whole) for reason in found.missing],
        mark=found.mark,
    )


@router.post(
    "/referrals/{reference}/sending",
    response={201: Done},
    operation_id="send_referral",
    tags=TAGS,
    summary="Send it",
)
@for_software(Scope.SEND, status=201)
def send(request: SoftwareRequest, reference: str, said: SendingIn) -> Done:
    """State, audit and the sealed message commit together, as from the page."""
    assert said.capacity in CAPACITY  # noqa: S101  (the schema and the page have one list; a test compares them)
    row = _draft(reference)
    if said.preview_seen:
        drafting.note_preview(referral=row, capacity=said.capacity, by=request.member, at=request.at)
    sent = drafting.send(
        referral=row, recipient=agency(row.other_agency_id), by=request.member, at=request.at, seen=said.seen
    )
    return done(sent)


def _draft(reference: str) -> Referral:
    """The own draft under this reference. Raises NotFound, and NotPossible for what has left."""
    row = queries.by_reference(reference)
    if row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    if row.state != State.DRAFT:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    return row


def _give(request: SoftwareRequest, row: Referral, said: ConsentIn, path: str) -> None:
    """Record the consent and rest the draft on it; `path` is where it stands in the body."""
    if said.ground:
        raise of_reason(ON_THE_PAGE, GROUND_ON_THE_PAGE)
    case = CaseId(row.case_id) if row.case_id else None
    assert case is not None  # noqa: S101  (a draft has its case)
    is_child, guardian_refused = of_a_child(case, said.guardian, by=request.member, at=request.at)
    talk = talk_under_way(case, row.team_id)
    try:
        made = document(
            _entered(said), team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose)
        )
    except BadInput as wrong:
        raise BadInput({f"{path}{_member(name)}": words for name, words in wrong.errors.items()}) from None
    try:
        given = consent_actions.give(
            case=case,
            document=made,
            by=request.member,
            at=request.at,
            is_child=is_child,
            guardian_refused=guardian_refused,
            consent=ConsentId(talk.consent_id) if talk else None,
        )
    except NotPossible as refused:
        so_far = talk_of(
            made, case=case, by=request.member, is_child=is_child, guardian_refused=guardian_refused
        )
        lacking = missing_to_give(so_far, now=request.at) or [refused.reason]
        marked = consent_forms.marked(lacking, made, so_far.shareable)
        raise _not_given(lacking[0], marked, path) from None
    drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)


def _not_given(first: Reason, marked: Any, path: str) -> Problem:
    """The first reason, and each of them at its place."""
    faults = [
        Fault(words, f"#/{path}{_member(name.partition('-')[0])}".rstrip("/"))
        for name, words in marked.items()
    ]
    return Problem(NOT_POSSIBLE, first.whole, first.code, faults)


_CALLED = {"limit": "limit_told", "assents": "child_assents", "copy": "copy_given"}
"""Fields of the form that the API calls by another name."""


def _member(field: str) -> str:
    return _CALLED.get(field.strip(), field.strip())


def _entered(said: ConsentIn) -> dict[str, list[str]]:
    """As the form of the page brings it, so that one reader judges both."""
    yes = {True: ["yes"], False: []}
    return {
        "told": [fact.value for fact in said.told],
        "limit": yes[said.limit_told],
        "sections": [section.value for section in said.sections],
        "language": [said.language],
        "text_language": [said.text_language],
        "presentation": [said.presentation.value] if said.presentation else [],
        "method": [said.method.value],
        "interpreter": [said.interpreter],
        "witness": [said.witness],
        "guardian": [said.guardian],
        "assents": yes[said.child_assents],
        "until": [said.until.isoformat()],
        "conditions": [condition.value for condition in said.conditions],
        "not_countries": [", ".join(said.not_countries)],
        "tell_outcome": yes[said.tell_outcome],
        "follow_changes": yes[said.follow_changes],
        "research": [said.research.value],
        "copy": [said.copy_given.value] if said.copy_given else [],
    }


def _part(section: Section, reading: Reading, *, at_once: bool) -> Part:
    return Part(section=section, version=reading.version, content=reading.content, at_once=at_once)
