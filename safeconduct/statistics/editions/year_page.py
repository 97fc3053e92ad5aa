"""The page of a year: what is missing or contradicts itself in it, and what is to be prepared of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics import queries
from safeconduct.statistics.editions import actions, completeness, forms, rules, runner, store
from safeconduct.statistics.editions.counting import read_year
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.decisions import NotPossible, Words, require
from safeconduct.vocabulary.identifiers import MemberId


@for_members
def of_year(request: MemberRequest, year: int) -> HttpResponse:
    """What is missing or contradicts itself in a year; and what is to be prepared of it."""
    by, at = request.member, request.at
    require(actions.may_prepare(by))
    require(rules.may_be_of(year, timezone.localtime(at).date()))
    typed, errors = request.POST.dict(), {}
    if request.method == "POST":
        try:
            embargo, said = forms.embargo(typed), typed.get("reason", "")
            made = actions.begin(year, forms.wanted(typed), reason=said, embargo=embargo, by=by, at=at)
        except NotPossible as refused:
            errors = forms.errors_of(refused)
        else:
            runner.go_on(made, by.id)
            return redirect("edition_prepared", preparation=made)
    record("editions:year_read", by=as_actor(by), at=at, detail={"year": year})
    context = _year(request, year, errors)
    return render(request, "statistics/editions/year.html", context, status=422 if errors else 200)


def _year(request: MemberRequest, year: int, errors: dict[str, Words]) -> dict[str, Any]:
    corrects = store.newest(request.member.agency.country, year)
    with reading(MemberId(request.member.id)) as read:
        own = queries.agencies(read)
        known = known_agencies({UUID(one) for one in own})
        of_country = {
            str(id_): one.name for id_, one in known.items() if one.country == request.member.agency.country
        }
        agencies = sorted(of_country)
        found = read_year(read, agencies, year)
    return {
        "year": year,
        "country": request.member.agency.country,
        "names": sorted(of_country.values()),
        "persons": completeness.number(found.counted.persons),
        "can_be_made": bool(found.counted.persons),
        "lines": completeness.lines(found, of_country),
        "corrects": corrects,
        "questions": forms.to_prepare(request.POST.dict(), errors, corrects=corrects is not None),
        "errors": errors,
    }
