"""Who keeps the rules of law of which country: named by who keeps the node, seen by two, and lawyers only to check."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.four_eyes.models import MemberCapacity
from safeconduct.agencies.four_eyes.rules import Capacity, may_check
from safeconduct.agencies.models import Member
from safeconduct.rights.editing.content import SUBJECT
from safeconduct.rights.editing.standing import book
from safeconduct.rights.editing.words import scope_in_full
from safeconduct.site.administration import actions, proposals
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.questions import Question

MOST = 200
OFFERED = (Profession.LAWYER, Profession.EDITOR)
"""Of whom the list is; whoever holds a capacity is in it too."""


@for_keepers
def capacities(request: MemberRequest) -> HttpResponse:
    """Everybody on this node who keeps rules, or could."""
    rows = MemberCapacity.objects.filter(subject=SUBJECT).order_by("scope")
    held: dict[UUID, list[MemberCapacity]] = {}
    for row in rows:
        held.setdefault(row.member_id, []).append(row)
    found = (
        Member.objects.select_related("agency")
        .filter(Q(profession__in=OFFERED) | Q(id__in=held), agency__node=settings.NODE or "", left_at=None)
        .order_by("agency__name", "name")[:MOST]
    )
    context = {"members": [(one, _held(held.get(one.id, []))) for one in found]}
    return render(request, "administration/capacities.html", context)


@for_keepers
@confirmed
def capacity(request: MemberRequest, member: UUID) -> HttpResponse:
    """For which countries one member edits rules, and for which they check them."""
    found = Member.objects.select_related("agency").filter(id=member, left_at=None).first()
    if found is None or found.agency.node != (settings.NODE or ""):
        raise NotFound(_("This member is not in your agency, or has left it."))
    if request.method == "POST":
        there = set(book().packs)
        wanted = [
            (one, scope)
            for one in _possible(found)
            for scope in request.POST.getlist(one.value)
            if scope in there
        ]
        outcome = actions.change_capacities(found, SUBJECT, wanted, by=request.member, at=request.at)
        messages.success(request, _("It waits for a second person.") if outcome == "waits" else _("Saved."))
        return redirect("administration_capacities")
    rows = list(MemberCapacity.objects.filter(member_id=found.id, subject=SUBJECT))
    context = {
        "shown": found,
        "checks": Capacity.CHECKS in _possible(found),
        "questions": [_question(one, rows) for one in _possible(found)],
        "asked": proposals.asked_about(found.id),
    }
    return render(request, "administration/capacity.html", context)


def _possible(member: Member) -> list[Capacity]:
    """Lawyers check, and nobody else."""
    checks = may_check(SUBJECT, Profession(member.profession))
    return [Capacity.EDITS, Capacity.CHECKS] if checks else [Capacity.EDITS]


def _question(one: Capacity, rows: list[MemberCapacity]) -> Question:
    title = {
        Capacity.EDITS: _("Proposes changes of the rules of"),
        Capacity.CHECKS: _("Checks and signs the rules of"),
    }
    value = ", ".join(row.scope for row in rows if row.capacity == one)
    return Question(
        one.value, title[one], "ticks", value, [(scope, scope_in_full(scope)) for scope in book().packs]
    )


def _held(rows: list[MemberCapacity]) -> dict[str, Any]:
    return {one.value: ", ".join(row.scope for row in rows if row.capacity == one) for one in Capacity}
