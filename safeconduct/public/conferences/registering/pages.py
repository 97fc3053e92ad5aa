"""What readers see: the form, where to look then, and the page of one registration."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.pages import for_one_person, refused, takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.attending.own import spoken
from safeconduct.public.conferences.attending.tickets import qr_svg, ticket_address
from safeconduct.public.conferences.models import Edition, EditionState, Registration
from safeconduct.public.conferences.registering import actions, queries, rules
from safeconduct.public.conferences.registering.forms import ChangeForm, RegisterForm
from safeconduct.public.conferences.registering.seats import times_of
from safeconduct.public.post.sending import is_sent_here
from safeconduct.vocabulary.decisions import Decision, Reason, Refused
from safeconduct.vocabulary.errors import NotPossible

REGISTRATIONS = Limit("registration", of_one=30, of_all=3000)
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
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The form. Whatever is wrong, what was typed is shown again."""
    edition, now = _announced(code), timezone.now()
    open_now = rules.may_register(times_of(edition), now=now, sends_mail=is_sent_here())
    if request.method != "POST":
        form = RegisterForm(initial={"language": request.LANGUAGE_CODE}) if open_now else None
        return _form(request, edition, form, None if open_now else _reason(open_now))
    form = RegisterForm(request.POST)
    if form.is_of_a_program:
        return redirect("registering_sent", code)
    if not form.is_valid():
        return _form(request, edition, form, None, status=422)
    taken = limits.take(request, REGISTRATIONS, now=now)
    if isinstance(taken, Refused):
        return _form(request, edition, form, spoken(taken.reason), status=429)
    try:
        actions.register(edition, form.entered(), now=now)
    except NotPossible as fault:
        return _form(request, edition, form, fault.reason, status=409)
    return redirect("registering_sent", code)


@require_safe
@for_one_person
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The same for everybody: whoever is registered already learns it by mail."""
    return render(request, "registering/sent.html", {"edition": _announced(code)})


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """How a registration stands, and what can be done about it. Opening the page does nothing: programs open mails."""
    registration, now = _of(secret), timezone.now()
    if request.method == "POST":
        return _do(request, registration, secret, now)
    may_change = rules.may_change(times_of(registration.edition), now=now)
    shown = {
        "registration": registration,
        "edition": registration.edition,
        "secret": secret,
        "zone": ZoneInfo(registration.edition.time_zone),
        "may_change": may_change,
        "why_not": None if may_change else _reason(may_change),
        "confirm_until": rules.unconfirmed_end(registration.made_at),
        "erased_on": rules.registrations_end(registration.edition.ends_at, registration.edition.keeps_days),
        "place": queries.place_in_queue(registration) if registration.state == rules.WAITING else None,
        "ticket": qr_svg(ticket_address(registration)) if registration.state == rules.SEATED else None,
        "letter": rules.may_have_letter(
            registration.state,
            wants_letter=registration.wants_letter,
            ends_at=registration.edition.ends_at,
            now=now,
        ),
    }
    return render(request, "registering/mine.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def change(request: HttpRequest, secret: str) -> HttpResponse:
    """Other words for the same person."""
    registration, now = _of(secret), timezone.now()
    shown = {"registration": registration, "edition": registration.edition, "secret": secret}
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
    return redirect("registering_mine", secret)


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
        raise NotPossible(spoken(taken.reason))


def _form(
    request: HttpRequest,
    edition: Edition,
    form: RegisterForm | None,
    why: Reason | None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "edition": edition,
        "form": form,
        "reason": why,
        "zone": ZoneInfo(edition.time_zone),
        "erased_on": rules.registrations_end(edition.ends_at, edition.keeps_days),
    }
    return render(request, "registering/register.html", shown, status=status)


def _announced(code: str) -> Edition:
    """Raises Http404 for one that is being prepared: its readers do not know of it yet."""
    return get_object_or_404(Edition.objects.exclude(state=EditionState.DRAFT), code=code)


def _of(secret: str) -> Registration:
    registration = queries.of_a_secret(secret)
    if registration is None:
        raise Http404
    return registration


def _entered(registration: Registration) -> dict[str, object]:
    needs = getattr(registration, "needs", None)
    return {
        "name": registration.name,
        "organisation": registration.organisation,
        "wants_letter": registration.wants_letter,
        "may_be_photographed": registration.may_be_photographed,
        "access": needs.access if needs else "",
        "diet": needs.diet if needs else "",
    }


def _reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None
