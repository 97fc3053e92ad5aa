"""Earlier versions of a plan, or of a child's record: two beside each other, with what changed in words."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.planning.queries import Version, read_versions, versions_of
from safeconduct.cases.planning.versions import Mark, compared
from safeconduct.cases.queries import Reading
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

WITH_VERSIONS = frozenset({Section.PLAN, Section.FAMILY})
"""Whose earlier versions are read: what was agreed or decided must be seen as it stood then."""


@for_members
def versions(request: MemberRequest, case: UUID, section: str) -> HttpResponse:
    """Two versions of a section: the newest and the one before, or those that the address names."""
    if section not in WITH_VERSIONS:
        raise NotFound(_("There are no versions of this."))
    of = Section(section)
    kept = versions_of(case, of, by=request.member)
    if not kept:
        raise NotFound(_("Nothing is written here yet."))
    numbers = [one.number for one in kept]
    after = _chosen(request, "after", numbers, numbers[0])
    before = _chosen(request, "before", numbers, next((n for n in numbers if n < after), after))
    before, after = sorted((before, after))
    read = read_versions(case, of, [before, after], by=request.member, at=request.at)
    if not {before, after} <= read.keys():
        raise NotFound(_("This version was erased."))
    lines = compared(of, read[before].content, read[after].content)
    context = {
        "case": case,
        "section": of.value,
        "section_label": label(of),
        "before": read[before],
        "after": read[after],
        "lines": lines,
        "is_same": all(line.mark is Mark.SAME for line in lines),
        "choices": [
            _question("before", _("Earlier version"), before, kept),
            _question("after", _("Later version"), after, kept),
        ],
        "heads": [_head(read[before]), _head(read[after])],
    }
    return render(request, "cases/planning/versions.html", context)


def _chosen(request: MemberRequest, name: str, known: list[int], otherwise: int) -> int:
    text = request.GET.get(name, "")
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    return number if number in known else otherwise


def _question(name: str, about: Words, number: int, kept: list[Version]) -> Question:
    options = [(str(one.number), _option(one)) for one in kept]
    return Question(name, about, "select", str(number), options, prefix="versions-")


def _option(one: Version) -> str:
    role = label(Profession(one.role)) if one.role in set(Profession) else one.role
    return _("Version %(n)d, %(on)s, %(role)s") % {"n": one.number, "on": _on(one), "role": role}


def _head(reading: Reading) -> str:
    return _("Version %(n)d") % {"n": reading.version}


def _on(one: Version) -> str:
    return date_format(localtime(one.saved_at), "D j M Y, H:i")
