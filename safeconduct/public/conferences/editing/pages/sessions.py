"""The programme, day by day, and one session on a page of its own: 300 of them are never on one page."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.public.conferences.editing import actions, local_times
from safeconduct.public.conferences.editing.forms.compared import STANDS_ALREADY
from safeconduct.public.conferences.editing.forms.sessions import SessionForm
from safeconduct.public.conferences.editing.queries import (
    days_of,
    in_two_places,
    languages_of,
    sessions_on,
    sessions_outside,
    slots,
)
from safeconduct.public.conferences.models import Edition, Session
from safeconduct.public.conferences.organising.access import of_an_edition, of_an_edition_alone
from safeconduct.vocabulary.decisions import NotPossible

AT_ONCE = 40


@require_safe
@of_an_edition
def programme(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The sessions of one day."""
    days = days_of(edition)
    day = _day(request.GET.get("day", ""), days)
    shown = Paginator(sessions_on(edition, day), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "days": days,
        "day": day,
        "shown": shown,
        "slots": slots(shown, edition),
        "at_once": in_two_places(edition)[:AT_ONCE],
        "outside": slots(sessions_outside(edition)[:AT_ONCE], edition),
    }
    return render(request, "editing/programme.html", context)


def _day(asked: str, days: list[date]) -> date:
    return next((each for each in days if each.isoformat() == asked), days[0])


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def new(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One more session; on the day that the list was at."""
    day = _day(request.GET.get("day", ""), days_of(edition))
    starts = local_times.as_typed(edition.starts_at, edition.time_zone).time()
    return _form(request, edition, None, initial={"starts_at": f"{day}T{starts:%H:%M}"})


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def change(request: HttpRequest, edition: Edition, session_id: int) -> HttpResponse:
    """One session."""
    return _form(request, edition, get_object_or_404(Session, edition=edition, pk=session_id))


def _form(request: HttpRequest, edition: Edition, session: Session | None, **more: Any) -> HttpResponse:
    form = SessionForm(edition, languages_of(edition), session, request.POST or None, **more)
    if request.method == "POST" and form.is_valid():
        if form.twin is not None:
            messages.info(request, STANDS_ALREADY)
            return _back(edition, form.twin)
        messages.success(request, _("Saved."))
        return _back(edition, actions.save_session(edition, session, form.cleaned_data))
    context = {"form": form, "edition": edition, "session": session}
    return render(request, "editing/session.html", context, status=form.status)


def _back(edition: Edition, session: Session) -> HttpResponse:
    day = local_times.as_typed(session.starts_at, edition.time_zone).date()
    answer = redirect("editing_programme", edition.code)
    answer["Location"] += f"?day={day}"
    return answer


@require_POST
@of_an_edition
def remove(request: HttpRequest, edition: Edition, session_id: int) -> HttpResponse:
    """Take it out of the programme."""
    session = get_object_or_404(Session.objects.select_related("edition"), edition=edition, pk=session_id)
    try:
        actions.remove_session(session)
    except NotPossible as fault:
        messages.error(request, fault.reason.whole)
        return redirect("editing_session", edition.code, session_id)
    messages.success(request, _("The session is out of the programme."))
    return redirect("editing_programme", edition.code)
