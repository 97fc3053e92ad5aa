"""A case that is over and ends soon: kept on with a reason, by whoever leads it, or supervises where nobody does."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.terms import Ending, endings, keep_on
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import aliases
from safeconduct.cases.rules import may_keep_on
from safeconduct.vocabulary.codes import KeepReason
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question


@for_members
def keep_on_page(request: MemberRequest, case: UUID) -> HttpResponse:
    """Why, and until when; without an answer the file is erased on its day."""
    found = next((one for one in endings() if one.case == case), None)
    if found is None:
        raise NotFound(_("This file does not end soon, or its end is not yours to decide on."))
    if request.method != "POST":
        return _form(request, found, {})
    why, until = request.POST.get("why", ""), _end_of(request.POST.get("until", ""))
    errors: dict[str, Words] = {}
    if why not in set(KeepReason):
        errors["why"] = _("Choose why the file must be kept on.")
    allowed = may_keep_on(until, ends_at=found.ends_at, latest=found.latest)
    if isinstance(allowed, Refused):
        errors["until"] = allowed.reason.whole
    if errors or until is None:
        return _form(request, found, errors)
    keep_on(case, KeepReason(why), until)
    detail: dict[str, str | int | bool | list[str]] = {"why": why, "until": until.date().isoformat()}
    record("case:kept_on", by=as_actor(request.member), at=request.at, case=case, detail=detail)
    return redirect("today")


def _end_of(day: str) -> datetime | None:
    try:
        found = parse_date(day)
    except ValueError:
        return None
    return make_aware(datetime.combine(found, time(23, 59, 59))) if found else None


def _form(request: MemberRequest, found: Ending, errors: dict[str, Words]) -> HttpResponse:
    given = request.POST
    context = {
        "ending": found,
        "alias": aliases([found.case], by=request.member).get(found.case, "") if found.is_mine else "",
        "errors": errors,
        "form": [
            Question(
                "why", _("Why it must be kept"), "radios", given.get("why", ""), choices(KeepReason),
                errors.get("why", ""),
            ),
            Question(
                "until", _("Until when"), "date", given.get("until", ""), error=errors.get("until", ""),
                hint=_("At most a year from today; then you are asked again."),
            ),
        ],
    }  # fmt: skip
    return render(request, "cases/keep_on.html", context, status=422 if errors else 200)
