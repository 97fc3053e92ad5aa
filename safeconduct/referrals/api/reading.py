"""Reading referrals: envelopes in lists, one with its history, and of the person only what is asked for by name."""

from datetime import UTC, datetime
from typing import Any, Literal

from ninja import Field, Query, Schema

from safeconduct.access import cursors
from safeconduct.access.moments import Moment
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agencies
from safeconduct.referrals import actions, codes, envelope, forms, ledger, queries, texts
from safeconduct.referrals.api import schemas
from safeconduct.referrals.api.router import router
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.history import History, move_from_data
from safeconduct.referrals.labels import EVENTS
from safeconduct.referrals.law.shown import asked_law
from safeconduct.referrals.listing import Wanted, envelopes
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.own_file.conflicts import found_in
from safeconduct.referrals.partners.forms import theirs
from safeconduct.referrals.partners.labels import TOLD_LABELS
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import OPENING_AGAIN, Step, enterable, steps_now
from safeconduct.referrals.rules import possible_now
from safeconduct.referrals.texts import KIND_OF
from safeconduct.vocabulary.codes import NoConsentGround, PartnerWay, Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section, in_order

TAGS = ["referrals"]
HREF = "/api/v1/referrals/"


class ReferralFilters(Schema):
    """What is looked for; what is empty does not filter."""

    state: list[State] = Field([], description="Any of these states")
    urgency: list[Urgency] = Field([], description="Any of these")
    turn: Literal["yours", "theirs"] | None = Field(None, description="Whose turn it is")
    changed_since: Moment | None = Field(None, description="Something has changed since, within 90 days")
    after: str = Field("", max_length=200, description="The cursor of the page before")
    limit: int = Field(cursors.USUAL, ge=1, le=cursors.MOST)


class Asking(Schema):
    """Which sections; each is read, and its reading is recorded and told to the sender."""

    section: list[Section] = Field(
        min_length=1, max_length=len(Section), description="By name; none is read unasked"
    )


@router.get(
    "/referrals",
    response=schemas.Envelopes,
    operation_id="list_referrals",
    tags=TAGS,
    summary="The member's referrals, as envelopes",
)
@for_software(Scope.READ)
def referrals(request: SoftwareRequest, filters: Query[ReferralFilters]) -> schemas.Envelopes:
    """Those that the member sent, or that came to a team of theirs; the newest first."""
    wanted = Wanted(
        states=tuple(filters.state),
        urgencies=tuple(filters.urgency),
        yours=None if filters.turn is None else filters.turn == "yours",
        changed_since=_since(filters.changed_since),
    )
    rows, has_more = envelopes(
        wanted,
        by=request.member,
        at=request.at,
        before=cursors.moment_and_id(filters.after),
        most=filters.limit,
    )
    others = agencies({row.other_agency_id for row in rows})
    last = rows[-1] if has_more else None
    return schemas.Envelopes(
        items=[envelope_of(row, others[row.other_agency_id]) for row in rows],
        next=cursors.written(last.created_at.isoformat(), str(last.id)) if last else None,
    )


@router.get(
    "/referrals/{reference}",
    response=schemas.Whole,
    operation_id="read_referral",
    tags=TAGS,
    summary="One referral, without the person",
)
@for_software(Scope.READ)
def referral(request: SoftwareRequest, reference: str) -> schemas.Whole:
    """Envelope, delivery, history, and the moves that are possible now with the codes that each asks for."""
    row = queries.by_reference(reference)
    moves = ledger.stored(row)
    history = ledger.history_of(row, moves)
    way = queries.way(row)
    events = possible_now(history.position, Side(row.side), now=request.at)
    events = [event for event in events if not (is_by_hand(row) and event in OPENING_AGAIN)]
    return schemas.Whole(
        envelope=envelope_of(row, way.other),
        receipts=[schemas.Receipt(step=rung.step, at=rung.at) for rung in way.rungs],
        undelivered=len(way.undelivered),
        moves=[_made(move) for move in sorted(moves, key=lambda m: (m.ordinal or len(moves) + 1, m.at))],
        possible=[_possible(row, event, history) for event in events if event not in forms.WITHOUT_A_FORM],
        may_take_back=Event.WITHDRAW in events and not history.position.is_withdrawn,
        **_by_hand(row, history, request.at),
    )


