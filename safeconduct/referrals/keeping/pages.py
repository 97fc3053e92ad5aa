"""The page of what is kept, until when, and by whom."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.emergency.forms import number_of
from safeconduct.referrals.keeping.classes import AFTER, OUTSIDE, of_country
from safeconduct.referrals.keeping.queries import PAGE, Line, Why, terms, worklist
from safeconduct.vocabulary.codes import HoldGround, KeepReason, Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label

WHY: dict[Why, Words] = {
    Why.ENDS: gettext_lazy("It is over, and is erased on this day"),
    Why.KEPT_ON: gettext_lazy("Kept on"),
    Why.HELD: gettext_lazy("Held by law"),
    Why.RECEIVED: gettext_lazy("Received, and erased on this day"),
}


@for_members
def kept(request: MemberRequest) -> HttpResponse:
    """What ends, what is kept on, what is held: for whoever supervises or coordinates."""
    by = request.member
    profession = Profession(by.profession)
    if profession is Profession.ADMINISTRATOR or not (by.supervises or profession is Profession.COORDINATOR):
        raise NotFound(_("This list is for whoever supervises or coordinates."))
    number = request.GET.get("page", "1")
    page = min(int(number), 200) if number.isdecimal() and len(number) < 6 and int(number) > 0 else 1
    lines, has_more = worklist((page - 1) * PAGE, by=by, at=request.at)
    term, _records = terms()
    country = by.agency.country
    context = {
        "lines": [_in_words(line) for line in lines],
        "page": page,
        "may_hold": by.supervises,
        "before": page - 1,
        "after": page + 1 if has_more else 0,
        "term": term,
        "country": country_in_full(country),
        "classes": [
            {
                "section": label(section),
                "known": found,
                "after": AFTER[found.after] if found else "",
                "lies": OUTSIDE[found.lies(term)] if found else "",
                "confidence": label(found.confidence) if found else "",
            }
            for section, found in of_country(country)
        ],
    }
    return render(request, "referrals/keeping/kept.html", context)


def _in_words(line: Line) -> dict[str, Any]:
    why: Words = ""
    if line.ground:
        why = label(HoldGround(line.ground)) if line.why is Why.HELD else label(KeepReason(line.ground))
    is_own = not line.reference and line.why is not Why.RECEIVED
    return {
        "is_own": is_own,
        "line": line,
        "number": number_of(line.case),
        "why": WHY[line.why],
        "ground": why,
    }
