"""A legal hold on an own file: placed from the worklist by whoever supervises, with a ground and an end, and lifted."""

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from safeconduct.access import doors
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.emergency.forms import number_of
from safeconduct.referrals.codes import day
from safeconduct.vocabulary.codes import HoldGround
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question


@for_members
def hold(request: MemberRequest, case: UUID) -> HttpResponse:
    """Place a hold on a file that ends, or lift the one that stands."""
    if not request.member.supervises:
        raise NotFound(_("A legal hold is placed by whoever supervises."))
    stands = doors.held_by_law(case)
    errors: dict[str, Words] = {}
    if request.method == "POST" and request.POST.get("do") == "lift":
        lift(case, by=request.member, at=request.at)
        messages.success(request, _("Lifted. What is due is erased with the next purge."))
        return redirect("kept")
    if request.method == "POST":
        ground, end = request.POST.get("ground", ""), day(request.POST.get("until"))
        if ground not in set(HoldGround):
            errors["ground"] = _("Choose the ground.")
        if end is None or end <= request.at.date():
            errors["until"] = _("Enter the day on which it ends, such as 2027-03-31.")
        if not errors and end is not None:
            place(case, HoldGround(ground), end, by=request.member, at=request.at)
            messages.success(request, _("Held. Nothing of it is erased until that day."))
            return redirect("kept")
    context = {
        "number": number_of(case),
        "case": case,
        "stands": label(HoldGround(stands)) if stands else "",
        "questions": _questions(request, errors),
        "errors": errors,
    }
    return render(request, "referrals/keeping/hold.html", context, status=422 if errors else 200)


@transaction.atomic
def place(case: UUID, ground: HoldGround, last_day: date, *, by: Member, at: datetime) -> None:
    """Keep the keys of this file until the end of that day; nobody reads by it. Raises AccessRefused."""
    doors.place_hold(case, ground, make_aware(datetime.combine(last_day, time(23, 59, 59))))
    detail: dict[str, str | int | bool | list[str]] = {"ground": ground.value, "until": last_day.isoformat()}
    record("case:held_by_law", by=as_actor(by), at=at, case=case, detail=detail)


@transaction.atomic
def lift(case: UUID, *, by: Member, at: datetime) -> None:
    """The hold ends; a file whose term has come goes with the next purge. Raises AccessRefused."""
    doors.lift_hold(case)
    record("case:hold_lifted", by=as_actor(by), at=at, case=case)


def _questions(request: MemberRequest, errors: dict[str, Words]) -> list[Question]:
    given = request.POST
    return [
        Question(
            "ground", _("Ground"), "radios", given.get("ground", ""), list(choices(HoldGround)),
            errors.get("ground", ""),
        ),
        Question(
            "until", _("Until"), "date", given.get("until", ""), error=errors.get("until", ""),
            hint=_("At most ten years from today."),
        ),
    ]  # fmt: skip
