"""The page on which a matter gets another lawyer or a deputy, and the one on which a check is cleared."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Member
from safeconduct.counsel import actions, checking, queries, rules
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.questions import Question


@for_members
def hand_over(request: MemberRequest, matter: UUID) -> HttpResponse:
    """Who has the matter, and who stands in. Colleagues who keep Legal matters of this person are offered."""
    row = queries.matter_of(matter)
    offered = queries.lawyers_of(row.case_id)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        lawyer, deputy = (_chosen(request, name, offered) for name in ("lawyer", "deputy"))
        if lawyer is None:
            errors["lawyer"] = _("Choose a colleague from the list.")
        elif lawyer == deputy:
            errors["deputy"] = _("Choose somebody else than the lawyer, or nobody.")
        else:
            actions.hand_over(matter, lawyer, deputy, by=request.member, at=request.at)
            messages.success(request, _("Written down."))
            stays = request.member.id in (lawyer, deputy)
            return redirect("matter", matter=matter) if stays else redirect("matters", case=row.case_id)
    names = [(str(one.id), one.name) for one in offered]
    context = {
        "matter": matter,
        "case": row.case_id,
        "questions": [
            _who(request, "lawyer", _("Lawyer"), row.lawyer_id, names, errors),
            _who(request, "deputy", _("Deputy"), row.deputy_id, [("", _("Nobody")), *names], errors),
        ],
        "is_alone": len(offered) < 2,
        "errors": errors,
    }
    return render(request, "counsel/hand_over.html", context, status=422 if errors else 200)


@for_members
def to_clear(request: MemberRequest) -> HttpResponse:
    """For who supervises: which colleague met a possible conflict before a matter or a name, to be cleared."""
    if not request.member.supervises:
        raise NotFound(rules.NO_SUCH_ITEM)
    if request.method == "POST":
        try:
            check = UUID(request.POST.get("check", ""))
            asked = datetime.fromisoformat(request.POST.get("asked", ""))
        except ValueError:
            raise NotFound(rules.NO_SUCH_ITEM) from None
        checking.clear(check, asked=asked, by=request.member, at=request.at)
        messages.success(request, _("Cleared: your colleague can go on."))
        return redirect("checks_to_clear")
    waiting = checking.to_clear()
    names = dict(
        Member.objects.filter(id__in={who for _check, who, _at in waiting}).values_list("id", "name")
    )
    lines = [
        {"check": check, "name": names.get(who, ""), "at": at, "asked": at.isoformat()}
        for check, who, at in waiting
    ]
    return render(request, "counsel/to_clear.html", {"lines": lines})


def _chosen(request: MemberRequest, name: str, offered: list[Member]) -> UUID | None:
    text = request.POST.get(name, "")
    return next((one.id for one in offered if str(one.id) == text), None)


def _who(
    request: MemberRequest,
    name: str,
    words: Words,
    stands: UUID | None,
    options: Sequence[tuple[str, Words]],
    errors: dict[str, Words],
) -> Question:
    value = request.POST.get(name, "") if request.method == "POST" else str(stands or "")
    return Question(name, words, "radios", value, options, errors.get(name, ""))
