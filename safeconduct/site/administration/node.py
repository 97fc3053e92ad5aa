"""The agencies with a seat on this node: who keeps the node adds one and invites its first administrator."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.models import Agency
from safeconduct.agencies.removal import may_remove_agency
from safeconduct.agencies.rights import Rights
from safeconduct.site.administration import actions, agency_doors, forms, queries
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.administration.joining import handed_out, handed_out_before, token_in
from safeconduct.site.administration.proposals import asked_about
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import BadInput


@for_keepers
def agencies(request: MemberRequest) -> HttpResponse:
    """All of them, each with how many administrators it has."""
    found, following = queries.agencies_from(settings.NODE or "", request.GET.get("from", ""))
    context = {"agencies": queries.with_administrators(found), "next": following}
    return render(request, "administration/agencies.html", context)


@for_keepers
@confirmed
def agency(request: MemberRequest, agency: UUID) -> HttpResponse:
    """Name, country and sector of an agency of this node, seen by two; and whether it can be removed."""
    found = queries.agency_here(settings.NODE or "", agency)
    stands = {"name": found.name, "country": country_in_full(found.country), "sector": found.sector}
    if request.method != "POST":
        return _agency(request, found, Asked(stands))
    try:
        name, country, sector = forms.said_identity(request.POST)
    except BadInput as bad:
        return _agency(request, found, Asked(stands, request.POST, bad.errors), bad.errors)
    actions.change_agency(
        found.id, name=name, country=country, sector=sector, by=request.member, at=request.at
    )
    return redirect("administration_one_agency", agency=found.id)


def _agency(request: MemberRequest, found: Agency, asked: Asked, errors: Any = None) -> HttpResponse:
    context = {
        "agency": found,
        "form": forms.identity(asked),
        "errors": errors,
        "asked": asked_about(found.id),
        "removing": may_remove_agency(agency_doors.on_agency(found.id)),
    }
    return render(request, "administration/one_agency.html", context, status=422 if errors else 200)


@forms_only
@for_keepers
@confirmed
def remove_agency(request: MemberRequest, agency: UUID) -> HttpResponse:
    """An agency that nobody came to, and that nothing names."""
    found = queries.agency_here(settings.NODE or "", agency)
    actions.remove_agency(found.id, by=request.member, at=request.at)
    return redirect("administration_agencies")


@for_keepers
def keepers(request: MemberRequest) -> HttpResponse:
    """Who keeps the node, and who runs each agency's place here; their rights are changed on their own pages."""
    found, following = queries.agencies_from(settings.NODE or "", request.GET.get("from", ""))
    running = queries.administrators([agency.id for agency in found])
    context = {
        "next": following,
        "keepers": queries.keepers(),
        "agencies": [(agency, [one for one in running if one.agency_id == agency.id]) for agency in found],
    }
    return render(request, "administration/keepers.html", context)


@for_keepers
@confirmed
def add_agency(request: MemberRequest) -> HttpResponse:
    """An agency comes with its first administrator, or not at all."""
    token = token_in(request)
    if request.method != "POST":
        return _new(request, Asked({}), token)
    try:
        said = forms.said_agency(request.POST)
    except BadInput as bad:
        return _new(request, Asked({}, request.POST, bad.errors), token, errors=bad.errors)
    if sent := handed_out_before(request, token):
        return sent
    agency = uuid4()
    actions.add_agency(agency, said, by=request.member, at=request.at)
    token, outcome = actions.invite(
        agency=agency,
        name=said.administrator,
        email=said.email,
        rights=Rights(Profession.ADMINISTRATOR),
        teams=[],
        by=request.member,
        at=request.at,
        token=token,
    )
    return handed_out(request, token, name=said.administrator, email=said.email, outcome=outcome)


def _new(request: MemberRequest, asked: Asked, token: str, *, errors: Any = None) -> HttpResponse:
    context = {"form": forms.agency(asked), "token": token, "errors": errors}
    return render(request, "administration/add_agency.html", context, status=422 if errors else 200)
