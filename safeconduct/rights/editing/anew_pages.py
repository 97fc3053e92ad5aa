"""Last days after a signature: one press lets the worker count them anew, and the rule's page says how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, is_part
from safeconduct.rights.deadlines import asked
from safeconduct.rights.deadlines.models import CountingAnew
from safeconduct.rights.editing.queries import versions
from safeconduct.rights.rule import Book


@for_members
def anew(request: MemberRequest, rule: str) -> HttpResponse:
    """Let the worker count the days of a rule anew; while it does, a part of the rule's page looks here again."""
    scope = versions(rule)[0].jurisdiction
    if request.method == "POST":
        asked.ask(rule, scope, by=request.member, at=request.at)
        messages.success(request, _("The days are being counted anew. You may leave this page."))
        return redirect("rule", rule=rule)
    row = asked.newest(rule)
    if is_part(request) and row is not None and row.ended_at is None:
        return render(request, "rights/editing/_counting.html", {"name": rule, "counting": told(row)})
    return redirect("rule", rule=rule)


def of_a_rule(rule: str, stands: Book, *, keeps: bool) -> dict[str, Any]:
    """What the page of a rule says of its last days, to those who keep it; nothing to others."""
    if not keeps:
        return {}
    row = asked.newest(rule)
    return {"to_count": asked.days_to_count(stands).get(rule, 0), "counting": told(row) if row else None}


def told(row: CountingAnew) -> dict[str, Any]:
    """A counting as a page shows it."""
    return {
        "is_over": row.ended_at is not None,
        "ended_at": row.ended_at,
        "done": row.stayed + row.moved + row.gone,
        "total": row.total,
        "moved": row.moved,
        "gone": row.gone,
        "stayed": row.stayed,
    }
