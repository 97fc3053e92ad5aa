"""Pages about the own agency: what it says of itself, its teams, and the services that they give."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.removal import may_remove_team
from safeconduct.site.administration import actions, agency_doors, forms, queries
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import for_administrators
from safeconduct.site.administration.proposals import asked_about, lines, proposals
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question


@for_administrators
def agency(request: MemberRequest) -> HttpResponse:
    """Telephone and languages, teams and services, each with its way to change it."""
    own = request.member.agency
    context = {
        "agency": own,
        "languages": forms.in_full(own.languages),
        "teams": [(team, forms.in_full(team.languages)) for team in queries.teams(own.id)],
        "services": [
            (one, label(Audience(one.audience)), label(OfferedTo(one.offered_to)))
            for one in queries.services(own.id)
        ],
        "asked": [(one, lines(one)) for one in proposals() if one.kind == "team"],
    }
    return render(request, "administration/agency.html", context)


@for_administrators
def facts(request: MemberRequest) -> HttpResponse:
    """What the agency says of itself. Its name, country and sector are the node's to change."""
    if request.method == "POST":
        try:
            number, languages = forms.said_facts(request.POST)
            actions.save_facts(duty_number=number, languages=languages, by=request.member, at=request.at)
            return redirect("administration_agency")
        except BadInput as bad:
            return _form(
                request, _("The agency"), forms.facts(Asked({}, request.POST, bad.errors)), bad.errors
            )
    return _form(request, _("The agency"), forms.facts(Asked(forms.facts_of(request.member.agency))))


@for_administrators
def team(request: MemberRequest, team: UUID | None = None) -> HttpResponse:
    """A team that is there, or a new one."""
    found = queries.team_of(request.member.agency_id, team) if team else None
    title = found.name if found else _("A new team")
    if request.method == "POST":
        try:
            name, professions, languages = forms.said_team(request.POST)
            actions.save_team(
                found.id if found else uuid4(),
                name=name,
                professions=professions,
                languages=languages,
                by=request.member,
                at=request.at,
            )
            return redirect("administration_agency")
        except BadInput as bad:
            return _form(request, title, forms.team(Asked({}, request.POST, bad.errors)), bad.errors)
    form = forms.team(Asked(forms.team_of(found) if found else {}))
    if found is None:
        return _form(request, title, form)
    removing = may_remove_team(agency_doors.on_team(found.id))
    return _form(request, title, form, asked=asked_about(found.id), team=found.id, removing=removing)


@forms_only
@for_administrators
def remove_team(request: MemberRequest, team: UUID) -> HttpResponse:
    """A team that nobody sits in, nobody can choose and nothing names."""
    found = queries.team_of(request.member.agency_id, team)
    actions.remove_team(found.id, by=request.member, at=request.at)
    return redirect("administration_agency")


@forms_only
@for_administrators
def remove_service(request: MemberRequest, entry: UUID) -> HttpResponse:
    """The directory shows it no more; referrals that asked for it stay."""
    actions.remove_service(entry, by=request.member, at=request.at)
    return redirect("administration_agency")


def _form(
    request: MemberRequest, title: Words, form: list[Question], errors: Any = None, **more: Any
) -> HttpResponse:
    context = {"title": title, "form": form, "errors": errors, **more}
    return render(request, "administration/form.html", context, status=422 if errors else 200)
