"""The page of a year: what is missing or contradicts itself in it, and what is to be prepared of it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics import queries
from safeconduct.statistics.editions import actions, completeness, forms, rules, runner, store, words
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.counting import read_span
from safeconduct.statistics.editions.kinds import KINDS
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.decisions import NotPossible, Words, require
from safeconduct.vocabulary.editions import ARTICLE_19A, MOST_YEARS
from safeconduct.vocabulary.identifiers import MemberId


@for_members
def of_year(request: MemberRequest, year: int) -> HttpResponse:
    """What is missing or contradicts itself in a year; and what is to be prepared of it, and of the years before.

    `?tables=` chooses the kind, `?years=` how many years, of which this one is the last.
    """
    by, at = request.member, request.at
    require(actions.may_prepare(by))
    what = forms.chosen(request.GET.dict(), year)
    require(rules.may_be_of(year, timezone.localtime(at).date(), years=what.span.years))
    typed, errors = request.POST.dict(), {}
    if request.method == "POST":
        try:
            embargo, said = forms.embargo(typed), typed.get("reason", "")
            wanted = forms.wanted(typed, KINDS[what.kind])
            made = actions.begin(what, wanted, reason=said, embargo=embargo, by=by, at=at)
        except NotPossible as refused:
            errors = forms.errors_of(refused)
        else:
            runner.go_on(made, by.id)
            return redirect("edition_prepared", preparation=made)
    record("editions:year_read", by=as_actor(by), at=at, detail={"year": year, "years": what.span.years})
    context = _year(request, what, errors)
    return render(request, "statistics/editions/year.html", context, status=422 if errors else 200)


def _year(request: MemberRequest, what: Chosen, errors: dict[str, Words]) -> dict[str, Any]:
    country, span = request.member.agency.country, what.span
    corrects = store.newest(what.kind, country, span)
    with reading(MemberId(request.member.id)) as read:
        own = queries.agencies(read)
        known = known_agencies({UUID(one) for one in own})
        of_country = {str(id_): one.name for id_, one in known.items() if one.country == country}
        found = read_span(read, sorted(of_country), span)
    kind = KINDS[what.kind]
    return {
        "year": span.year,
        "period": span.code,
        "several": span.years > 1,
        "what": words.KINDS[what.kind],
        "here": _address(what),
        "kinds": [(words.KINDS[one], _address(Chosen(one, span)), one == what.kind) for one in KINDS],
        "spans": _spans(what),
        "country": country,
        "names": sorted(of_country.values()),
        "persons": completeness.number(found.counted.persons),
        "can_be_made": bool(found.counted.persons),
        "lines": completeness.lines(found, of_country),
        "corrects": corrects,
        "questions": forms.to_prepare(request.POST.dict(), errors, kind, corrects=corrects is not None),
        "errors": errors,
    }


def _spans(what: Chosen) -> list[tuple[str, str, bool]]:
    """One, two and three years that end with this one: what each is called, its address, whether it is this one."""
    several = [Span(what.span.year, years) for years in range(1, MOST_YEARS + 1)]
    return [
        (one.code, _address(Chosen(what.kind, one)), one == what.span)
        for one in several
        if one.first >= rules.FIRST_YEAR
    ]


def _address(what: Chosen) -> str:
    asked = {}
    if what.kind != ARTICLE_19A:
        asked["tables"] = what.kind
    if what.span.years > 1:
        asked["years"] = str(what.span.years)
    path = reverse("edition_year", kwargs={"year": what.span.year})
    return f"{path}?{urlencode(asked)}" if asked else path
