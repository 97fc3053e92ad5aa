"""The referral under way: whose turn it is, what is possible, what is shared, and taking it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Held, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies
from safeconduct.cases import guards
from safeconduct.cases.emergency.actions import is_shut_out
from safeconduct.cases.forms import facts
from safeconduct.cases.pages import alias
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.directory.queries import find
from safeconduct.referrals import (
    actions,
    forms,
    holds,
    narrowing,
    nudging,
    queries,
    takebacks,
    texts,
)
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Kind as Shape
from safeconduct.referrals.codes import day, has_shape
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.history import move_from_data
from safeconduct.referrals.labels import EVENTS, SIDES, TEXT_KINDS
from safeconduct.referrals.law.shown import asked_of
from safeconduct.referrals.meanings import ERASED_SINCE, NO_NEWS, why_closed
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.own_file.card import copied_there, own_file_card
from safeconduct.referrals.own_file.conflicts import tell_conflict
from safeconduct.referrals.pages import arriving, offers, place_taken, progress, taking_back
from safeconduct.referrals.pages.agreed import ended, terms
from safeconduct.referrals.pages.draft import draft_page
from safeconduct.referrals.pages.legal_hold import legal_hold
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.no_show import no_show
from safeconduct.referrals.pages.opening_again import proposal
from safeconduct.referrals.pages.owner import owner
from safeconduct.referrals.pages.paper import language, sentences_to_say
from safeconduct.referrals.pages.person_known import READ, known
from safeconduct.referrals.pages.possible import goes_onwards, is_silent, news, steps
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.pages.safety import strip_with
from safeconduct.referrals.pages.what_now import has_arrived, is_to_say
from safeconduct.referrals.partners.shown import card as partner_card
from safeconduct.referrals.reminders import last_talk, spoke_to_them
from safeconduct.referrals.rerouting import refer_onwards, suggested
from safeconduct.referrals.saying import Reader, essentials, holder_answer, name_of, says
from safeconduct.referrals.sub_referrals.shown import links
from safeconduct.referrals.tasks.shown import card
from safeconduct.referrals.texts import KIND_OF, Kind
from safeconduct.referrals.transfers.shown import card as transfer_card
from safeconduct.vocabulary.codes import HoldGround
from safeconduct.vocabulary.committing import committing
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


@for_members
def referral(request: MemberRequest, reference: str) -> HttpResponse:
    """One referral: whose turn it is, what both sides know, and what of the person the member may open."""
    row = queries.by_reference(reference)
    return draft_page(request, row) if row.state == State.DRAFT else under_way(request, row)


@for_members
def move(request: MemberRequest, reference: str, event: str) -> HttpResponse:
    """Make a move. An incomplete or impossible one shows the page again, with what was entered and why."""
    row = queries.by_reference(reference)
    if request.method != "POST":
        return under_way(request, row, event)
    if event not in set(Event) or Event(event) in forms.WITHOUT_A_FORM:
        raise NotFound(_("There is no such step."))
    wanted, entered = Event(event), request.POST.dict()
    try:
        standing = queries.standing(row)
        codes = forms.codes(row, wanted, entered, standing, country=request.member.agency.country)
        words = forms.words(row, KIND_OF[wanted], entered) if wanted in KIND_OF else None
        if wanted is Event.ARRIVE and row.state == State.HANDOVER_PLANNED:
            arriving.check(entered, codes, queries.position(row), at=request.at)
        actions.move(
            referral=row.id, event=wanted, codes=codes, words=words, by=request.member, at=request.at
        )
    except NotPossible as refused:
        return _refused(request, row, wanted.value, entered, refused)
    except BadInput as wrong:
        return under_way(request, row, wanted.value, entered, errors=wrong.errors, status=422)
    place_taken.ask(request, row, wanted)
    if entered.get("then") == "review":
        return redirect("review")
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def tell(request: MemberRequest, reference: str) -> HttpResponse:
    """Give news in between; the clock of the next news starts anew."""
    row, entered = queries.by_reference(reference), request.POST.dict()
    try:
        words = forms.words(row, Kind.NEWS, entered)
        if words is None:
            raise BadInput({"text": _("Write the news.")})
        actions.tell(referral=row.id, words=words, by=request.member, at=request.at)
    except NotPossible as refused:
        return _refused(request, row, "tell", entered, refused)
    except BadInput as wrong:
        return under_way(request, row, "tell", entered, errors=wrong.errors, status=422)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def spoke(request: MemberRequest, reference: str) -> HttpResponse:
    """ "I spoke to them": the member's own reminders rest; the clock goes on."""
    row = queries.by_reference(reference)
    spoke_to_them(referral=row.id, spoken_at=request.at, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def yielded_seen(request: MemberRequest, reference: str) -> HttpResponse:
    """The member has seen which step did not count."""
    row = queries.by_reference(reference)
    actions.note_yielded(referral=row.id, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def hold(request: MemberRequest, reference: str) -> HttpResponse:
    """A supervisor places a legal hold on what was received, or lifts it."""
    row = queries.by_reference(reference)
    if row.case_id is None or row.side != Side.RECEIVER:
        raise NotFound(_("Nothing was received here."))
    ground, until = request.POST.get("ground", ""), request.POST.get("until", "")
    if request.POST.get("do") == "lift":
        holds.lift(row, by=request.member, at=request.at)
    elif ground not in set(HoldGround) or (end := day(until)) is None:
        errors = {"ground": _("Choose the ground and the day on which it ends.")}
        return under_way(request, row, errors=errors, status=422)
    else:
        holds.place(row, HoldGround(ground), end, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def onwards(request: MemberRequest, reference: str) -> HttpResponse:
    """Choose another service after a decline or a suggestion; a new draft begins, and the person is asked anew."""
    row = queries.by_reference(reference)
    if row.side != Side.SENDER or row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    person = offers.known_of(request, row.case_id)
    try:
        service = offers.chosen(request.POST.get("service", ""), is_child=person.is_child, never=person.never)
    except BadInput as wrong:
        return under_way(request, row, errors=wrong.errors, status=422)
    made = refer_onwards(referral=row.id, entry=service, by=request.member, at=request.at)
    return redirect("referral", reference=made.reference)


def _refused(
    request: MemberRequest, row: Referral, step: str, entered: Any, refused: NotPossible
) -> HttpResponse:
    record_refused(request, row, step, refused)
    return under_way(request, row, step, entered, refused, status=409)


def under_way(
    request: MemberRequest,
    row: Referral,
    step: str = "",
    entered: Any = None,
    refused: NotPossible | None = None,
    *,
    errors: Any = None,
    queue: tuple[int, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a referral that was sent; `step` is the form that was just sent and needs another look.

    `queue` is its place and the length when it is one of those that are reviewed in a row.
    """
    whole = queries.whole(row, by=request.member, at=request.at)
    if whole.untold:
        actions.note_reading(referral=row, sections=whole.untold, by=request.member, at=request.at)
        tell_conflict(request, row, whole.readings, whole.untold)
    grants = held(row.case_id) if row.side == Side.SENDER and row.case_id else []
    own = _own(request, row, grants)
    readings = {**own, **whole.readings}
    reader = _reader(request.member, whole)
    line = in_words(queries.Line(row, alias(readings), whole.other), request.at)
    own_file = own_file_card(row, by=request.member, is_accepted=_is_accepted(whole))
    read_there = whole.to.languages if whole.to else whole.other.languages
    context = {
        **line,
        "flags": taking_back.flags_in_words(row, whole.history),
        "over": ENDED,
        "calm_flags": taking_back.calm_flags(row, whole.history),
        "owner": owner(row, request.member),
        "holds_case": bool(grants),
        "whole": whole,
        "moves": [_told(made, reader) for made in whole.moves],
        "parts": [(label(s), facts(s, reading.content)) for s, reading in whole.readings.items()],
        "law": asked_of(row),
        "closed": [label(section) for section in whole.closed],
        "why_closed": _why_closed(whole, request.member, request.at),
        **progress.under_way(
            row, queries.Way(whole.other, whole.rungs, whole.undelivered), is_yours=bool(line["is_yours"])
        ),
        "asked": steps(request, whole, step, entered, refused, read_there, errors or {}),
        "news": news(whole, entered if step == "tell" else None, read_there),
        "why_no_news": NO_NEWS if is_silent(row) else "",
        "say": sentences_to_say(
            request, row, whole.other, whole.to, language(), is_there=has_arrived(whole.rungs)
        )
        if whole.to and row.case_id and row.state == State.SENT and is_to_say(row)
        else [],
        "say_language": language(),
        "is_to_say": is_to_say(row),
        **_said(request, whole, read_there, entered if step == "task" else None),
        "refused": refused,
        "errors": errors,
        "is_telling": step == "tell",
        "queue": queue,
        "strip": strip_with(row, whole, readings, request.member, request.at),
        "onwards": _onwards(request, row, own),
        "chain": queries.chain(row),
        "taking_back": taking_back.card(
            row,
            whole.history,
            at=request.at,
            errors=errors,
            entered=entered if step == taking_back.WITHDRAW else None,
        ),
        "may_break": _may_break(row, readings, by=request.member),
        "essentials": [] if line["is_reopening"] else essentials(whole.history, reader),
        "reopening": proposal(whole.history, row, request.member.agency, whole.other)
        if line["is_reopening"]
        else None,
        "no_show": no_show(request, row, readings),
        "nudge": nudging.to_the_other(row, request.at),
        "spoken_at": None if line["is_yours"] else last_talk(row, by=request.member),
        "is_untold": Beside.NOT_TOLD in row.flags and not is_by_hand(row),
        "by_hand": partner_card(row),
        "links": links(row, has_own_file=own_file is not None and own_file.own is not None, errors=errors),
        "yielded": [EVENTS[Event(made.event)] for made in whole.moves if not made.told],
        "to_confirm": [label(section) for section in narrowing.to_learn(row)],
        "is_stopped": Beside.STOPPED in row.flags,
        "is_stopped_by_person": Beside.STOPPED_BY_PERSON in row.flags and State(row.state) not in ENDED,
        "is_erased": Beside.ERASED in row.flags,
        "is_given_back": Beside.GIVEN_BACK in row.flags,
        "is_forgotten_there": Beside.FORGOTTEN_THERE in row.flags,
        "holder_answer": holder_answer(row.holder_answer),
        "own_file": own_file,
        "copied_there": copied_there(row),
        "taken_back": [label(Section(name)) for name in row.taken_back],
        "part_back_at": takebacks.part_told_at(row) if row.taken_back else None,
        "terms": terms(row, line["other"] if row.side == Side.RECEIVER else request.member.agency),
        "ended": ended(row, whole.other),
        "legal_hold": legal_hold(whole, request.member),
        "transfer": transfer_card(row, request.member.agency, whole.other),
    }
    with committing():
        return render(request, "referrals/referral.html", context, status=status)


def _may_break(row: Referral, readings: dict[Section, Reading], *, by: Member) -> bool:
    """Whether an emergency reading is offered: of what was received and is over nothing can be opened."""
    is_over = row.side == Side.RECEIVER and State(row.state) in ENDED
    return bool(row.case_id) and not is_over and is_shut_out(by, readings)


def _said(
    request: MemberRequest, whole: queries.Whole, read_there: list[str], entered: Any
) -> dict[str, Any]:
    """The free texts: the messages, and the tasks in common."""
    found = texts.readable(whole.row, by=request.member)
    own, row = request.member.agency, whole.row
    return {
        "texts": [
            (TEXT_KINDS.get(text.kind, text.kind), label(text.section), text)
            for text in found
            if text.kind not in texts.OF_THEIR_OWN
        ],
        "confers": any(text.kind is Kind.CONFERENCE for text in found),
        "tasks": None
        if is_by_hand(row)
        else card(row, found, own=own, other=whole.other, at=request.at, reads=read_there, entered=entered),
    }


def _own(request: MemberRequest, row: Referral, grants: list[Held]) -> dict[Section, Reading]:
    """Of the sender's own file the alias, and what can hurt whoever is called; recorded readings.

    Where another agency is asked, what decides whom to ask, too.
    """
    if row.side != Side.SENDER or row.case_id is None:
        return {}
    sections = [*(READ if goes_onwards(row) else [Section.PROFILE]), Section.SAFE_CONTACT]
    return read_sections(row.case_id, sections, by=request.member, at=request.at, grants=grants)


def _onwards(
    request: MemberRequest, row: Referral, readings: dict[Section, Reading]
) -> dict[str, Any] | None:
    """The services to choose from after a decline; after a suggestion, those of the suggested agency."""
    if not goes_onwards(row):
        return None
    person, page = known(readings), f"/referrals/{row.reference}/"
    if row.state == State.REROUTE_PROPOSED:
        named = suggested(row)
        theirs = find(only_of=UUID(named)) if has_shape(named, Shape.IDENTIFIER) else []
        found = offers.cards(request, theirs, known=person) | {"is_suggested": True}
    else:
        declined = (row.team_id, row.service)
        found = offers.choosing(request, known=person, need=row.need, but=declined)
    return {**found, "case": row.case_id, "here": page, "anchor": "#onwards", "action": f"{page}onwards/"}


def _reader(by: Member, whole: queries.Whole) -> Reader:
    """Who reads, with the names of the agencies that the moves suggest."""
    moves = whole.history.moves
    wanted = {
        UUID(str(m.codes["agency"])) for m in moves if has_shape(m.codes.get("agency"), Shape.IDENTIFIER)
    }
    names = {str(key): found.name for key, found in agencies(wanted).items()} if wanted else {}
    return Reader(by.agency.country, whole.other.country, names)


def _told(made: StoredMove, reader: Reader) -> tuple[str, Words, StoredMove, list[str]]:
    """A line of the history: what happened, on which side, and what it says."""
    move = move_from_data(made.data)
    return name_of(move), SIDES[move.side], made, says(move.codes, reader)


def _why_closed(whole: queries.Whole, by: Member, at: datetime) -> Words:
    """Why this receiver does not see a section. What was held back comes in one message: with a part, all has come."""
    row = whole.row
    is_over = State(row.state) in ENDED or row.case_id is None
    is_accepted = _is_accepted(whole)
    come = held(row.case_id) if row.case_id and is_accepted and not is_over else []
    if Beside.ERASED in whole.row.flags:
        return ERASED_SINCE
    is_received = row.side == Side.RECEIVER
    if row.case_id and come and is_received and Section.IDENTITY in whole.closed:
        kept = guards.why_closed(row.case_id, Section.IDENTITY, row.purpose, by=by, at=at)
        if kept is not None:
            return kept.whole
    return why_closed(
        is_over=is_over,
        is_accepted=is_accepted,
        is_mine=row.worker_id == by.id,
        has_come=any(grant.section.value in row.held_back for grant in come),
    )


def _is_accepted(whole: queries.Whole) -> bool:
    return any(move.event is Event.ACCEPT for move in whole.history.standing)
