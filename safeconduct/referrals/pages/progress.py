"""How far a referral has come, for a page that stands open: it asks again by itself while something is under way.

Nothing of the person is read here. Without scripts the page is read again by hand and shows the same.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.referrals import queries
from safeconduct.referrals.labels import STEPS
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.lines import in_words

QUICKLY, SLOWLY = 2, 20
"""Seconds between two looks: at first, and when nothing has come for a while."""
PATIENCE = 45
"""So many quick looks, then slow ones."""
MOST = 1000


@for_members
def progress(request: MemberRequest, reference: str) -> HttpResponse:
    """The delivery, and the banner too when a move was made since; a browser that asks for the page gets the page."""
    row = queries.by_reference(reference)
    if request.headers.get("HX-Request") != "true" or row.state == State.DRAFT:
        return redirect("referral", reference=row.reference)
    way = queries.way(row)
    looks = int(text) if (text := request.GET.get("looks", "0")).isdecimal() and len(text) < 5 else 0
    context = {
        **in_words(queries.Line(row, "", way.other), request.at),
        **under_way(row, way, is_yours=request.GET.get("turn") == "yours", looks=looks + 1),
        "is_news": request.GET.get("seen") != row.head,
        "was_yours": request.GET.get("turn") == "yours",
    }
    return render(request, "referrals/progress.html", context)


def under_way(row: Referral, way: queries.Way, *, is_yours: bool, looks: int = 0) -> dict[str, Any]:
    """What the delivery shows, and after how many seconds it looks again; 0 when nothing is to come."""
    is_over = row.state == State.CLOSED and not way.undelivered
    has_arrived = is_yours and all(rung.at for rung in way.rungs) and not way.undelivered
    pace = QUICKLY if looks < PATIENCE else SLOWLY
    return {
        "rungs": [(STEPS[rung.step], rung.at) for rung in way.rungs],
        "undelivered": way.undelivered,
        "pace": 0 if is_over or has_arrived or looks >= MOST else pace,
        "looks": looks,
    }
