"""The page on which a return meets the agency that receives the person: their words, and the days after the arrival."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agencies
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.queries import NO_SUCH_CASE, allowed_of, own_case_in_hand, read_sections
from safeconduct.cases.seen import in_full
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.returns import actions
from safeconduct.referrals.returns.rules import WHAT, Told
from safeconduct.referrals.tasks.rules import IN_COMMON
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """Each accepted referral to the country of return: what they told, and the days that can be put to them."""
    own_case_in_hand(case)
    grants = held(case)
    if Section.RETURN not in allowed_of(request.member, grants, Action.OPEN):
        raise NotFound(NO_SUCH_CASE)
    found = read_sections(case, [Section.RETURN], by=request.member, at=request.at, grants=grants)
    dossier = found[Section.RETURN].content if Section.RETURN in found else {}
    known = _receivers(case, answer(dossier, "country") or "")
    refused: NotPossible | None = None
    if request.method == "POST":
        try:
            return _done(request, case, known)
        except NotPossible as error:
            refused = error
    context = {
        "case": case,
        "lines": [_line(request, row, other, dossier) for row, other in known],
        "country": country_in_full(answer(dossier, "country")) if answer(dossier, "country") else "",
        "may_edit": Section.RETURN in allowed_of(request.member, grants, Action.EDIT),
        "refused": refused,
    }
    return render(request, "referrals/returns/page.html", context, status=409 if refused else 200)


def _done(request: MemberRequest, case: UUID, known: list[tuple[Referral, Agency]]) -> HttpResponse:
    reference = request.POST.get("referral", "")
    row, other = next(((row, other) for row, other in known if row.reference == reference), (None, None))
    if row is None or other is None:
        raise NotFound(_("There is no such referral for you."))
    by, at = request.member, request.at
    if request.POST.get("do") == "days":
        days = actions.put_days(referral=row.id, case=case, by=by, at=at)
        messages.success(
            request,
            _("Put to %(agency)s as their tasks: %(days)s.")
            % {"agency": in_full(other), "days": ", ".join(date_format(day, "j M Y") for day in days.put)},
        )
    else:
        told, text = request.POST.get("told", ""), request.POST.get("text", "")
        if told not in set(Told):
            messages.warning(request, _("Choose what their words say, then take them over."))
            return redirect("return_with_them", case=case)
        actions.take(referral=row.id, case=case, text=_id(text), told=Told(told), by=by, at=at)
        messages.success(
            request, _("It stands in the dossier as told by %(agency)s.") % {"agency": in_full(other)}
        )
    return redirect("return_with_them", case=case)


def _receivers(case: UUID, country: str) -> list[tuple[Referral, Agency]]:
    """The accepted referrals of this case to agencies of the country of return, the newest first."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER, state__in=[one.value for one in IN_COMMON])
    found = [row for row in rows.order_by("-created_at", "id")[:50] if not is_by_hand(row)]
    known = agencies({row.other_agency_id for row in found}) if found else {}
    there = [(row, known[row.other_agency_id]) for row in found if row.other_agency_id in known]
    return [(row, other) for row, other in there if country and other.country == country]


def _line(request: MemberRequest, row: Referral, other: Agency, dossier: Content) -> dict[str, Any]:
    days = actions.days_of(row, dossier, by=request.member, at=request.at)
    told = actions.theirs(row, by=request.member)
    return {
        "reference": row.reference,
        "agency": in_full(other),
        "days": days,
        "told": [
            (one, label(one.section), _question(one.id.hex if one.id else "")) for one in told
        ],
    }  # fmt: skip


def _question(prefix: str) -> Question:
    options = [(one.value, words) for one, words in WHAT.items()]
    return Question("told", _("What their words say"), "radios", "", options, prefix=f"{prefix}-")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
