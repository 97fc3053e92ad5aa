"""The page on which a person's no to figures is written down, or taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.statistics import objecting
from safeconduct.statistics.once import actions, queries


@for_members
def of_person(request: MemberRequest, case: UUID) -> HttpResponse:
    """What is counted of the person, whether they have said no, and whether they may be compared to count once."""
    own_case_in_hand(case)
    if request.method == "POST" and request.POST.get("compared") in ("no", "yes"):
        yes = request.POST["compared"] == "yes"
        actions.agree(case, yes=yes, by=request.member, at=request.at)
        messages.success(request, _("Written down."))
        return redirect("figures_of_person", case=case)
    if request.method == "POST" and request.POST.get("says") in ("no", "yes"):
        no = request.POST["says"] == "no"
        objecting.say(case, no=no, by=request.member, at=request.at)
        messages.success(
            request, _("Written down.") if no else _("Written down. The file is counted as it is saved.")
        )
        return redirect("figures_of_person", case=case)
    context = {
        "case": case,
        "objects": objecting.stands(case),
        "agreed": queries.agreed(case),
        "in_total": objecting.are_in_total(request.member.agency.country),
    }
    context["asked"] = any(pair.case == case for pair in queries.my_pairs()) if context["agreed"] else False
    return render(request, "statistics/of_person.html", context)
