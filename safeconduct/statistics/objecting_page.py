"""The page on which a person's no to figures is written down, or taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.statistics import objecting


@for_members
def of_person(request: MemberRequest, case: UUID) -> HttpResponse:
    """What is counted of the person, in general, and whether they have said no."""
    own_case_in_hand(case)
    if request.method == "POST" and request.POST.get("says") in ("no", "yes"):
        no = request.POST["says"] == "no"
        objecting.say(case, no=no, by=request.member, at=request.at)
        messages.success(
            request, _("Written down.") if no else _("Written down. The file is counted as it is saved.")
        )
        return redirect("figures_of_person", case=case)
    return render(request, "statistics/of_person.html", {"case": case, "objects": objecting.stands(case)})
