"""The pages of a team: who has what, give a place, end it, offer the lead, answer; and taking a case over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access import team
from safeconduct.access.numbers import typed
from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Basis
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.access.team import Offer, supervised_number
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import handlers
from safeconduct.cases.asking.queries import asked_of, today_of
from safeconduct.cases.beside.queries import received_beside
from safeconduct.cases.emergency.forms import number_of, plain_number
from safeconduct.cases.queries import aliases
from safeconduct.cases.team import actions, forms, overview, queries, rules, whole
from safeconduct.cases.team.others import Asker, Other
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import NotPossible, Refused, Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import in_order

OF_A_FIELD = {
    rules.PERSON_DOES_NOT_KNOW: "told",
    rules.ENDS_BEFORE_IT_BEGINS: "until",
    rules.LEADS_ALREADY: "member",
    rules.HAS_A_PLACE: "member",
    rules.NO_PLACE: "member",
    rules.LEADS_NO_CASE: "member",
}
"""A reason that the form shows beside what was entered, so that nothing of it is lost."""


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """Who has what of this person's file, inside the agency and outside it."""
    found = queries.team_in_hand(case)
    known, offer = handlers.others(case, request.at), queries.offer_of(case)
    others = [one for one in known if not one.referred_us]
    asker = queries.asker(request.member, found)
    record("list:team", by=as_actor(request.member), at=request.at, case=case)
    context = {
        "case": case,
        "alias": aliases([case], by=request.member).get(case, ""),
        "number": number_of(case),
        "people": overview.people(found.now),
        "others": overview.agencies(others),
        "ended": overview.ended(found, others),
        "table": overview.table(found, others),
        "whole": _whole(request, case, found, known),
        "leads": asker.leads,
        "may_end": bool(rules.may_end_place(asker, is_own=False)),
        "may_take_over": bool(rules.may_take_over(policy(), asker)),
        "offer": offer,
        "is_to_you": offer is not None and offer.to_member == request.member.id,
        "would_lead": _would_lead(request.member, offer),
        "received_tick": _received(request.member, offer),
    }
    return render(request, "cases/team/team.html", context)


