"""Partners without a node, whom members reach by telephone, paper or a sealed file: for who keeps the node."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.directory.keeping import queries as keeping
from safeconduct.directory.models import Entry
from safeconduct.site.administration import editing, partner_forms, queries
from safeconduct.site.administration.calling import call
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.administration.partner_forms import Partner
from safeconduct.site.administration.service_doors import Service, say_more
from safeconduct.site.administration.services import both, warn_of_hours
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.questions import Question

ONE = "administration_partner"


@for_keepers
def partners(request: MemberRequest) -> HttpResponse:
    """All of them, some at a time."""
    found, following = queries.agencies_from(NO_NODE, request.GET.get("from", ""))
    return render(request, "administration/partners.html", {"partners": found, "next": following})


@for_keepers
@confirmed
def add(request: MemberRequest) -> HttpResponse:
    """A new one; its services are entered next."""
    key = identifier_in(request.POST.get("key", "")) or uuid4()
    if request.method != "POST":
        return _new(request, Asked({}), key)
    try:
        said = partner_forms.said_partner(request.POST)
    except BadInput as bad:
        return _new(request, Asked({}, request.POST, bad.errors), key, errors=bad.errors)
    _add(key, said, by=request)
    return redirect(ONE, agency=key)


@for_keepers
@confirmed
def partner(request: MemberRequest, agency: UUID) -> HttpResponse:
    """What is known of one, and its services."""
    team = _team(agency)
    stands = partner_forms.partner_of(team.agency, team)
    if request.method != "POST":
        return _one(request, team, partner_forms.partner(Asked(stands), is_new=False))
    try:
        said = partner_forms.said_partner(request.POST, team.agency)
    except BadInput as bad:
        form = partner_forms.partner(Asked(stands, request.POST, bad.errors), is_new=False)
        return _one(request, team, form, bad.errors)
    _save(agency, team.id, said, by=request)
    return redirect(ONE, agency=agency)


@for_keepers
@confirmed
def service(request: MemberRequest, agency: UUID, entry: UUID | None = None) -> HttpResponse:
    """A service of a partner, new or changed, and how it is reached for it."""
    team = _team(agency)
    version = keeping.latest(entry) if entry else None
    found = _entry(team, entry) if entry else None
    if request.method == "POST":
        return _saved(request, team, found)
    stands = partner_forms.service_of(found) if found else {}
    return _service(request, team, found, Asked(stands), version=version)


def _saved(request: MemberRequest, team: Team, found: Entry | None) -> HttpResponse:
    post, open_ones = editing.settled(request.POST, editing.fields_of(found) if found else {})
    base = editing.base_in(request.POST) if found else None
    try:
        said, ways = partner_forms.said_service(post, team)
    except BadInput as bad:
        return _service(request, team, found, Asked({}, post, bad.errors), version=base, errors=bad.errors)
    mine = editing.fields_of(editing.written(said, ways))
    if found is not None and open_ones:
        return _overtaken(request, team, found, mine, base, open_ones)
    try:
        _save_service(found.id if found else uuid4(), said, ways, base=base, by=request)
    except editing.Overtaken:
        assert found is not None  # noqa: S101  (nobody overtakes a service that is new)
        # Read again: it was locked only after we had read it.
        return _overtaken(request, team, _entry(team, found.id), mine, base)
    warn_of_hours(request, said)
    return redirect(ONE, agency=team.agency_id)


def _overtaken(
    request: MemberRequest,
    team: Team,
    found: Entry,
    mine: dict[str, str],
    base: int | None,
    open_ones: Sequence[str] = (),
) -> HttpResponse:
    asked, shown = both(found, mine, base, partner_forms.service(Asked({}), team), open_ones=open_ones)
    return _service(request, team, found, asked, status=409, **shown)


@forms_only
@for_keepers
@confirmed
def remove_service(request: MemberRequest, agency: UUID, entry: UUID) -> HttpResponse:
    """The directory shows it no more; referrals that asked for it stay."""
    found = _entry(_team(agency), entry)
    with transaction.atomic():
        call("SELECT directory.remove_partner_entry(%s)", [found.id])
        _record("partner:service_removed", request, {"entry": str(found.id)})
    return redirect(ONE, agency=agency)


def _team(agency: UUID) -> Team:
    found = Team.objects.select_related("agency").filter(agency_id=agency, agency__node=NO_NODE).first()
    if found is None:
        raise NotFound(_("There is no such partner."))
    return found


def _entry(team: Team, entry: UUID) -> Entry:
    found = Entry.objects.filter(id=entry, team_id=team.id).first()
    if found is None:
        raise NotFound(_("This service is not in the directory any more."))
    return found


@transaction.atomic
def _add(key: UUID, said: Partner, *, by: MemberRequest) -> None:
    """A form that is sent twice adds one: the second waits, and finds the first one's."""
    wait_in_turn(f"partner/{key}")
    if not Agency.objects.filter(id=key, node=NO_NODE).exists():
        _save(key, uuid4(), said, by=by)


def _save(agency: UUID, team: UUID, said: Partner, *, by: MemberRequest) -> None:
    given = [
        agency, said.name, said.country, said.sector, said.languages, said.duty_number, team, said.professions,
    ]  # fmt: skip
    with transaction.atomic():
        call("SELECT directory.save_partner(%s, %s, %s, %s, %s, %s, %s, %s)", given)
        _record("partner:saved", by, {"agency": str(agency), "professions": said.professions})


def _save_service(
    entry: UUID, said: Service, ways: list[str], *, base: int | None, by: MemberRequest
) -> None:
    given = [
        entry, said.team, said.service, list(said.needs), said.purpose, said.takes_children, said.hours,
        list(said.open_days), said.opens, said.closes, ways,
    ]  # fmt: skip
    with transaction.atomic(), editing.changing(entry, base=base):
        call(
            "SELECT directory.save_partner_entry(%s, %s, %s, %s, %s, %s, %s, %s::smallint[], %s, %s, %s)",
            given,
        )
        say_more(entry, said)
        _record("partner:service_saved", by, {"entry": str(entry), "service": said.service, "ways": ways})


def _record(action: str, request: MemberRequest, detail: Detail) -> None:
    by: Member = request.member
    record(action, by=as_actor(by), at=request.at, detail=detail)


def _one(request: MemberRequest, team: Team, form: list[Question], errors: Any = None) -> HttpResponse:
    services = Entry.objects.filter(team_id=team.id).order_by("service")
    context = {"partner": team.agency, "services": services, "form": form, "errors": errors}
    return render(request, "administration/partner.html", context, status=422 if errors else 200)


def _new(request: MemberRequest, asked: Asked, key: UUID, *, errors: Any = None) -> HttpResponse:
    form = partner_forms.partner(asked, is_new=True)
    return _form(request, _("Add a partner without a node"), form, key=key, errors=errors)


def _service(
    request: MemberRequest, team: Team, found: Entry | None, asked: Asked, **more: Any
) -> HttpResponse:
    title = _("Change a service") if found else _("A new service")
    return _form(request, title, partner_forms.service(asked, team), of=team.agency_id, goes=found, **more)


def _form(
    request: MemberRequest,
    title: Words,
    form: list[Question],
    *,
    errors: Any = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"title": title, "form": form, "errors": errors, **more}
    code = 422 if errors and status == 200 else status
    return render(request, "administration/partner_form.html", context, status=code)
