"""The page of a year: what is missing or contradicts itself in it, and what is to be prepared of it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.agencies.queries import as_actor, supervisors_of
from safeconduct.audit.actions import record
from safeconduct.statistics import queries
from safeconduct.statistics.editions import actions, completeness, forms, rules, runner, store, words
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.closed import closed
from safeconduct.statistics.editions.completeness import NotCounted
from safeconduct.statistics.editions.counting import read_span
from safeconduct.statistics.editions.forms import address
from safeconduct.statistics.editions.kinds import KINDS
from safeconduct.statistics.editions.officers import officers
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.objecting import are_in_total
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.decisions import NotPossible, Words, require
from safeconduct.vocabulary.editions import ARTICLE_19A, MOST_YEARS
from safeconduct.vocabulary.identifiers import MemberId


@for_members
def of_year(request: MemberRequest, year: int) -> HttpResponse:
    """What is missing or contradicts itself in a year; and what is to be prepared of it, and of the years before.

    `?tables=` chooses the kind, `?years=` how many years, of which this one is the last. Whoever sees editions and
    prepares none is shown who does, and what there is of the year.
    """
    by, at = request.member, request.at
    if request.method != "POST" and not actions.may_prepare(by) and actions.may_see(by):
        return _seen(request, year)
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


def _seen(request: MemberRequest, year: int) -> HttpResponse:
    """What was released of a year and what waits, for a rapporteur; and who prepares."""
    require(rules.may_be_of(year, timezone.localtime(request.at).date()))
    record(
        "editions:year_read", by=as_actor(request.member), at=request.at, detail={"year": year, "years": 1}
    )
    context = {
        "year": year,
        "preparers": officers(request.member.id).preparers,
        "waiting": [one for one in store.waiting() if year in one.span.all],
        "editions": [one for one in store.listed() if year in one.span.all],
        "now": request.at,
    }
    return render(request, "statistics/editions/year_seen.html", context)


def _year(request: MemberRequest, what: Chosen, errors: dict[str, Words]) -> dict[str, Any]:
    country, span = request.member.agency.country, what.span
    corrects = store.newest(what.kind, country, span)
    ledger, in_total = store.ledger(country, span), are_in_total(country)
    with reading(MemberId(request.member.id)) as read:
        own = queries.agencies(read)
        known = known_agencies({UUID(one) for one in own})
        of_country = {str(id_): one.name for id_, one in known.items() if one.country == country}
        found = read_span(
            read, sorted(of_country), span, ledger, measures=KINDS[what.kind].has_measures,
            objectors_in_total=in_total,
        )  # fmt: skip
        not_counted = queries.with_files_not_counted(read, sorted(of_country))
    kind = KINDS[what.kind]
    shut = closed(kind, found.counted, ledger.of_persons)
    return {
        "year": span.year,
        "period": span.code,
        "several": span.years > 1,
        "what": words.KINDS[what.kind],
        "here": address(what),
        "kinds": [(words.KINDS[one], address(Chosen(one, span)), one == what.kind) for one in KINDS],
        "spans": _spans(what),
        "order": "" if store.newest(ARTICLE_19A, country, span) else words.ORDER,
        "country": country,
        "names": sorted(of_country.values()),
        "persons": completeness.total(found.counted, ledger.of_persons),
        "can_be_made": bool(found.counted.persons) and len(shut) < len(kind.ladder),
        "closed": [(words.RUNGS[rung], why) for rung, why in shut.items()],
        "lines": [
            *completeness.lines(found, of_country, _where(not_counted, of_country)),
            *completeness.claims(found, kind),
        ],
        "corrects": corrects,
        "questions": forms.to_prepare(
            request.POST.dict(), errors, kind, corrects=corrects is not None, closed=shut
        ),
        "errors": errors,
        "approvers": officers(request.member.id).approvers,
    }


def _where(agencies: Iterable[str], names: dict[str, str]) -> list[NotCounted]:
    """In which agencies files are not counted yet, with who supervises there: a coordinator opens none of them."""
    by_agency = supervisors_of({UUID(id_) for id_ in agencies})
    found = [
        NotCounted(names[id_], tuple(one.name for one in by_agency.get(UUID(id_), ()))) for id_ in agencies
    ]
    return sorted(found, key=lambda one: one.agency)


def _spans(what: Chosen) -> list[tuple[str, str, bool]]:
    """One, two and three years that end with this one: what each is called, its address, whether it is this one."""
    several = [Span(what.span.year, years) for years in range(1, MOST_YEARS + 1)]
    return [
        (one.code, address(Chosen(what.kind, one)), one == what.span)
        for one in several
        if one.first >= rules.FIRST_YEAR
    ]
