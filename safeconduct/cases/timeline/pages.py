"""The page of a case's timeline: what happened, newest first, and who sees each entry."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.access import cursors
from safeconduct.access.problems import Problem
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.timeline.moments import KINDS, OURS, SIGHTS, Before, Kind, Moment
from safeconduct.cases.timeline.queries import Page, timeline
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """One page of it, all kinds or one."""
    chosen = request.GET.get("kind", "")
    kind = Kind(chosen) if chosen in set(Kind) else None
    before = _before(request.GET.get("after", ""))
    found = timeline(case, kind, before, by=request.member, at=request.at)
    context = {
        "case": case,
        "kinds": [(code.value, words, code is kind) for code, words in KINDS.items()],
        "kind": kind.value if kind else "",
        "is_first": before is None,
        "coming": [{"one": one, "sees": _of_section(found, one.section)} for one in found.coming],
        "moments": [_in_words(found, one) for one in found.moments],
        "older": _older(found, kind),
    }
    return render(request, "cases/timeline/timeline.html", context)


def _before(cursor: str) -> Before:
    try:
        return cursors.moment_and_id(cursor)
    except Problem:
        raise NotFound(_("The timeline has no such page. Begin at the newest entry.")) from None


def _older(found: Page, kind: Kind | None) -> str:
    if found.after is None:
        return ""
    at, mark = found.after
    asked = {"kind": kind.value} if kind else {}
    return "?" + urlencode(asked | {"after": cursors.written(at.isoformat(), str(mark))})


def _in_words(found: Page, one: Moment) -> dict[str, Any]:
    return {
        "one": one,
        "look": "ours" if one.kind in OURS else "",
        "role": label(Profession(one.role)) if one.role in set(Profession) else "",
        "sees": _of_section(found, one.section) if one.section else SIGHTS[one.sight],
    }


def _of_section(found: Page, section: Section) -> str:
    """Who opens this section now: colleagues by profession, and how many other agencies have it."""
    holders = sorted(found.colleagues.get(section, []), key=lambda one: (not one[1], one[0]))
    said = list(
        dict.fromkeys(
            _leading(profession) if leads else str(label(profession)) for profession, leads in holders
        )
    )
    if others := found.others[section]:
        said.append(ngettext("%(n)s other agency", "%(n)s other agencies", others) % {"n": others})
    return "; ".join(said)


def _leading(profession: Profession) -> str:
    return _("%(profession)s who leads") % {"profession": label(profession)}