@router.get(
    "/referrals/{reference}/sections",
    response=schemas.Sections,
    operation_id="read_sections",
    tags=TAGS,
    summary="What of the person was shared, by section",
)
@for_software(Scope.READ)
def sections(request: SoftwareRequest, reference: str, asked: Query[Asking]) -> schemas.Sections:
    """What the member's page shows, of the sections named. Every reading is in the audit, and told to the sender."""
    row, wanted = queries.by_reference(reference), in_order(asked.section)
    readings, untold = queries.some(row, wanted, by=request.member, at=request.at)
    if untold:
        actions.note_reading(referral=row, sections=untold, by=request.member, at=request.at)
        found_in(row, readings, untold, by=request.member, at=request.at)
    written: dict[Section, list[schemas.TextOut]] = {section: [] for section in wanted}
    for text in texts.readable(row, by=request.member):
        if text.section in written:
            written[text.section].append(_text(text))
    open_ones = [section for section in wanted if section in readings or written[section]]
    return schemas.Sections(
        items=[
            schemas.SectionOut(
                section=section,
                version=readings[section].version if section in readings else None,
                content=readings[section].content if section in readings else None,
                texts=written[section],
            )
            for section in open_ones
        ],
        closed=[section for section in wanted if section not in open_ones],
    )


def envelope_of(row: Referral, other: Agency) -> schemas.Envelope:
    """A row as it is shown."""
    return schemas.Envelope(
        reference=row.reference,
        side=Side(row.side),
        state=State(row.state),
        since=row.since,
        due_at=row.due_at,
        your_turn=queries.is_your_turn(row),
        urgency=Urgency(row.urgency),
        service=row.service,
        need=row.need,
        jurisdictions=list(asked_law(row).jurisdictions),
        proceeding_types=list(asked_law(row).proceeding_types),
        purpose=row.purpose,
        created_at=row.created_at,
        other=schemas.OtherAgency(id=other.id, name=other.name, country=other.country),
        by_hand=is_by_hand(row),
        team=row.team_id,
        worker=row.worker_id,
        flags=row.flags,
        consent=_consent(row),
        at_once=[Section(name) for name in row.at_once],
        held_back=[Section(name) for name in row.held_back],
        taken_back=[Section(name) for name in row.taken_back],
        previous=row.previous,
        next=row.next,
    )


def done(row: Referral) -> schemas.Done:
    """The answer to a write."""
    return schemas.Done(
        reference=row.reference, state=State(row.state), since=row.since, href=f"{HREF}{row.reference}"
    )


def _since(moment: datetime | None) -> datetime | None:
    try:
        return moment.astimezone(UTC) if moment else None
    except OverflowError:
        return None


def _consent(row: Referral) -> schemas.Consent | None:
    if not row.consent:
        return None
    extract = envelope.extract(row.consent)
    return schemas.Consent(
        sections=list(extract.sections),
        until=extract.until,
        conditions=list(extract.conditions),
        tell_outcome=extract.tell_outcome,
        ground=NoConsentGround(extract.ground) if extract.ground else None,
    )


def _made(stored: StoredMove) -> schemas.MoveMade:
    move = move_from_data(stored.data)
    return schemas.MoveMade(
        move=move.event,
        side=move.side,
        at=move.at,
        role=stored.role,
        codes=dict(move.codes),
        stands=stored.ordinal is not None,
    )


def _by_hand(row: Referral, history: History, at: datetime) -> dict[str, Any]:
    """What was entered of a partner without a node, and what can be entered now."""
    if not is_by_hand(row):
        return {"told": [], "told_moves": [], "told_steps": []}
    lines = ByHand.objects.filter(referral_id=row.id).order_by("at", "entered_at")
    moves = enterable(history.position, now=at) if row.state != State.DRAFT else []
    return {
        "told": [
            schemas.ToldStep(
                step=Step(line.step), how=PartnerWay(line.way), told_by=line.told_by, at=line.at,
                entered_at=line.entered_at,
            )
            for line in lines
        ],
        "told_moves": [_possible(theirs(row), event, history, label=TOLD_LABELS[event]) for event in moves],
        "told_steps": steps_now(State(row.state), row.flags),
    }  # fmt: skip


def _possible(
    row: Referral, event: Event, history: History, *, label: Words | None = None
) -> schemas.PossibleMove:
    state, side = State(row.state), Side(row.side)
    known, needed = forms.workers(history.standing), codes.shapes(state, event, side)
    return schemas.PossibleMove(
        move=event,
        label=str(label or EVENTS[event]),
        codes=[
            schemas.Asked(
                name=name,
                is_needed=name in needed,
                one_of=None if isinstance(shape, codes.Kind) else sorted(shape),
                form=shape.value if isinstance(shape, codes.Kind) else None,
                known=name in known or (not isinstance(shape, codes.Kind) and len(shape) == 1),
            )
            for name, shape in {**needed, **codes.optional(event)}.items()
        ],
        reasons=sorted(codes.reasons(state, event)),
        reason_needed=(state, event) in codes.REASON_REQUIRED,
        takes_words=event in KIND_OF and row.case_id is not None,
    )


def _text(text: texts.Reading) -> schemas.TextOut:
    return schemas.TextOut(
        kind=text.kind.value,
        side=text.side,
        role=text.role,
        language=text.language,
        at=text.at,
        text=text.text,
    )