@for_members
def place(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose a colleague; see what opens to them; give the place."""
    found = queries.team_in_hand(case)
    require_lead(request.member, found)
    if request.method != "POST" and "member" not in request.GET:
        return _choose(request, case, found, {})
    entered = (request.POST if request.method == "POST" else request.GET).dict()
    try:
        to = _colleague(entered, request.member)
    except BadInput as wrong:
        return _choose(request, case, found, wrong.errors)
    possible = rules.could_have_place(policy(), _sector(request), queries.colleague(to, found))
    if isinstance(possible, Refused):
        return _choose(request, case, found, {"member": possible.reason.sentence})
    if request.method != "POST":
        return _confirm(request, case, to, {}, {})
    try:
        asked = actions.Place(case, to.id, forms.end_of(entered), bool(entered.get("told")))
        actions.give_place(asked, by=request.member, at=request.at)
    except (BadInput, NotPossible) as error:
        return _confirm(request, case, to, entered, _errors("place:given", error, request, case))
    messages.success(request, _("%(name)s has a place now.") % {"name": to.name})
    return redirect("team", case=case)


@forms_only
@for_members
def end(request: MemberRequest, case: UUID) -> HttpResponse:
    """A place ends at once."""
    member = _uuid(request.POST.get("member", ""))
    is_own = member == request.member.id
    actions.end_place(case, member, by=request.member, at=request.at)
    messages.success(request, _("The place has ended. Tell the person."))
    if is_own:
        return redirect("today")
    back = "take_over" if request.POST.get("back") == "take_over" else "team"
    return redirect(back, case=case)


@for_members
def lead(request: MemberRequest, case: UUID) -> HttpResponse:
    """Offer the lead to a colleague."""
    found = queries.team_in_hand(case)
    require_lead(request.member, found)
    if queries.offer_of(case) is not None:
        raise NotPossible(rules.OFFERED_ALREADY)
    if request.method != "POST":
        return _lead_form(request, case, found, {}, {})
    entered = request.POST.dict()
    try:
        to, stays = _lead_answers(entered, request.member)
        actions.offer_lead(
            case,
            to.id,
            stays=stays,
            person_knows=bool(entered.get("told")),
            with_received=bool(entered.get("with_received")),
            by=request.member,
            at=request.at,
        )
    except (BadInput, NotPossible) as error:
        return _lead_form(request, case, found, entered, _errors("lead:offered", error, request, case))
    messages.success(request, _("The lead is offered to %(name)s.") % {"name": to.name})
    return redirect("team", case=case)


@forms_only
@for_members
def answer(request: MemberRequest, case: UUID) -> HttpResponse:
    """The colleague accepts or declines; the lead takes the offer back."""
    offer, does = _uuid(request.POST.get("offer", "")), request.POST.get("do")
    by, at = request.member, request.at
    if does == "accept":
        with_received = bool(request.POST.get("with_received"))
        actions.accept_lead(case, offer, with_received=with_received, by=by, at=at)
        messages.success(request, _("You lead the case now. Tell the person."))
    elif does == "decline":
        actions.decline_lead(case, offer, by=by, at=at)
        messages.success(request, _("You have declined. The lead sees it on the page Team."))
        if queries.team_of(case).holder(by.id) is None:
            return redirect("today")
    else:
        actions.take_back_offer(case, offer, by=by, at=at)
        messages.success(request, _("The offer is taken back."))
    return redirect("team", case=case)


@for_members
def find(request: MemberRequest) -> HttpResponse:
    """Which file is to be taken over: by its number, or by a referral's reference."""
    require(rules.could_take_over(policy(), queries.asker(request.member, queries.Team([], []))))
    text = request.GET.get("number", "").strip()
    if not text:
        return render(request, "cases/team/find.html", {})
    if isinstance(refused := typed(plain_number(text)), Refused):
        said = refused.reason.whole
        return render(
            request, "cases/team/find.html", {"entered": text, "errors": {"number": said}}, status=429
        )
    case = supervised_number(plain_number(text)) or handlers.named(text)
    if case is None:
        nothing = _("Your agency has no file of this number and no referral of this reference.")
        context = {"entered": text, "errors": {"number": nothing}}
        return render(request, "cases/team/find.html", context, status=404)
    return redirect("take_over", case=case)


@for_members
def take_over(request: MemberRequest, case: UUID) -> HttpResponse:
    """Lead a case that nobody can hand over, after a fresh confirmation of who asks."""
    found = actions.supervised_team(case, by=request.member)
    if request.method != "POST":
        return step_up(request) or _take_over_form(request, case, found, {}, {})
    require_step_up(request)
    entered = request.POST.dict()
    try:
        reason = forms.reason(entered)
    except BadInput as wrong:
        return _take_over_form(request, case, found, entered, wrong.errors)
    actions.take_over(case, reason, by=request.member, at=request.at)
    messages.success(request, _("You lead the case now. Tell the person who leads it, and why."))
    return redirect("team", case=case)


def require_lead(by: Member, found: queries.Team) -> None:
    """For pages that only the lead opens. Raises NotPossible."""
    if not queries.asker(by, found).leads:
        raise NotPossible(rules.ONLY_THE_LEAD)


def _errors(
    action: str, error: BadInput | NotPossible, request: MemberRequest, case: UUID
) -> dict[str, Words]:
    """What the form says, recorded as refused; other refusals go on."""
    if isinstance(error, BadInput):
        return error.errors
    if error.reason not in OF_A_FIELD:
        raise error
    actions.refused(action, error.reason, case, by=request.member, at=request.at)
    return {OF_A_FIELD[error.reason]: error.reason.whole}


def _choose(
    request: MemberRequest, case: UUID, found: queries.Team, errors: dict[str, Words]
) -> HttpResponse:
    possible, others = _sorted_out(
        request, lambda one: rules.could_have_place(policy(), _sector(request), queries.colleague(one, found))
    )
    context = {
        "case": case,
        "number": number_of(case),
        "question": forms.who(possible, request.GET.dict(), errors),
        "possible": possible,
        "others": others,
        "errors": errors,
    }
    return render(request, "cases/team/place.html", context, status=422 if errors else 200)


def _confirm(
    request: MemberRequest, case: UUID, to: Member, entered: dict[str, Any], errors: dict[str, Words]
) -> HttpResponse:
    opens = rules.opened_by(policy(), _sector(request), Profession(to.profession), Basis.PLACE)
    context = {
        "case": case,
        "number": number_of(case),
        "to": to,
        "role": label(Profession(to.profession)),
        "opens": [
            (label(section), overview.EDITS if edits else overview.READS) for section, edits in opens.items()
        ],
        "questions": forms.place(entered, errors),
        "errors": errors,
    }
    return render(request, "cases/team/confirm.html", context, status=422 if errors else 200)


def _lead_form(
    request: MemberRequest,
    case: UUID,
    found: queries.Team,
    entered: dict[str, Any],
    errors: dict[str, Words],
) -> HttpResponse:
    possible, others = _sorted_out(
        request, lambda one: rules.could_lead(policy(), _sector(request), queries.colleague(one, found))
    )
    context = {
        "case": case,
        "number": number_of(case),
        "questions": [
            forms.who(possible, entered, errors),
            forms.after(entered, errors),
            *([forms.with_received(entered)] if received_beside(case) else []),
            forms.told(entered, errors),
        ],
        "possible": possible,
        "others": others,
        "errors": errors,
    }
    return render(request, "cases/team/lead.html", context, status=422 if errors else 200)


def _take_over_form(
    request: MemberRequest,
    case: UUID,
    found: queries.Team,
    entered: dict[str, Any],
    errors: dict[str, Words],
) -> HttpResponse:
    context = {
        "case": case,
        "number": number_of(case),
        "people": overview.people(found.now),
        "question": forms.why(entered, errors),
        "errors": errors,
    }
    return render(request, "cases/team/take_over.html", context, status=422 if errors else 200)


def _sorted_out(
    request: MemberRequest, decides: Any
) -> tuple[list[Member], list[tuple[Member, Words, Words]]]:
    """Who can be chosen, and the others with their profession and the reason why not."""
    said = [(one, decides(one)) for one in queries.members_here(request.member)]
    others = [
        (one, label(Profession(one.profession)), decision.reason.sentence)
        for one, decision in said
        if isinstance(decision, Refused)
    ]
    return [one for one, decision in said if decision], others


def _colleague(entered: dict[str, Any], by: Member) -> Member:
    """Who was chosen. Raises BadInput."""
    try:
        return queries.member_here(forms.chosen(entered), by=by)
    except NotFound:
        raise BadInput({"member": _("Choose a colleague.")}) from None


def _lead_answers(entered: dict[str, Any], by: Member) -> tuple[Member, bool]:
    """Who was chosen and whether the lead stays; all slips at once. Raises BadInput."""
    errors: dict[str, Words] = {}
    for ask in (lambda: _colleague(entered, by), lambda: forms.stays(entered)):
        try:
            ask()
        except BadInput as wrong:
            errors |= wrong.errors
    if errors:
        raise BadInput(errors)
    return _colleague(entered, by), forms.stays(entered)


def _would_lead(by: Member, offer: Offer | None) -> list[Words]:
    """What the lead opens to whom it is offered to."""
    if offer is None or offer.to_member != by.id:
        return []
    opens = rules.opened_by(policy(), Sector(by.agency.sector), Profession(by.profession), Basis.LEAD)
    return [label(section) for section in in_order(opens)]


def _whole(request: MemberRequest, case: UUID, found: queries.Team, others: list[Other]) -> list[whole.Line]:
    """Everybody with a part. A question among colleagues is shown to who asked and who holds, and to nobody else."""
    by, today = request.member, today_of(request.at)
    asked = [
        Asker(one.asker, one.section, one.until)
        for one in asked_of(case, by=by)
        if one.is_waiting(today) and one.asker
    ]
    held = handlers.across(case, by, request.at).held
    return whole.whole(found, others, held, [*asked, *handlers.askers(case, request.at)])


def _received(by: Member, offer: Offer | None) -> Question | None:
    """The tick of whom the lead is offered to, where something received comes with it."""
    n = team.offered_received(offer.id) if offer and offer.to_member == by.id else 0
    return forms.takes_received(n) if n else None


def _sector(request: MemberRequest) -> Sector:
    return Sector(request.member.agency.sector)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
