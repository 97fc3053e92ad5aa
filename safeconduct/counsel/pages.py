"""The pages of a lawyer's room: the matters of one person, one matter, and the forms by which it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.counsel import actions, forms, queries, rules, shown
from safeconduct.counsel.channel.models import Link
from safeconduct.counsel.channel.queries import answered, files_waiting, heard, waiting_in
from safeconduct.counsel.checking import check_of, run_check
from safeconduct.counsel.codes import CheckState, State, label
from safeconduct.counsel.queries import Read
from safeconduct.counsel.sheet import Sheet, mark_of
from safeconduct.referrals.law.queries import asked_about
from safeconduct.rights.deadlines.days import as_shown
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused, Words, require
from safeconduct.vocabulary.entered import Entered, identifier_in, number_in
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.questions import Question


@dataclass(frozen=True, slots=True)
class Part:
    """One form of a matter."""

    title: Words
    questions: Callable[[forms.Asking, Any, date], list[Question]]
    entered: Callable[[forms.Reader], Any]
    write: Callable[..., None]
    items: Callable[[Sheet], tuple[Any, ...]] | None = None
    """Of a list: its entries; None where there is one only."""
    renews: bool = False


NOTHING_WRONG: Mapping[str, Words] = {}
PARTS: dict[str, Part] = {
    "course": Part(
        gettext_lazy("Where it stands"), forms.course_questions, forms.course_entered, actions.write_course
    ),
    "mandate": Part(
        gettext_lazy("Mandate and power of attorney"), forms.mandate_questions, forms.mandate_entered,
        actions.write_mandate, lambda sheet: sheet.mandates, renews=True,
    ),
    "aid": Part(
        gettext_lazy("Legal aid"), forms.aid_questions, forms.aid_entered, actions.write_aid, lambda sheet: sheet.aid
    ),
    "hearing": Part(
        gettext_lazy("Hearing"), forms.hearing_questions, forms.hearing_entered, actions.write_hearing,
        lambda sheet: sheet.hearings,
    ),
    "served": Part(
        gettext_lazy("Document served"), forms.served_questions, forms.served_entered, actions.write_served,
        lambda sheet: sheet.served,
    ),
    "end": Part(
        gettext_lazy("Close the matter"), forms.end_questions, forms.end_entered, actions.close, renews=True
    ),
}  # fmt: skip


@for_members
def mine(request: MemberRequest) -> HttpResponse:
    """The acting lawyer's open matters across people, the next day first."""
    page = (number_in(request.GET.get("page", ""), digits=5) or 1) - 1
    lines, has_more = queries.my_matters(by=request.member, at=request.at, page=page)
    rows = [one.read.row for one in lines]
    last, answers = heard(rows), answered(rows, at=request.at)
    context = {
        "lines": [_line(one.read, one.alias, request, last, answers) for one in lines],
        "waiting": files_waiting(),
        "before": page,
        "after": page + 2 if has_more else 0,
    }
    return render(request, "counsel/mine.html", context)


@for_members
def of_person(request: MemberRequest, case: UUID) -> HttpResponse:
    """The acting lawyer's matters of one person."""
    found = queries.matters_of(case, by=request.member, at=request.at)
    rows = [one.row for one in found]
    last, answers = heard(rows), answered(rows, at=request.at)
    context = {
        "case": case,
        "lines": [_line(one, "", request, last, answers) for one in found],
        "waits": waiting_in(case),
    }
    return render(request, "counsel/all.html", context)


@for_members
def new(request: MemberRequest, case: UUID) -> HttpResponse:
    """The check for a conflict of interest, and after it what a new matter is about."""
    queries.keeping(case, by=request.member)
    entered, errors = _posted(request), dict[str, Words]()
    if request.method == "POST" and "check" in entered:
        errors = _refused(lambda: _check(request, case))
        if not errors:
            return redirect("new_matter", case=case)
    elif request.method == "POST":
        made: list[UUID] = []
        errors = _refused(lambda: made.append(_open(request, case, entered)))
        if made:
            messages.success(request, _("The matter is open."))
            return redirect("matter", matter=made[0])
    check = check_of(case)
    context = {
        "case": case,
        "key": _key(request) or uuid4(),
        "check": label(check),
        "is_run": check is not CheckState.NOT_RUN,
        "may_open": bool(rules.may_open(check)),
        "refused": rules.NOT_CLEARED if check is CheckState.POSSIBLE_MATCH else None,
        "questions": forms.kind_questions(forms.Asking(entered, errors), asked_about(case)),
        "names": _names(entered, errors),
        "errors": errors,
    }
    return render(request, "counsel/new.html", context, status=422 if errors else 200)


@for_members
@forms_only
def take_on(request: MemberRequest, case: UUID) -> HttpResponse:
    """Matters of a lawyer who has gone."""
    taken = actions.take_on(case, by=request.member, at=request.at)
    said = ngettext("%(n)s matter is yours now.", "%(n)s matters are yours now.", taken) % {"n": taken}
    messages.success(request, said if taken else _("There was none to take on."))
    return redirect("matters", case=case)


@for_members
def one(request: MemberRequest, matter: UUID) -> HttpResponse:
    """One matter as it stands; a press settles one of its days."""
    if request.POST.get("do") == "settle":
        actions.settle(matter, _day(request), by=request.member, at=request.at)
        messages.success(request, _("Settled: you are told of this day no more."))
        return redirect("matter", matter=matter)
    read = queries.read_matter(matter, by=request.member, at=request.at)
    return render(request, "counsel/matter.html", _whole(request, read))


