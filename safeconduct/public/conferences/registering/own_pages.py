"""The page of one registration, behind a secret: how it stands, and what can be done about it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.pages import for_one_person, refused, takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.attending.rules import NOT_THERE
from safeconduct.public.conferences.attending.tickets import qr_svg, ticket_address
from safeconduct.public.conferences.models import Registration
from safeconduct.public.conferences.programme.rules import Standing, standing
from safeconduct.public.conferences.registering import actions, queries, rules, seating
from safeconduct.public.conferences.registering.forms import ChangeForm
from safeconduct.public.conferences.registering.seats import kind_of, seats_of
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import NotPossible

CHANGES = Limit("own_registration", of_one=120, of_all=12_000)
DOES: dict[str, Callable[..., None]] = {
    "confirm": actions.confirm,
    "accept": actions.accept,
    "decline": actions.decline,
    "cancel": actions.cancel,
}
"""What the buttons of a person's page do."""


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """How a registration stands, and what can be done about it. Opening the page does nothing: programs open mails."""
    registration, now = queries.of_a_secret(secret), timezone.now()
    if registration is None:
        return unknown(request)
    if request.method == "POST":
        return _do(request, registration, secret, now)
    shown = _all_of(registration, secret, now) | {"is_saved": "saved" in request.GET}
    return render(request, "registering/mine.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def change(request: HttpRequest, secret: str) -> HttpResponse:
    """Other words for the same person."""
    registration, now = queries.of_a_secret(secret), timezone.now()
    if registration is None:
        return unknown(request)
    shown = _named(registration, secret) | {"rest": f"conferences/mine/{secret}/change/"}
    if request.method != "POST":
        form = ChangeForm(initial=_entered(registration))
        return render(request, "registering/change.html", {**shown, "form": form})
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return render(request, "registering/change.html", {**shown, "form": form}, status=422)
    try:
        _count(request, now)
        actions.change(registration, form.changeable(), now=now)
    except NotPossible as fault:
        again = {**shown, "form": form, "reason": fault.reason}
        return render(request, "registering/change.html", again, status=409)
    return redirect(reverse("registering_mine", args=[secret]) + "?saved=1")


@require_safe
@for_one_person
def mistyped(request: HttpRequest, typed: str) -> HttpResponse:
    """An address that can be nobody's."""
    return unknown(request)


def unknown(request: HttpRequest) -> HttpResponse:
    """What a wrong secret gets, whether it is mistyped or erased."""
    return render(request, "registering/unknown.html", status=404)


def _do(request: HttpRequest, registration: Registration, secret: str, now: datetime) -> HttpResponse:
    does = DOES.get(request.POST.get("do", ""))
    if does is None:
        raise Http404
    try:
        _count(request, now)
        does(registration, now=now)
    except NotPossible as fault:
        return refused(request, fault.reason)
    if queries.of_a_secret(secret) is None:
        return render(request, "registering/deleted.html", {"edition": registration.edition})
    return redirect("registering_mine", secret)


def _count(request: HttpRequest, now: datetime) -> None:
    taken = limits.take(request, CHANGES, now=now)
    if isinstance(taken, Refused):
        raise NotPossible(taken.reason)


def _named(registration: Registration, secret: str) -> dict[str, Any]:
    """What each page of a person shows; `rest` is the same page in another language."""
    facts = queries.facts_now(registration.edition)
    return {
        "registration": registration,
        "edition": registration.edition,
        "facts": facts,
        "called": facts.name,
        "secret": secret,
        "rest": f"conferences/mine/{secret}/",
    }


def _all_of(registration: Registration, secret: str, now: datetime) -> dict[str, Any]:
    edition, state, times = registration.edition, registration.state, queries.times_of(registration.edition)
    may_change, has_arrived = rules.may_change(times, now=now), registration.arrived_at is not None
    named = _named(registration, secret)
    stands = standing(named["facts"], now=now)
    goes_on = stands not in (Standing.CANCELLED, Standing.OVER)
    return named | {
        "zone": ZoneInfo(edition.time_zone),
        "stands": stands,
        "not_there": NOT_THERE,
        "may_change": may_change,
        "may_leave": rules.may_leave(times, state, has_arrived=has_arrived, now=now),
        "tongues": queries.tongues_for(edition, named["facts"], registration.language) if goes_on else None,
        "why_not": may_change.reason if isinstance(may_change, Refused) and goes_on else None,
        "confirm_until": rules.confirm_until(times, registration.made_at),
        "erased_on": rules.registrations_end(edition.ends_at, edition.keeps_days),
        "ticket": qr_svg(ticket_address(registration)) if state == rules.SEATED and goes_on else None,
        "letter": rules.may_have_letter(times, state, wants_letter=registration.wants_letter, now=now),
        **(_of_waiting(registration) if state == rules.WAITING and goes_on else {}),
        **(_of_links(registration, now) if state == rules.SEATED and goes_on else {}),
    }


def _of_waiting(registration: Registration) -> dict[str, Any]:
    is_kept_out = seats_of(registration.edition).keeps_out(kind_of(registration))
    return {
        "place": queries.place_in_queue(registration),
        "kept_out": seating.kept_out() if is_kept_out else "",
        "time_to_answer": seating.time_to_answer(registration.edition.offer_hours),
    }


def _of_links(registration: Registration, now: datetime) -> dict[str, Any]:
    edition, times = registration.edition, queries.times_of(registration.edition)
    if rules.may_see_links(times, registration.state, now=now):
        return {"rooms": queries.linked_rooms(edition)}
    return {"links_from": rules.links_from(times) if queries.has_links(edition) else None}


def _entered(registration: Registration) -> dict[str, object]:
    needs = getattr(registration, "needs", None)
    kept = {name: getattr(registration, name) for name in actions.CHANGED}
    return kept | {"access": needs.access if needs else "", "diet": needs.diet if needs else ""}
