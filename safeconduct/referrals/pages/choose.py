"""Choosing the first recipient: the services of both nodes, and how urgent it is."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.pages import urgency as usual_urgency
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.directory.models import Entry
from safeconduct.referrals import drafting, frequent
from safeconduct.referrals.pages import offers
from safeconduct.referrals.pages.person_known import Known
from safeconduct.vocabulary.codes import Need, Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question


@for_members
def refer(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose the service and how urgent it is; a draft begins and nothing leaves."""
    bare, known = own_case_in_hand(case), offers.known_of(request, case)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        urgency, service = request.POST.get("urgency", ""), None
        wanted = request.POST.get("often") or request.POST.get("service", "")
        try:
            service = offers.chosen(wanted, is_child=known.is_child, never=known.never)
        except BadInput as wrong:
            errors |= wrong.errors
        if urgency not in set(Urgency):
            errors["urgency"] = _("Choose how urgent it is.")
        if service is not None and not errors:
            row = drafting.draft(
                case=CaseId(case),
                entry=service,
                need=need_of(service, request.GET.get("need", "")),
                urgency=Urgency(urgency),
                by=request.member,
                at=request.at,
                law=offers.wanted_law(request),
            )
            return redirect("referral", reference=row.reference)
    return _page(request, bare, errors, known=known)


def need_of(service: Entry, wanted: str) -> str:
    """The need that was looked for, where the service answers it; else the first that it answers."""
    return wanted if wanted in service.needs else next(iter(service.needs), Need.SAFETY.value)


def _page(request: MemberRequest, bare: Any, errors: dict[str, Words], *, known: Known) -> HttpResponse:
    urgency = Question(
        name="urgency", label=_("How urgent"), kind="select", options=list(choices(Urgency)),
        value=request.POST.get("urgency", ""), error=errors.get("urgency", ""),
    )  # fmt: skip
    services = offers.choosing(request, known=known)
    # Who narrows the list looks for somebody else than usual.
    often = [] if services["is_filtered"] else frequent.buttons(request.member, request.at, known.is_child)
    context = {
        "case": bare,
        "errors": errors,
        "often": often,
        "urgency": usual_urgency(),
        "services": {
            "urgency": urgency,
            **services,
            "case": bare.id,
            "here": f"/people/{bare.id}/refer/",
        },
    }
    return render(request, "referrals/refer.html", context, status=422 if errors else 200)
