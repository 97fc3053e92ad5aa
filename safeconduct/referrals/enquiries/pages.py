"""The pages of enquiries: the list, asking, one of them, answering, taking back, and the step to a referral."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.cases.aliases import NEW, wrong_with
from safeconduct.cases.aliases import offered as alias_for
from safeconduct.cases.queries import my_people
from safeconduct.cases.rules import may_open_case
from safeconduct.directory.finding.search_form import asked, in_words
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import MOST, find, offered
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.enquiries import actions, forms, queries
from safeconduct.referrals.enquiries.forms import Together
from safeconduct.referrals.enquiries.labels import (
    GO_ON_WITH_YOU,
    IN_RESERVE,
    MEANING,
    OUT_AFTER_A_YES,
    STANDINGS,
    TAKEN_AFTER_A_YES,
    TAKEN_BACK_AFTER_A_YES,
    THANKS,
    tag_of,
)
from safeconduct.referrals.enquiries.message import Question as Asked
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import (
    HELPS,
    Standing,
    may_answer,
    may_convert,
    may_take_part,
    may_withdraw,
)
from safeconduct.referrals.moves import Side
from safeconduct.referrals.rounds.actions import begin
from safeconduct.referrals.rounds.forms import begun as of_a_search
from safeconduct.referrals.rounds.queries import is_round, rounds
from safeconduct.referrals.transfers import forms as transfer_forms
from safeconduct.referrals.transfers.rules import OF_A_TRANSFER, Transfer
from safeconduct.vocabulary.codes import (
    Answer3,
    Code,
    Constraint,
    Exploitation,
    Feasibility,
    Need,
    PartOfCountry,
    Profession,
    Sector,
    Service,
    Sex,
    Urgency,
)
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Reason, Words, require
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.questions import Question

ONE = "service"
"""In an address: the one service that somebody found and asks."""


@for_members
def enquiries(request: MemberRequest) -> HttpResponse:
    """What was asked of us, and what we asked."""
    require(may_take_part(Profession(request.member.profession)))
    found = queries.lists(by=request.member, at=request.at)
    context = {
        "received": [_line(one) for one in found.received],
        "asked": [_line(one) for one in found.asked],
        "received_is_cut": found.received_is_cut,
        "asked_is_cut": found.asked_is_cut,
        "rounds": rounds(by=request.member),
    }
    return render(request, "referrals/enquiries/list.html", context)


@for_members
def ask(request: MemberRequest) -> HttpResponse:
    """Ask one service or several. A slip, or a note about somebody, shows the form as it was filled in."""
    require(may_take_part(Profession(request.member.profession)))
    found = _services(request)
    if request.method != "POST":
        filled = of_a_search(asked(request.GET))
        filled.setlist("to", [str(entry.id) for entry in found if str(entry.id) == request.GET.get(ONE)])
        return _ask_page(request, found, filled, {})
    try:
        chosen, question = forms.entered(request.POST, found)
        transfer = transfer_forms.entered(request.POST)
        if len(chosen) > 1 and request.POST.get("together", Together.FIRST) == Together.FIRST:
            return _begun_round(request, chosen, question, transfer)
        key = identifier_in(request.POST.get("key", ""))
        actions.ask(
            services=chosen, question=question, transfer=transfer, key=key, by=request.member, at=request.at
        )
    except BadInput as wrong:
        return _ask_page(request, found, request.POST, wrong.errors, status=422)
    except NotPossible as refused:
        said = beside(refused.reason)
        return _ask_page(request, found, request.POST, said, status=409)
    messages.success(request, _("Asked. Nothing about a person has left."))
    return redirect("enquiries")


def _begun_round(
    request: MemberRequest, chosen: list[Entry], question: Asked, transfer: Transfer
) -> HttpResponse:
    """Several of whom one is enough are a round like any other; there is no search from which to ask the next five."""
    made = begin(
        services=chosen,
        question=question,
        search="",
        fitting=[],
        transfer=transfer,
        key=identifier_in(request.POST.get("key", "")),
        by=request.member,
        at=request.at,
    )
    messages.success(request, _("Asked. Nothing about a person has left."))
    return redirect("round", name=made.id)


@for_members
def enquiry(request: MemberRequest, enquiry: UUID) -> HttpResponse:
    """One enquiry."""
    require(may_take_part(Profession(request.member.profession)))
    return _page(request, enquiry)


@forms_only
@for_members
def answer(request: MemberRequest, enquiry: UUID) -> HttpResponse:
    """Answer it; a slip shows the page as it was filled in."""
    try:
        said = forms.entered_answer(request.POST, _others(request))
        row = actions.answer(enquiry=enquiry, said=said, by=request.member, at=request.at)
    except BadInput as wrong:
        return _page(request, enquiry, wrong.errors, status=422)
    except NotPossible as refused:
        return _page(request, enquiry, {" ": refused.reason.whole}, status=409)
    late = row.taken_at is not None
    messages.success(request, THANKS[row.answer in HELPS] if late else _("They are told."))
    return redirect("enquiry", enquiry=enquiry)


@forms_only
@for_members
def withdraw(request: MemberRequest, enquiry: UUID) -> HttpResponse:
    """Take it back."""
    actions.withdraw(enquiry=enquiry, by=request.member, at=request.at)
    messages.success(request, _("Taken back. They are told."))
    return redirect("enquiry", enquiry=enquiry)


@for_members
def refer(request: MemberRequest, enquiry: UUID) -> HttpResponse:
    """Choose the person, or open a case: a draft begins with what was asked, and nothing leaves."""
    require(may_take_part(Profession(request.member.profession)))
    found = queries.one(enquiry, by=request.member, at=request.at)
    require(may_convert(actions.facts(found.row), request.at))
    errors: dict[str, Words] = {}
    if request.method == "POST":
        person, alias = request.POST.get("person", ""), request.POST.get("pseudonym", "").strip()
        case = identifier_in(person)
        errors = wrong_with(person, alias)
        if not errors:
            try:
                made = actions.convert(
                    enquiry=enquiry, case=case, alias=alias, parts=forms.parts_of(request.POST), by=request.member,
                    at=request.at,
                )  # fmt: skip
                return redirect("referral", reference=made.reference)
            except NotPossible as refused:
                errors["person"] = refused.reason.whole
    return _refer_page(request, found, errors)


# --- What the pages show ----------------------------------------------------------------------------------------


def _line(found: queries.Line) -> dict[str, Any]:
    row = found.row
    return {
        "row": row,
        "other": found.other,
        "is_ours": found.is_ours,
        "standing": found.standing,
        "state": STANDINGS[found.standing],
        "tag": tag_of(found.standing, row.answer),
        "answer": label(Feasibility(row.answer)) if row.answer else "",
        "urgency": label(Urgency(row.urgency)),
        "is_emergency": row.urgency == Urgency.EMERGENCY and row.withdrawn_at is None,
    }


def _services(request: MemberRequest) -> list[Entry]:
    if one := request.GET.get(ONE, ""):  # it was found: what else was looked for narrows nothing any more
        return find(but_not_of=request.member.agency_id, on_a_node=True, one=identifier_in(one))
    said, held = request.GET.get, offered(but_not_of=request.member.agency_id)
    country, need = said("country", ""), said("need", "")
    return find(
        country=country if country in held.countries else "",
        need=need if need in held.needs else "",
        but_not_of=request.member.agency_id,
        on_a_node=True,
    )


def _others(request: MemberRequest) -> list[Entry]:
    """What can be suggested in our place."""
    return find(but_not_of=request.member.agency_id)


def beside(reason: Reason) -> dict[str, Words]:
    """The reason beside the question that it is about: of the ground outside the Union, or of whom to ask."""
    if reason.code in OF_A_TRANSFER:
        return transfer_forms.marked(reason)
    return {"to": reason.whole}


def _ask_page(
    request: MemberRequest, found: list[Entry], post: QueryDict, errors: Any, *, status: int = 200
) -> HttpResponse:
    held = offered(but_not_of=request.member.agency_id)
    filters = [
        Question("country", _("Country"), "select", request.GET.get("country", ""),
                 [(code, country_in_full(code)) for code in held.countries], prefix="find-"),
        Question("need", _("Need"), "select", request.GET.get("need", ""),
                 [(code, label(Need(code))) for code in held.needs if code in set(Need)], prefix="find-"),
    ]  # fmt: skip
    spoken = forms.spoken_by(request.member.language)
    context = {
        "looked_for": in_words(asked(request.GET)) if ONE in request.GET else [],
        "filters": filters,
        "is_filtered": any(question.value for question in filters) or ONE in request.GET,
        "is_cut": len(found) == MOST,
        "found": found,
        "errors": errors,
        "ask": forms.questions(post, errors, offered=found, spoken=spoken),
        "key": identifier_in(post.get("key", "")) or uuid4(),
        "transfer": transfer_forms.questions(dict(post.items()), errors, with_telling=False)
        if any(actions.asks_ground(entry, request.member) for entry in found)
        else [],
    }
    return render(request, "referrals/enquiries/ask.html", context, status=status)


def _page(request: MemberRequest, enquiry: UUID, errors: Any = None, *, status: int = 200) -> HttpResponse:
    found = queries.one(enquiry, by=request.member, at=request.at)
    row, seen = found.row, actions.facts(found.row)
    state, refusal = queries.delivery(row)
    together = queries.asked_with(row)
    named = queries.teams({row.team_id, *(one.team_id for one in together), *filter(None, [row.other_team])})
    context = {
        **_line(found),
        "meaning": _meaning(found),
        "round": row.together if is_round(row.together) else None,
        "facts": _facts(row),
        "team": named.get(row.team_id),
        "together": [(one, named.get(one.team_id), _code(Feasibility, one.answer)) for one in together],
        "suggested": named.get(row.other_team) if row.other_team else None,
        "is_waiting": state == Outgoing.WAITING,
        "is_refused": state == Outgoing.REFUSED,
        "refusal": refusal,
        "may_answer": may_answer(seen, request.at),
        "may_withdraw": may_withdraw(seen, request.at) and found.standing is not Standing.TAKEN,
        "may_convert": may_convert(seen, request.at),
        "is_yours": found.standing is not Standing.TAKEN
        and bool(may_answer(seen, request.at) or may_convert(seen, request.at)),
        "errors": errors,
        "questions": forms.answer_questions(request.POST, errors or {}, others=_others(request)),
    }
    return render(request, "referrals/enquiries/enquiry.html", context, status=status)


def _meaning(found: queries.Line) -> Words:
    """Where it stands, in words; who said yes and was not the first is thanked."""
    if found.standing is Standing.TAKEN and found.row.answer in HELPS:
        return IN_RESERVE if found.is_ours else TAKEN_AFTER_A_YES
    if found.standing is Standing.WITHDRAWN and found.row.answer in HELPS:
        return OUT_AFTER_A_YES if found.is_ours else TAKEN_BACK_AFTER_A_YES
    if found.standing is Standing.ANSWERED and not found.is_ours and found.row.kept_at is not None:
        return GO_ON_WITH_YOU
    return MEANING[Side(found.row.side), found.standing]


def _facts(row: Enquiry) -> list[tuple[Words, Words]]:
    said: list[tuple[Words, Words]] = [
        (_("Asked by"), f"{_code(Profession, row.role)}, {country_in_full(row.country)}"),
        (_("What is wanted"), _codes(Service, row.services)),
        (_("How fast"), _code(Urgency, row.urgency)),
        (_("Child"), _code(Answer3, row.is_child)),
        (_("Sex"), _code(Sex, row.sex)),
        (_("Languages"), ", ".join(language_in_full(tag) for tag in row.languages)),
        (_("Where"), _code(PartOfCountry, row.part_of_country)),
        (_("The service must be able to do"), _codes(Constraint, row.constraints)),
        (_("Form of exploitation"), _codes(Exploitation, row.exploitation)),
    ]
    return [(name, value) for name, value in said if value]


def _code(codes: type[Code], value: str) -> Words:
    """A code that a newer version sent stays as it is."""
    return label(codes(value)) if value in set(codes) else value


def _codes(codes: type[Code], values: list[str]) -> str:
    return ", ".join(str(_code(codes, value)) for value in values)


def _refer_page(request: MemberRequest, found: queries.Line, errors: dict[str, Words]) -> HttpResponse:
    by = request.member
    people = my_people(by=by, at=request.at)
    options: list[tuple[str, Words]] = [(str(line.case), line.alias or "–") for line in people.lines]
    if may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession)):
        options = [(NEW, _("Open a case, with what was asked")), *options]
    taken = {line.alias for line in people.lines}
    context = {
        **_line(found),
        "facts": _facts(found.row),
        "errors": errors,
        "person": forms.for_whom(request.POST, errors, options),
        "taken_over": forms.taken_over(request.POST, found.row),
        "alias": forms.alias(request.POST.get("pseudonym", "") or alias_for(taken), errors),
    }
    return render(request, "referrals/enquiries/refer.html", context, status=422 if errors else 200)