@for_members
def version(request: MemberRequest, matter: UUID, number: int) -> HttpResponse:
    """One matter as it once stood."""
    read, saved_at = queries.version_of(matter, number, by=request.member, at=request.at)
    context = _whole(request, read) | {"was": saved_at, "may_write": False, "may_renew": False}
    return render(request, "counsel/matter.html", context)


@for_members
def write(request: MemberRequest, matter: UUID, part: str, number: int | None = None) -> HttpResponse:
    """One form of a matter. What was entered stays where a rule or the form refuses it."""
    if queries.is_saved(matter, _key(request)):
        return _written(request, matter)
    of, read = PARTS[part], queries.read_matter(matter, by=request.member, at=request.at)
    today = queries.today_for(request.at)
    require(rules.may_renew(read.facts) if of.renews else rules.may_write(read.facts, today=today))
    entered = _posted(request)
    if request.method != "POST":
        return _form(request, part, read, number, entered)
    try:
        errors = _refused(partial(_write, request, matter, of, entered, number))
    except actions.EditedMeanwhile as newer:
        # Read again: it was locked only after we had read it.
        read = queries.read_matter(matter, by=request.member, at=request.at)
        return _form(request, part, read, number, entered, newer=newer.reason)
    if errors:
        return _form(request, part, read, number, entered, errors=errors)
    return _written(request, matter)


def _written(request: MemberRequest, matter: UUID) -> HttpResponse:
    messages.success(request, _("Written down."))
    return redirect("matter", matter=matter)


def _key(request: MemberRequest) -> UUID | None:
    """What the form makes has this key: a second press leads to where the first led."""
    return identifier_in(request.POST.get("key", ""))


def _form(
    request: MemberRequest,
    part: str,
    read: Read,
    number: int | None,
    entered: Entered,
    *,
    errors: Mapping[str, Words] = NOTHING_WRONG,
    newer: Reason | None = None,
) -> HttpResponse:
    """One form; with `newer` also what somebody wrote meanwhile, and what was entered is compared with that."""
    of, stands = PARTS[part], _stands(PARTS[part], part, read.sheet, number)
    seen = mark_of(stands) if stands else ""
    context = {
        "matter": read.row.id,
        "key": _key(request) or uuid4(),
        "part": part,
        "title": of.title,
        "questions": of.questions(forms.Asking(entered, errors), stands, queries.today_for(request.at)),
        "seen": seen if newer else request.POST.get("seen", seen),
        "errors": errors,
        "newer": newer,
        "stands": shown.part(read.sheet, part, number) if newer else None,
    }
    return render(request, "counsel/one.html", context, status=422 if errors else 409 if newer else 200)


def _stands(of: Part, part: str, sheet: Sheet, number: int | None) -> Any:
    if of.items is None:
        return sheet.course if part == "course" else sheet.end
    items = of.items(sheet)
    if number is None:
        return None
    if number >= len(items):
        raise NotFound(rules.NO_SUCH_ITEM)
    return items[number]


def _write(request: MemberRequest, matter: UUID, of: Part, entered: Entered, number: int | None) -> None:
    given = of.entered(forms.Reader(entered))
    where = () if of.items is None else (number,)
    form = actions.Form(request.POST.get("seen"), _key(request))
    of.write(matter, given, *where, by=request.member, at=request.at, form=form)


def _whole(request: MemberRequest, read: Read) -> dict[str, Any]:
    today = queries.today_for(request.at)
    may = rules.may_write(read.facts, today=today)
    return {
        "matter": read.row,
        "title": label(read.sheet.kind),
        "state": label(State(read.row.state)),
        "course": shown.course(read.sheet),
        "groups": shown.groups(read.sheet),
        "end": shown.end(read.sheet),
        "states": queries.saved_states(read.row.id),
        "may_write": isinstance(may, Allowed),
        "may_renew": isinstance(rules.may_renew(read.facts), Allowed),
        "refused": may.reason if isinstance(may, Refused) else None,
        "days": as_shown(read.row.days, today),
        "may_settle": True,
        "is_deputy": read.row.deputy_id == request.member.id,
    }


def _day(request: MemberRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise NotFound(rules.NO_SUCH_ITEM) from None


def _line(
    read: Read,
    alias: str,
    request: MemberRequest,
    last: Mapping[UUID, datetime],
    answers: Mapping[UUID, Link],
) -> dict[str, Any]:
    today = queries.today_for(request.at)
    return {
        "matter": read.row,
        "alias": alias,
        "kind": label(read.sheet.kind),
        "state": label(State(read.row.state)),
        "next": read.sheet.next_day(today) if read.row.state == State.OPEN else None,
        "heard": last.get(read.row.id),
        "answer": answers.get(read.row.id),
        "is_over": read.row.state == State.OPEN and read.facts.is_over(today),
    }


def _open(request: MemberRequest, case: UUID, entered: Entered) -> UUID:
    kind, course = forms.kind_entered(forms.Reader(entered))
    return actions.open_matter(case, kind, by=request.member, at=request.at, course=course, key=_key(request))


def _check(request: MemberRequest, case: UUID) -> None:
    try:
        run_check(case, request.POST.get("names", ""), by=request.member, at=request.at)
    except NotPossible as refused:
        raise BadInput({"names": refused.reason.whole}) from refused


def _names(entered: Entered, errors: dict[str, Words]) -> Question:
    return Question(
        "names", _("Name of the person, where the file has none"), "text", next(iter(entered.get("names", [])), ""),
        error=errors.get("names", ""), hint=_("It is compared and not kept."), longest=forms.LONGEST,
    )  # fmt: skip


def _posted(request: MemberRequest) -> dict[str, Any]:
    return dict(request.POST.lists()) if request.method == "POST" else {}


def _refused(act: Callable[[], object]) -> dict[str, Words]:
    """What was wrong, by question; nothing when it was done."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    return {}
