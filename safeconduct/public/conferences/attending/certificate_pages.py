"""A certificate for whoever was there, and the page that says whether a code is one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.public.asking import limits
from safeconduct.public.asking.forms import ReadersForm
from safeconduct.public.asking.pages import for_one_person, takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.conferences.attending import certificates, queries, when
from safeconduct.public.conferences.attending.certificate_sheets import certificate
from safeconduct.public.conferences.attending.own import decide, person_of
from safeconduct.public.conferences.models import Certificate
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.typesetting.setting import PDF, pdf

MADE = Limit("certificate", of_one=500, of_all=5000)
"""Wide: everybody in the house of a conference has one address."""
ASKED = Limit("verification", of_one=60, of_all=2000)


@require_safe
@for_one_person
def fetch(request: HttpRequest, secret: str) -> HttpResponse:
    """Made now, in the language of the person's messages. Kept is only what a verification needs."""
    person, now = person_of(secret), timezone.now()
    decision = decide(person, queries.sessions_attended(person).count(), now=now)
    if isinstance(decision, Refused):
        return _refused(request, secret, decision.reason, status=409)
    taken = limits.take(request, MADE, now=now)
    if isinstance(taken, Refused):
        return _refused(request, secret, taken.reason, status=429)
    with translation.override(person.language if person.language in TRANSLATED else None):
        sessions = queries.attended_by(person)
        code = certificates.make(person, sessions, now=now)
        data = pdf(certificate(person, sessions, code))
    named = {"Content-Disposition": 'inline; filename="certificate.pdf"'}
    return HttpResponse(data, content_type=PDF, headers=named)


def _refused(request: HttpRequest, secret: str, reason: Reason, *, status: int) -> HttpResponse:
    """Why there is none, with the way back to the person's page."""
    said = {"reason": reason, "secret": secret}
    return render(request, "attending/no_certificate.html", said, status=status)


class VerifyForm(ReadersForm):
    """A code, and a name if it is to be confirmed."""

    code = forms.CharField(
        label=_("Code of the certificate"), max_length=60, help_text=_("Such as ABCD-EFGH-2345-IJKL.")
    )
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        required=False,
        help_text=_("We confirm a name only if you type it. We show none."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def verify(request: HttpRequest) -> HttpResponse:
    """Valid, taken back or not known; and whether it was made for the name that was typed."""
    form = VerifyForm(request.POST) if request.method == "POST" else VerifyForm()
    context: dict[str, Any] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "attending/verify.html", context, status=422 if form.errors else 200)
    taken = limits.take(request, ASKED, now=timezone.now())
    if isinstance(taken, Refused):
        return render(request, "attending/verify.html", context | {"reason": taken.reason}, status=429)
    code = certificates.typed(form.cleaned_data["code"])
    found = None if form.is_of_a_program else certificates.find(code)
    context |= {"is_asked": True, "found": found}
    if found is not None:
        context |= _said(found, code, form.cleaned_data["name"])
    return render(request, "attending/verify.html", context)


def _said(found: Certificate, code: str, name: str) -> dict[str, Any]:
    has_name, is_its_name = bool(name.strip()), certificates.is_name(found, code, name)
    return {
        "days": when.days_in_words(found.edition),
        "hours": when.length_in_words(timedelta(minutes=found.minutes)),
        "taken_back": when.moment_in_words(found.taken_back_at, found.edition) if found.taken_back_at else "",
        "has_name": has_name,
        "is_its_name": is_its_name,
        "is_of_another": has_name and not is_its_name,
    }
