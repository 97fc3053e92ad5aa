"""Who was where, for organisers: counts, a list of each session, and a correction by hand with who made it."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.public.conferences.attending import queries, when
from safeconduct.public.conferences.attending.actions import all_were_in, correct
from safeconduct.public.conferences.models import (
    Attendance,
    Edition,
    PresenceChange,
    Registration,
    Session,
    SessionKind,
)
from safeconduct.public.conferences.organising.access import of_an_edition

AT_ONCE = 50


@require_safe
@of_an_edition
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How many came, and how many were in each session."""
    found = Attendance.objects.filter(session__edition=edition).values_list("session_id")
    counts = dict(found.annotate(Count("pk")))
    seated = queries.seated(edition)
    context = {
        "edition": edition,
        "sessions": [(each, counts.get(each.pk, 0)) for each in queries.sessions_of(edition)],
        "seated": seated.count(),
        "arrived": queries.arrived(edition).count(),
        "in_no_session": queries.in_no_session(edition).count(),
        "now": timezone.now(),
    }
    return render(request, "attending/attendance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def people(request: HttpRequest, edition: Edition, session: int | None = None) -> HttpResponse:
    """Everybody with a seat, and whether they were in this session, or came at all; one button each."""
    of_session = Session.objects.filter(edition=edition).exclude(kind=SessionKind.BREAK)
    chosen = get_object_or_404(of_session, pk=session) if session is not None else None
    if request.method == "POST":
        return _corrected(request, edition, chosen)
    shown = Paginator(queries.seated(edition), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "named": queries.named(of_session.filter(pk=session), edition)[0] if chosen else None,
        "shown": shown,
        "lines": _lines(list(shown), edition, chosen),
    }
    return render(request, "attending/people.html", context)


@require_safe
@of_an_edition
def in_no_session(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who has come and gets no certificate, because nobody wrote down a session."""
    shown = Paginator(queries.in_no_session(edition), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "attending/in_no_session.html", {"edition": edition, "shown": shown})


@require_POST
@of_an_edition
def all_here(request: HttpRequest, edition: Edition, session: int) -> HttpResponse:
    """Everybody who has come was in this session, which has begun. Raises Http404 for another one."""
    begun = Session.objects.filter(edition=edition, starts_at__lte=timezone.now())
    chosen = get_object_or_404(begun.exclude(kind=SessionKind.BREAK), pk=session)
    by = request.user.get_username()
    number = all_were_in(edition=edition, session=chosen, by=by, now=timezone.now())
    messages.info(request, f"{_('This is written down, with your name.')} {_people(number)}")
    return redirect("attending_attendance", edition.code)


def _people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


def _corrected(request: HttpRequest, edition: Edition, session: Session | None) -> HttpResponse:
    try:
        pk = UUID(request.POST.get("registration", ""))
    except ValueError as fault:
        raise Http404 from fault
    person = get_object_or_404(queries.seated(edition), pk=pk)
    was_there = request.POST.get("was_there") == "yes"
    by = request.user.get_username()
    correct(person=person, session=session, was_there=was_there, by=by, now=timezone.now())
    messages.info(request, _("This is written down, with your name."))
    page = request.GET.get("page", "1")
    return redirect(f"{request.path}?page={quote(page) if page.isdecimal() else 1}")


def _lines(people: list[Registration], edition: Edition, session: Session | None) -> list[dict[str, Any]]:
    since = _since(people, session)
    changes = PresenceChange.objects.filter(registration__in=people, session=session).order_by("at")
    last = {pk: (by, at) for pk, by, at in changes.values_list("registration_id", "by", "at")}
    return [
        {
            "person": each,
            "since": when.moment_in_words(since[each.pk], edition) if each.pk in since else "",
            "by": last[each.pk][0] if each.pk in last else "",
            "at": when.moment_in_words(last[each.pk][1], edition) if each.pk in last else "",
        }
        for each in people
    ]


def _since(people: list[Registration], session: Session | None) -> dict[UUID, Any]:
    if session is None:
        return {each.pk: each.arrived_at for each in people if each.arrived_at is not None}
    found = Attendance.objects.filter(registration__in=people, session=session)
    return dict(found.values_list("registration_id", "at"))
