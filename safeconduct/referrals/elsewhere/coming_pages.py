"""The pages of a person who comes from another system: the file, the draft, then the case; nothing is stored before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.answering import Content
from safeconduct.cases.contents import cleaned
from safeconduct.cases.drafted import Left, open_drafted, writable
from safeconduct.cases.forms import Entered, questions
from safeconduct.cases.htcds.tables import MOST_BYTES, TOO_LARGE
from safeconduct.referrals.elsewhere.coming import coming
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order
from safeconduct.vocabulary.tables.problems import Problem, WrongFile

OPENED = "case:opened_from_file"
FORM = "referrals/elsewhere/coming.html"


@for_members
def front(request: MemberRequest) -> HttpResponse:
    """Choose the file; then the draft, which is looked through before a case is opened of it."""
    mine = writable(request.member)
    if request.method != "POST":
        return render(request, FORM, {"most": MOST_BYTES // (1024 * 1024)})
    if "opened" in request.POST:
        return _open(request, mine)
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > MOST_BYTES:
        return _wrong(request, [TOO_LARGE if upload else _("Choose the file.")])
    try:
        found = coming(
            upload.read(), request.POST.get("password", ""), today=localdate(request.at), mine=mine
        )
    except WrongFile as wrong:
        return _wrong(request, [_told(one) for one in wrong.problems])
    return _draft(request, in_order(found.sections), found.sections, found.left)


def _told(one: Problem) -> Words:
    """A fault of the whole file, with where it stands if it stands somewhere."""
    where = ", ".join(filter(None, [_("row %(number)s") % {"number": one.row} if one.row else "", one.field]))
    return f"{where}: {one.sentence}" if where else one.sentence


def _wrong(request: MemberRequest, said: list[Words]) -> HttpResponse:
    errors = {"file" if number == 0 else f"file-{number}": words for number, words in enumerate(said)}
    context = {"errors": errors, "most": MOST_BYTES // (1024 * 1024)}
    return render(request, FORM, context, status=422)


def _open(request: MemberRequest, mine: frozenset[Section]) -> HttpResponse:
    """The case, with what stands in the forms now; a slip shows them again as they were."""
    entered: Entered = dict(request.POST.lists())
    asked = in_order(mine & {Section(name) for name in entered.get("opened", []) if name in set(Section)})
    sections: dict[Section, Content] = {}
    errors: dict[Section, dict[str, Words]] = {}
    for section in asked:
        try:
            content = cleaned(section, entered)
        except BadInput as wrong:
            errors[section] = dict(wrong.errors)
        else:
            if content:
                sections[section] = content
    if errors:
        return _draft(request, asked, {}, _left_before(entered), entered, errors)
    case = _opened(request, sections)
    messages.success(
        request, _("Opened. No consent came with the file: ask the person before anything leaves.")
    )
    return redirect("person", case=case)


def _left_before(entered: Entered) -> list[Left]:
    """What the page has told already; it comes back with the forms, for the file is kept nowhere."""
    columns = (entered.get(f"left_{name}", []) for name in ("where", "why", "said"))
    return [Left(*one) for one in zip(*columns, strict=False)]


def _opened(request: MemberRequest, sections: Mapping[Section, Content]) -> CaseId:
    case = open_drafted(sections, by=request.member, at=request.at)
    names = [section.value for section in in_order(sections)]
    record(
        OPENED,
        by=as_actor(request.member),
        at=request.at,
        case=case,
        detail={"format": "htcds", "sections": names},
    )
    return case


def _draft(
    request: MemberRequest,
    asked: list[Section],
    sections: Mapping[Section, Content],
    left: Iterable[Left],
    entered: Entered | None = None,
    errors: Mapping[Section, Mapping[str, Words]] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    context: dict[str, Any] = {
        "parts": [
            {
                "section": section.value,
                "label": label(section),
                "questions": questions(section, sections.get(section, {}), entered, wrong.get(section)),
            }
            for section in asked
        ],
        "left": list(left),
        "errors": {
            f"{section}-{name}": said for section, of_it in wrong.items() for name, said in of_it.items()
        },
    }
    return render(request, "referrals/elsewhere/draft.html", context, status=422 if wrong else 200)
