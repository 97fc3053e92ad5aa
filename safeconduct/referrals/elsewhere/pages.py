"""The page on which whoever leads gives a file of a case to another system."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.exchange.faults import WireError
from safeconduct.referrals.elsewhere import actions
from safeconduct.referrals.elsewhere.actions import Offer
from safeconduct.referrals.lists.spreadsheet import GROUPS, OF_A_GROUP, SIGNS, new_password
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section, in_order

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTCDS, PACKAGE = "htcds", "package"
KINDS: dict[str, Words] = {
    PACKAGE: gettext_lazy("A sealed package for a node of Safeconduct, or a program that reads its format"),
    HTCDS: gettext_lazy("A spreadsheet with the columns of HTCDS 2.0, which opens with a password"),
}
NAMES = {HTCDS: "file.xlsx", PACKAGE: "file.package.json"}
"""Nothing of what is in it stands in the name of the file."""
PASSWORD = rf"([{SIGNS}]{{{OF_A_GROUP}}}-){{{GROUPS - 1}}}[{SIGNS}]{{{OF_A_GROUP}}}"
TOO_LARGE = Reason(
    "file_too_large",
    gettext_lazy("This is too long for one package."),
    gettext_lazy("Choose fewer sections."),
)


@for_members
def give(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose to whom, what and how; then the file. It asks for a fresh confirmation of who one is."""
    if request.method != "POST":
        return step_up(request) or _page(request, case)
    require_step_up(request)
    offered = {str(one.consent): one for one in actions.offers(case, by=request.member)}
    errors = _wrong(request, offered)
    if errors:
        return _page(request, case, errors, status=422)
    consent = offered[request.POST["consent"]].consent
    chosen = in_order(Section(name) for name in request.POST.getlist("sections"))
    kind = request.POST["kind"]
    asked: dict[str, Any] = {
        "case": case, "consent": consent, "chosen": chosen, "by": request.member, "at": request.at,
    }  # fmt: skip
    try:
        if kind == HTCDS:
            file = actions.give_htcds(**asked, password=request.POST["password"])
        else:
            file = actions.give_package(**asked)
    except NotPossible as refused:
        actions.refused(case, refused.reason, by=request.member, at=request.at)
        return _page(request, case, why_not=refused.reason, status=409)
    except WireError:
        actions.refused(case, TOO_LARGE, by=request.member, at=request.at)
        return _page(request, case, why_not=TOO_LARGE, status=409)
    content_type = XLSX if kind == HTCDS else "application/json"
    name = NAMES[kind]
    return HttpResponse(
        file, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _wrong(request: MemberRequest, offered: dict[str, Offer]) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if request.POST.get("consent", "") not in offered:
        errors["consent"] = _("Choose to whom, on which consent.")
    if request.POST.get("kind", "") not in KINDS:
        errors["kind"] = _("Choose how.")
    sections = request.POST.getlist("sections")
    if not sections or not set(sections) <= set(Section):
        errors["sections"] = _("Choose what the other system needs.")
    if request.POST.get("kind") == HTCDS and not re.fullmatch(PASSWORD, request.POST.get("password", "")):
        errors["kind"] = _("The page has forgotten its password. There is a new one now.")
    return errors


def _page(
    request: MemberRequest,
    case: UUID,
    errors: dict[str, Words] | None = None,
    *,
    why_not: Reason | None = None,
    status: int = 200,
) -> HttpResponse:
    found, wrong = actions.offers(case, by=request.member), errors or {}
    known = request.POST.get("password", "")
    context = {
        "case": case,
        "offers": found,
        "fields": _questions(request, found, wrong),
        "errors": wrong,
        "why_not": why_not,
        "password": known if re.fullmatch(PASSWORD, known) else new_password(),
    }
    return render(request, "referrals/elsewhere/give.html", context, status=status)


def _questions(request: MemberRequest, found: list[Offer], errors: dict[str, Words]) -> list[Question]:
    sections = in_order({section for one in found for section in one.sections})
    options = [(section.value, _named(section)) for section in sections]
    return [
        Question(
            "consent", _("To whom, on which consent"), "radios", request.POST.get("consent", ""),
            [(str(one.consent), _whom(one)) for one in found], errors.get("consent", ""),
        ),
        Question(
            "sections", _("What they get"), "ticks", ",".join(request.POST.getlist("sections")), options,
            errors.get("sections", ""), _("Nothing is ticked beforehand. Tick only what they cannot do without."),
        ),
        Question(
            "kind", _("How"), "radios", request.POST.get("kind", ""), list(KINDS.items()), errors.get("kind", ""),
        ),
    ]  # fmt: skip


def _named(section: Section) -> Words:
    if section in SENT_AT_ONCE:
        return label(section)
    return _("%(section)s (only once they have accepted a referral)") % {"section": label(section)}


def _whom(one: Offer) -> str:
    agency = one.to.agency
    return _("%(team)s, %(agency)s, %(country)s: until %(until)s") % {
        "team": one.to.name,
        "agency": agency.name,
        "country": country_in_full(agency.country),
        "until": date_format(localtime(one.until), "D j M Y"),
    }
