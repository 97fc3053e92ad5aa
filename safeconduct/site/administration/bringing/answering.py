"""The page of one proposal, and what is done with several: accepted by a named keeper, or declined."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.directory.bringing import actions, queries
from safeconduct.directory.bringing.kept import Proposal
from safeconduct.directory.bringing.queries import Hint
from safeconduct.directory.bringing.rules import State
from safeconduct.site.administration.bringing import acceptance, shown
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotPossible

ONE = "administration_bringing"


@for_keepers
@confirmed
def proposal(request: MemberRequest, bringing: UUID, proposal: UUID) -> HttpResponse:
    """What a file proposes beside what is here, and the form by which it becomes a service."""
    row = actions.one(proposal)
    hints = queries.hints([row])[row.id]
    if request.method != "POST":
        return _page(request, row, hints, Asked(acceptance.stands(row, acceptance.known_of(hints))))
    try:
        given = acceptance.said(request.POST, row, hints)
    except BadInput as bad:
        return _page(request, row, hints, Asked({}, request.POST, bad.errors), bad.errors)
    _accept(request, row, given)
    messages.success(request, _("The service stands in the directory."))
    if given.said.get("contact") and acceptance.is_hotline(given.said):
        messages.warning(
            request,
            _("Its own contact waits for a second person, on the page “What waits for a second person”."),
        )
    return redirect(ONE, bringing=bringing)


def _accept(request: MemberRequest, row: Proposal, given: acceptance.Accepted) -> None:
    by, at = request.member, request.at
    actions.accept(row.id, given.into, given.said, checked_on=given.checked_on, by=by, at=at)


def _page(
    request: MemberRequest, row: Proposal, hints: Sequence[Hint], asked: Asked, errors: Any = None
) -> HttpResponse:
    can_be_answered = row.state == "waiting" and row.bringing.state == State.OPEN
    context = {
        "row": row,
        "line": shown.line(row, hints),
        "facts": shown.facts(row),
        "beside": [(hint, _beside(hint)) for hint in hints],
        "form": acceptance.questions(asked, row, hints) if can_be_answered else [],
        "errors": errors,
    }
    return render(request, "administration/bringing/proposal.html", context, status=422 if errors else 200)


def _beside(hint: Hint) -> list[tuple[Words, Words]]:
    """What is here, fact by fact, to be compared."""
    if hint.proposal is not None:
        return shown.facts(hint.proposal)
    return shown.facts_of_entry(hint.entry) if hint.entry is not None else []


@forms_only
@for_keepers
@confirmed
def answer(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """What was ticked is accepted, or declined."""
    ticked = [found for value in request.POST.getlist("proposal") if (found := identifier_in(value))]
    if not ticked:
        messages.warning(request, _("Tick the proposals first."))
        return redirect(ONE, bringing=bringing)
    if request.POST.get("do") == "decline":
        number = actions.decline(ticked, by=request.member, at=request.at)
        said = ngettext("%(n)d proposal is declined.", "%(n)d proposals are declined.", number) % {
            "n": number
        }
        messages.success(request, said)
        return redirect(ONE, bringing=bringing)
    rows = queries.chosen(bringing, ticked)
    hints = queries.hints(rows)
    done = 0
    for row in rows:
        why = _accepted(request, row, hints[row.id])
        done += not why
        if why:
            messages.warning(request, format_lazy("{name}: {why}", name=row.name, why=why))
    if done:
        said = ngettext(
            "%(n)d service stands in the directory.", "%(n)d services stand in the directory.", done
        )
        messages.success(request, said % {"n": done})
    return redirect(ONE, bringing=bringing)


def _accepted(request: MemberRequest, row: Proposal, hints: Sequence[Hint]) -> Words:
    """Accept one as its file has it, with what was said of all; why not, where it cannot be."""
    if hints:
        return _("Something like it is here. Open it, and choose how it goes in.")
    post = QueryDict(mutable=True)
    for name, value in acceptance.stands(row).items():
        several = name in ("needs", "takes", "regions", "open_days", "ways")
        post.setlist(name, [one for one in value.split(",") if one] if several else [value])
    for name in ("professions", "ways"):
        post.setlist(name, request.POST.getlist(name))
    sector = str(post.get("sector") or request.POST.get("sector", ""))
    post["sector"] = sector
    post["purpose"] = acceptance.purpose_of(sector) or request.POST.get("purpose", "")
    post["languages"] = post.get("languages") or request.POST.get("languages", "")
    try:
        given = acceptance.said(post, row, hints)
    except BadInput as bad:
        return " ".join(str(sentence) for sentence in bad.errors.values())
    try:
        _accept(request, row, given)
    except NotPossible as refused:
        return str(refused.reason.sentence)
    return ""
