"""Pages about the members of the own agency: the list, one member, and how one goes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access import tokens
from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.models import Member
from safeconduct.site.administration import actions, doors, forms, proposals, queries
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_administrators
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question


@for_administrators
def members(request: MemberRequest) -> HttpResponse:
    """Everybody with a place in the agency, suspended ones too; and the invitations that nobody has used."""
    wanted = " ".join(request.GET.get("name", "").replace("\0", " ").split())[: forms.NAME_LONGEST]
    found = queries.members(request.member.agency_id, wanted)
    context = {
        "members": found,
        "wanted": wanted,
        "is_cut": len(found) == queries.MOST,
        "most": queries.MOST,
        "invitations": doors.invitations(),
        "at": request.at,
    }
    return render(request, "administration/members.html", context)


@for_administrators
def member(request: MemberRequest, member: UUID) -> HttpResponse:
    """One member: place, teams, and how much is in hand, in numbers."""
    shown = queries.member_of(request.member.agency_id, member)
    teams = queries.teams(shown.agency_id)
    work, stands = doors.in_hand(shown.id)
    asked = Asked({"teams": ",".join(map(str, shown.teams))})
    context = {
        "shown": shown,
        "email": queries.address_of(shown),
        "is_self": shown.id == request.member.id,
        "runs": shown.profession == Profession.ADMINISTRATOR,
        "work": work,
        "stands": stands,
        "seats": forms.seats(asked, teams),
        "may_go": queries.may_go(shown),
        "tokens": tokens.of_colleague(shown.id),
        "asked": proposals.asked_about(shown.id),
        "handover": doors.handover_of(shown.id),
    }
    return render(request, "administration/member.html", context)


@forms_only
@for_administrators
def revoke_token(request: MemberRequest, member: UUID, token: UUID) -> HttpResponse:
    """A program acts for this member no more; which one it was, and what it did, is not the administrator's to see."""
    tokens.revoke(token=token, by=request.member, at=request.at)
    return redirect("administration_member", member=member)


@forms_only
@for_administrators
def seat(request: MemberRequest, member: UUID) -> HttpResponse:
    """In which teams the member works."""
    shown = queries.member_of(request.member.agency_id, member)
    known = {str(team.id) for team in queries.teams(shown.agency_id)}
    wanted = [UUID(code) for code in forms.Answers(request.POST).codes("teams", known)]
    # The page offers the first teams only: a seat in another one was not seen, and stays.
    wanted += [team for team in shown.teams if str(team) not in known]
    actions.seat(shown.id, wanted, by=request.member, at=request.at)
    return redirect("administration_member", member=shown.id)


@forms_only
@for_administrators
def suspend(request: MemberRequest, member: UUID) -> HttpResponse:
    """Close the place at once."""
    shown = queries.member_of(request.member.agency_id, member)
    actions.suspend(shown, by=request.member, at=request.at)
    return redirect("administration_member", member=member)


@forms_only
@for_administrators
def lift(request: MemberRequest, member: UUID) -> HttpResponse:
    """Open it again."""
    actions.lift(member, by=request.member, at=request.at)
    return redirect("administration_member", member=member)


@for_administrators
@confirmed
def rights(request: MemberRequest, member: UUID) -> HttpResponse:
    """Profession, supervision, the node: less at once, more once a second person has seen it."""
    shown = queries.member_of(request.member.agency_id, member)
    with_node = request.member.keeps_node
    if request.method == "POST":
        try:
            wanted = forms.wanted_rights(request.POST, shown, with_node=with_node)
            waits = actions.change_rights(shown, wanted, by=request.member, at=request.at)
            return render(request, "administration/changed.html", {"shown": shown, "waits": waits})
        except BadInput as bad:
            asked = Asked({}, request.POST, bad.errors)
            return _rights_page(request, shown, forms.rights(asked, with_node=with_node), bad.errors)
    asked = Asked(forms.as_stands(queries.rights_of(shown)))
    return _rights_page(request, shown, forms.rights(asked, with_node=with_node))


def _rights_page(
    request: MemberRequest, shown: Member, form: list[Question], errors: Any = None
) -> HttpResponse:
    able = queries.confirmers(shown, asked_by=request.member.id)
    context = {"shown": shown, "form": form, "errors": errors, "confirmers": able}
    return render(request, "administration/rights.html", context, status=422 if errors else 200)
