"""What organisers see and do: who registered, seats and quotas, one person, needs, a file of those seated."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.public.conferences.models import Edition, Needs, Registration, RegistrationState
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.public.conferences.registering import counts, deciding, rules
from safeconduct.public.conferences.registering.forms import countries_by_name, professions_to_choose
from safeconduct.public.conferences.registering.lists import as_csv
from safeconduct.public.conferences.registering.mailing import occasions_of
from safeconduct.public.conferences.registering.seating import Limit
from safeconduct.public.pages.frame import own_name
from safeconduct.public.post.sending import was_given_up
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import NotPossible

AT_ONCE = 50
MOST_SEATS = 100_000


class SeatsForm(forms.Form):
    """How many seats."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=0, max_value=MOST_SEATS)


class QuotaForm(SeatsForm):
    """For whom at most how many."""

    profession = forms.ChoiceField(
        label=gettext_lazy("Profession"), required=False, choices=lambda: _any(professions_to_choose())
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), required=False, choices=lambda: _any(countries_by_name())
    )
    field_order = ["profession", "country", "seats"]


@require_safe
@of_an_edition
def registrations(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everybody, by state, in the order of registering."""
    state = request.GET.get("state", "")
    if state and state not in RegistrationState.values:
        raise Http404
    found = Registration.objects.filter(edition=edition, **({"state": state} if state else {}))
    shown = Paginator(found.order_by("made_at", "pk"), AT_ONCE).get_page(request.GET.get("page"))
    figures = counts.figures_of(edition)
    return render(
        request,
        "registering/organise/registrations.html",
        {"edition": edition, "shown": shown, "state": state, "figures": figures},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def registration(request: HttpRequest, edition: Edition, pk: UUID) -> HttpResponse:
    """One person, with a seat out of turn, or the end of the registration."""
    asked = Registration.objects.filter(edition=edition).select_related("needs")
    person, now = get_object_or_404(asked, pk=pk), timezone.now()
    if request.method == "POST":
        return _decide(request, person, now)
    shown = {
        "edition": edition,
        "person": person,
        "may_seat": rules.may_seat_by_hand(person.state),
        "may_cancel": rules.may_cancel(person.state),
        "mail_was_given_up": was_given_up(occasions_of(person)),
    }
    return render(request, "registering/organise/registration.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def seats(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Seats and quotas; a number that is too low is refused with how many hold one."""
    form, new = SeatsForm(initial={"seats": edition.seats}), QuotaForm(prefix="new")
    status = 200
    if request.method == "POST":
        form, new = _filled(request, edition)
        wrong = _change(request, edition, form, new)
        if wrong is None:
            return redirect("registering_seats", edition.code)
        status = wrong
    shown = {"edition": edition, "form": form, "new": new, "figures": counts.figures_of(edition)}
    return render(request, "registering/organise/seats.html", shown, status=status)


@require_safe
@of_an_edition
def needs(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What those who come need, until the conference is over."""
    holding = Needs.objects.filter(
        registration__edition=edition, registration__state=RegistrationState.SEATED
    )
    listed = holding.select_related("registration").order_by("registration__name")
    shown = Paginator(listed, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "registering/organise/needs.html", {"edition": edition, "shown": shown})


@require_safe
@of_an_edition
def seated(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Those who have a seat, as a file for a spreadsheet; what they need is not in it."""
    found = Registration.objects.filter(edition=edition, state=RegistrationState.SEATED).order_by("name")
    labels = dict(professions())
    rows = ([str(value) for value in _row(each, labels)] for each in found.iterator())
    names = [
        _("Name"), _("E-mail address"), _("Organisation"), _("Profession"), _("Country"), _("Language"),
        _("Letter of invitation"), _("May be seen in pictures"),
    ]  # fmt: skip
    answer = HttpResponse(as_csv(names, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{edition.code}-seated.csv"'
    return answer


def _row(each: Registration, labels: dict[str, Any]) -> list[Any]:
    kind = [
        labels.get(each.profession, each.profession),
        f"{country_in_full(each.country)} ({each.country})",
        own_name(each.language),
    ]
    said = [_("yes") if yes else _("no") for yes in (each.wants_letter, each.may_be_photographed)]
    return [each.name, each.email, each.organisation, *kind, *said]


@require_POST
@of_an_edition
def drop_quota(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Take a quota out."""
    deciding.drop_quota(edition, pk, now=timezone.now())
    messages.success(request, _("The quota is gone."))
    return redirect("registering_seats", edition.code)


def _decide(request: HttpRequest, person: Registration, now: datetime) -> HttpResponse:
    does = {"seat": deciding.seat_by_hand, "cancel": deciding.cancel_by_hand}.get(request.POST.get("do", ""))
    if does is None:
        raise Http404
    try:
        if does(person, now=now):
            messages.success(request, _("Done, and the person is told by mail."))
        else:
            messages.success(request, _("Done. No mail was sent: this address was never confirmed."))
    except NotPossible as fault:
        messages.error(request, fault.reason.whole)
    return redirect("registering_registration", person.edition.code, person.pk)


def _filled(request: HttpRequest, edition: Edition) -> tuple[SeatsForm, QuotaForm]:
    """The form that was sent as it was filled in, the other one as it is."""
    if "new-seats" in request.POST:
        return SeatsForm(initial={"seats": edition.seats}), QuotaForm(request.POST, prefix="new")
    return SeatsForm(request.POST), QuotaForm(prefix="new")


def _change(request: HttpRequest, edition: Edition, form: SeatsForm, new: QuotaForm) -> int | None:
    """Do what was sent; the status of the answer when it is wrong or refused."""
    sent = new if new.is_bound else form
    if not sent.is_valid():
        return 422
    try:
        if new.is_bound:
            deciding.set_quota(edition, Limit(**new.cleaned_data), now=timezone.now())
        else:
            deciding.set_seats(edition, sent.cleaned_data["seats"], now=timezone.now())
    except NotPossible as fault:
        sent.add_error("seats", fault.reason.whole)
        return 409
    messages.success(request, _("Kept. What became free is offered to those who wait."))
    return None


def _any(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("any")), *choices[1:]]
