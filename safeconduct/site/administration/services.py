"""The form of a service, what two who edited at once see, and what was changed by whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import agencies
from safeconduct.directory.keeping import queries as keeping
from safeconduct.directory.keeping.models import Version
from safeconduct.directory.keeping.versions import Difference, differences, merged
from safeconduct.directory.models import Entry
from safeconduct.directory.rules import Hours, is_always
from safeconduct.site.administration import actions, editing, queries, second, service_forms
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import for_administrators
from safeconduct.site.administration.proposals import asked_about
from safeconduct.site.administration.service_doors import Service
from safeconduct.vocabulary.codes import Intake, Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question


@dataclass(frozen=True, slots=True)
class Row:
    """One field in two versions, in words."""

    name: str
    label: Words
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One version beside the one before it."""

    version: Version
    agency: str
    rows: list[Row]


@for_administrators
def service(request: MemberRequest, entry: UUID | None = None) -> HttpResponse:
    """A service that is there, or a new one."""
    found = queries.service_of(request.member.agency_id, entry) if entry else None
    if request.method == "POST":
        return _saved(request, found)
    stands = service_forms.service_of(found) if found else {}
    return _form(request, found, Asked(stands), keeping.latest(found.id) if found else None)


def _saved(request: MemberRequest, found: Entry | None) -> HttpResponse:
    post, open_ones = editing.settled(request.POST, editing.fields_of(found) if found else {})
    base = editing.base_in(request.POST) if found else None
    try:
        said = service_forms.said_service(post, *_about(request))
    except BadInput as bad:
        return _form(request, found, Asked({}, post, bad.errors), base, errors=bad.errors)
    if open_ones and found is not None:
        return _overtaken(request, found, said, base, open_ones)
    try:
        waits = actions.save_service(
            found.id if found else uuid4(), said, base=base, by=request.member, at=request.at
        )
    except editing.Overtaken:
        assert found is not None  # noqa: S101  (nobody overtakes a service that is new)
        # Read again: it was locked only after we had read it.
        newest = queries.service_of(request.member.agency_id, found.id)
        return _overtaken(request, newest, said, base)
    messages.success(request, _("Saved. The contact waits for a second person.") if waits else _("Saved."))
    warn_of_hours(request, said)
    return redirect("administration_agency")


def warn_of_hours(request: MemberRequest, said: Service) -> None:
    """Saved all the same: who helps in an emergency day and night may be elsewhere in the night."""
    week = Hours(frozenset(said.open_days), said.opens, said.closes)
    if said.facts.intake == Intake.EMERGENCY_24H and not is_always(week):
        messages.warning(
            request,
            _("Saved. It says that it helps day and night, and its hours say less. Put right what is wrong."),
        )


def _overtaken(
    request: MemberRequest, found: Entry, said: Service, base: int | None, open_ones: Any = ()
) -> HttpResponse:
    mine = editing.fields_of(editing.written(said))
    asked, shown = both(found, mine, base, _questions(request), open_ones=open_ones)
    return _form(request, found, asked, shown.pop("version"), status=409, **shown)


def both(
    found: Entry,
    mine: Mapping[str, str],
    base: int | None,
    questions: Sequence[Question],
    *,
    fields: Callable[[Entry], dict[str, str]] = editing.fields_of,
    open_ones: Sequence[str] = (),
) -> tuple[Asked, dict[str, Any]]:
    """Somebody saved meanwhile: a form with everything in it; and the version that stands, who saved it, and both
    versions of each field.
    """
    stands, number = fields(found), keeping.latest(found.id)
    before = keeping.version(found.id, base or 0)
    was = fields(editing.entry_of(before.said)) if before else stands
    together = merged(was, stands, mine)
    return Asked(together.fields), {
        "version": number,
        "clashes": _rows(together.clashes, questions),
        "theirs": _rows(together.theirs, questions),
        "by": _changes(keeping.versions(found.id, most=2), questions)[:1],
        "errors": {f"clash-{name}": _("Choose one of the two.") for name in open_ones},
    }


@for_administrators
def history(request: MemberRequest, entry: UUID) -> HttpResponse:
    """The last fifty changes of a service, each beside what stood before it."""
    found = queries.service_of(request.member.agency_id, entry)
    versions = keeping.versions(found.id, most=keeping.MOST + 1)
    context = {
        "service": found,
        "changes": _changes(versions, _questions(request)),
        "is_cut": len(versions) > keeping.MOST,
    }
    return render(request, "administration/service_history.html", context)


def _changes(versions: list[Version], questions: Sequence[Question]) -> list[Change]:
    known = agencies({one.by_agency for one in versions if one.by_agency})
    fields = [editing.fields_of(editing.entry_of(one.said)) for one in versions]
    changes = []
    for place, one in enumerate(versions):
        if one.by_agency is None or place >= keeping.MOST:
            continue
        before = fields[place + 1] if place + 1 < len(fields) else {}
        rows = _rows(differences(before, fields[place]), questions)
        changes.append(Change(one, known[one.by_agency].name, rows))
    return changes


def _rows(found: list[Difference], questions: Sequence[Question]) -> list[Row]:
    asked, rows = editing.by_name(questions), []
    for one in found:
        if question := asked.get(one.name):
            before, after = (editing.in_words(question, text) for text in (one.before, one.after))
            rows.append(Row(one.name, question.label, before, after))
    return rows


def _questions(request: MemberRequest) -> list[Question]:
    return service_forms.service(Asked({}), *_about(request))


def _about(request: MemberRequest) -> tuple[Any, Sector, str]:
    own = request.member.agency
    return queries.teams(own.id), Sector(own.sector), own.country


def _form(
    request: MemberRequest,
    found: Entry | None,
    asked: Asked,
    base: int | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    form: list[Question] = service_forms.service(asked, *_about(request))
    errors = more.get("errors")
    context = {
        "title": _("Change a service") if found else _("A new service"),
        "form": form,
        "goes": found.id if found else None,
        "version": base,
        "waits": asked_about(found.id) if found else [],
        "seconds": second.who_can_see(request.member),
        **more,
    }
    code = 422 if errors and status == 200 else status
    return render(request, "administration/service.html", context, status=code)
