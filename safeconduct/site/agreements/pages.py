"""What an administrator signs or adopts in the agency's name: the list of texts, and one of them with its digest."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.statements.models import Statement as Row
from safeconduct.referrals.agreed import in_force
from safeconduct.referrals.labels import STATES
from safeconduct.site.administration.guard import confirmed, for_administrators
from safeconduct.site.administration.proposals import Proposal, proposals
from safeconduct.site.administration.second import who_can_see
from safeconduct.site.agreements import actions, doors, following
from safeconduct.site.agreements.handing_over import hand_over
from safeconduct.site.agreements.promises import promises
from safeconduct.site.agreements.reading import text_of, texts
from safeconduct.site.agreements.rules import Text, may_sign
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.statements import Says, in_groups


@require_safe
@for_administrators
def agreements(request: MemberRequest) -> HttpResponse:
    """The texts that are open, and those that the agency has said something of, with texts that are gone."""
    hand_over()
    standing, waiting = doors.standing(request.member.agency_id), _waiting()
    found = {(each.subject.code, each.subject.version): each for each in texts()}
    shown = [
        _line(text, standing.get(key), waiting.get(key))
        for key, text in found.items()
        if text.opens or key in standing or key in waiting
    ]
    gone = [row for key, row in standing.items() if key not in found and row.says == Says.STANDS]
    context = {"shown": shown, "gone": gone, "agency": request.member.agency}
    return render(request, "administration/agreements.html", context)


@for_administrators
@confirmed
def agreement(request: MemberRequest, code: str, version: int) -> HttpResponse:
    """One text: sign or adopt it, or take that back."""
    text = text_of(code, version)
    row = doors.standing(request.member.agency_id).get((code, version))
    if text is None and row is None:
        raise NotFound
    if request.method != "POST":
        return render(request, "administration/agreement.html", _context(request, text, row, code, version))
    if request.POST.get("act") == "take_back":
        actions.take_back(code, version, by=request.member, at=request.at)
    else:
        title = text.text(str(get_language()))[1]["title"] if text is not None else ""
        read = request.POST.get("digest", "")
        actions.sign(text, read=read, title=title, by=request.member, at=request.at)
    return redirect("administration_agreement", code=code, version=version)


def _context(
    request: MemberRequest, text: Text | None, row: Row | None, code: str, version: int
) -> dict[str, Any]:
    decision = may_sign(text, read=text.subject.digest if text else "", stands=actions.stands_to(row))
    waits = _waiting().get((code, version))
    line = _line(text, row, waits)
    return {
        "follow": _clocks_of(code, version),
        "levels": promises(text),
        "waits_for_this": bool(waits and text and waits.said["digest"] == text.subject.digest),
        "line": line,
        **line,
        "version": version,
        "agency": request.member.agency,
        "digest": in_groups(text.subject.digest if text else row.digest if row else ""),
        "decision": decision,
        "seconds": who_can_see(request.member),
    }


def _clocks_of(code: str, version: int) -> list[str]:
    """The states whose clocks follow this version on this node."""
    follows = following.standing(in_force()[1])
    named = follows.agreement
    is_it = named is not None and (named.code, named.version) == (code, version)
    return [str(STATES[state]) for state in follows.states] if is_it else []


def _line(text: Text | None, row: Row | None, waits: Proposal | None) -> dict[str, Any]:
    tag, words = text.text(str(get_language())) if text is not None else ("", {})
    stands = row is not None and row.says == Says.STANDS
    is_other = bool(stands and text is not None and row is not None and row.digest != text.subject.digest)
    return {
        "text": text, "row": row, "waits": waits, "tag": tag, "words": words, "stands": stands, "is_other": is_other,
    }  # fmt: skip


def _waiting() -> dict[tuple[str, int], Proposal]:
    found = [one for one in proposals() if one.kind == "statement" and not one.by_one]
    return {(one.said["code"], one.said["version"]): one for one in found}
