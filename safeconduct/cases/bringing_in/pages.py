"""The pages of an import: a file is chosen, its columns are named, its rows looked at, taken in, and taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only, is_part
from safeconduct.access.ring import ring
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.bringing_in import actions, before, downloads, forms, queries, rules, runner, store
from safeconduct.cases.bringing_in.mapping import Mapping
from safeconduct.cases.bringing_in.rules import AT_WORK, State
from safeconduct.cases.models import Bringing
from safeconduct.keys.file_keys import DataKey, file_key
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.sheets import MOST_BYTES, TOO_LARGE

MOST_MEANT = 50
"""Words of the file on the page before a case opens; all of them can be changed on the page of the columns."""


@for_members
def front(request: MemberRequest) -> HttpResponse:
    """Choose a file; and the imports so far."""
    require(actions.may_bring_in(request.member))
    problems: list[Problem] = []
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            problems = [Problem(0, "", _no_file(request))]
        else:
            try:
                bringing = actions.begin(upload.read(), by=request.member, at=request.at)
            except WrongFile as wrong:
                problems = wrong.problems
            else:
                return redirect("bringing", bringing=bringing)
    context = {
        "errors": {"file" if n == 0 else f"file-{n}": said for n, said in enumerate(_said(problems))},
        "lines": queries.bringings(),
        "me": request.member.id,
        "most": MOST_BYTES // (1024 * 1024),
    }
    return render(request, "cases/bringing/front.html", context, status=422 if problems else 200)


def _no_file(request: MemberRequest) -> Words:
    """Nothing was chosen, or it was larger than what is read at all."""
    said = request.headers.get("Content-Length", "")
    if said.isdecimal() and int(said[:20]) > MOST_BYTES:
        return TOO_LARGE
    return _("Choose the file with your cases.")


def _said(problems: list[Problem]) -> list[Words]:
    return [
        _("Row %(row)s: %(sentence)s") % {"row": one.row, "sentence": one.sentence}
        if one.row
        else one.sentence
        for one in problems
    ]


@for_members
def bringing(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """One import as it stands; while the node works on it, a part of the page looks again by itself."""
    row = queries.bringing(bringing)
    if row.state in AT_WORK and (row.member_id == request.member.id or row.state == State.UNDOING):
        runner.go_on(row.id, request.member.id)
    if is_part(request):
        if row.state not in AT_WORK:
            return redirect("bringing", bringing=bringing)
        return render(request, "cases/bringing/_progress.html", _progress(row))
    return _page(request, row)


def _page(
    request: MemberRequest,
    row: Bringing,
    mapping: Mapping | None = None,
    errors: dict[str, Words] | None = None,
) -> HttpResponse:
    """By its state; with what was entered of the columns, and what is wrong with it."""
    key = file_key(ring(), row.id) if row.sealed is not None else None
    state = State(row.state)
    context: dict[str, Any] = {
        "row": row,
        "is_mine": row.member_id == request.member.id,
        "left_out": row.total - row.taken,
        "may_undo": _may_undo(request, row),
        "has_file": key is not None,
        "errors": errors or {},
    }
    if state in AT_WORK:
        context |= _progress(row)
    elif state is State.MAPPING and key is not None:
        context |= _to_map(request, row, key, mapping, errors or {})
    elif state is State.CHECKED and key is not None:
        context |= _looked_at(request, row, key)
    elif state in (State.DONE, State.UNDONE) and row.stayed:
        context["stayed"] = queries.stayed(row.id, 20)
    return render(request, "cases/bringing/import.html", context, status=422 if errors else 200)


def _to_map(
    request: MemberRequest, row: Bringing, key: DataKey, mapping: Mapping | None, errors: dict[str, Words]
) -> dict[str, Any]:
    meta = store.meta_of(row, key)
    shown = forms.columns(meta, queries.first_rows(row.id, key), mapping or meta.rules(), errors)
    words, known_words = forms.words(queries.meant_words(row.id, key, meta), request.POST.dict(), errors)
    return {
        **shown,
        "words": words,
        "known_words": known_words,
        "kept": list(actions.kept_mappings(request.member)),
        "keep": request.POST.get("keep", ""),
        "meta": meta,
    }


def _progress(row: Bringing) -> dict[str, Any]:
    return {"row": row, "done": row.gone + row.stayed if row.state == State.UNDOING else row.parts_done}


def _looked_at(request: MemberRequest, row: Bringing, key: DataKey) -> dict[str, Any]:
    meta = store.meta_of(row, key)
    skip, first = _place(request, "from"), _place(request, "rows")
    first = first if first < row.good else 0
    taken = before.taken(row, key, meta, skip=first, by=request.member) if row.good else []
    meant = before.meant(row, key, MOST_MEANT + 1)
    doubts = queries.doubts(row, key, meta, skip=skip, by=request.member, at=request.at) if row.twins else []
    faults = queries.faults(row.id, key, queries.MOST + 1)
    return {
        "faults": faults[: queries.MOST],
        "is_cut": len(faults) > queries.MOST,
        "doubts": doubts,
        "skip": skip,
        "next": skip + len(doubts) if skip + len(doubts) < row.twins else 0,
        "rest": meta.rest,
        "taken": taken,
        "first": first + 1,
        "last": first + len(taken),
        "earlier": max(0, first - before.AT_ONCE),
        "meant": meant[:MOST_MEANT],
        "more_is_meant": len(meant) > MOST_MEANT,
    }


def _place(request: MemberRequest, name: str) -> int:
    """Where a page of a list begins, as the address says it."""
    asked = request.GET.get(name, "0")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 0


def _may_undo(request: MemberRequest, row: Bringing) -> bool:
    by = request.member
    leads = bool(actions.may_bring_in(by))
    return bool(
        rules.may_undo(actions.facts_of(row), by.id, leads=leads, supervises=by.supervises, now=request.at)
    )


# --- Forms --------------------------------------------------------------------------------------------------


@forms_only
@for_members
def columns(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Say what the columns become, and the words; then look at the rows, unless a word is not known yet."""
    row = queries.bringing(bringing)
    key = store.key_of(row.id)
    meta = store.meta_of(row, key)
    by, at = request.member, request.at
    if meta.form == store.MAPPED:
        kept = forms.kept_mapping(request, list(actions.kept_mappings(by)), meta)
        mapping = kept or forms.entered_mapping(request, meta)
        try:
            actions.map_columns(bringing, mapping, by=by, at=at)
            if request.POST.get("keep"):
                actions.keep_mapping(request.POST["keep"], mapping, by=by, at=at)
        except BadInput as wrong:
            return _page(request, row, mapping, forms.errors_of(wrong, meta))
        if kept is not None or _asks_for_words(request, row, key):
            return redirect("bringing", bringing=bringing)
    actions.look_at_rows(bringing, by=by, at=at)
    runner.go_on(bringing, by.id)
    return redirect("bringing", bringing=bringing)


def _asks_for_words(request: MemberRequest, row: Bringing, key: DataKey) -> bool:
    """Whether words that nobody knows are shown for the first time: whoever goes on without them may."""
    if "seen-words" in request.POST:
        return False
    meta = store.meta_of(queries.bringing(row.id), key)
    return bool(queries.unknown_words(row.id, key, meta))


@forms_only
@for_members
def answers(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """What was said of possible duplicates is kept; and where it is asked for, the right rows are taken in."""
    by, at = request.member, request.at
    said = forms.answers(request)
    actions.answer_twins(bringing, said, rest=request.POST.get("rest", ""), by=by, at=at)
    if request.POST.get("do") != "take_in":
        messages.success(request, _("Saved."))
        return redirect("bringing", bringing=bringing)
    actions.take_in(bringing, by=by, at=at)
    runner.go_on(bringing, by.id)
    return redirect("bringing", bringing=bringing)


@forms_only
@for_members
def change(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Back to the columns."""
    actions.map_again(bringing, by=request.member, at=request.at)
    return redirect("bringing", bringing=bringing)


@forms_only
@for_members
def undo(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Take the whole import back."""
    actions.undo(bringing, by=request.member, at=request.at)
    runner.go_on(bringing, request.member.id)
    return redirect("bringing", bringing=bringing)


@forms_only
@for_members
def drop(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Delete the file now."""
    actions.drop(bringing, by=request.member, at=request.at)
    messages.success(request, _("The file is deleted."))
    return redirect("bringing", bringing=bringing)


# --- To correct ---------------------------------------------------------------------------------------------

type Written = Callable[[Bringing, DataKey], str]


def _download(name: str) -> Callable[[Written], Callable[..., HttpResponse]]:
    """A file for the one who brings in; taken out as long as the import's own file is there, and recorded."""

    def decorate(write: Written) -> Callable[..., HttpResponse]:
        @for_members
        @wraps(write)
        def page(request: MemberRequest, bringing: UUID) -> HttpResponse:
            row = queries.bringing(bringing)
            if row.member_id != request.member.id:
                raise NotFound(_("There is no such import for you."))
            text = write(row, store.key_of(row.id))
            detail = {"import": str(row.id)}
            record(f"import:{name}_taken_out", by=as_actor(request.member), at=request.at, detail={**detail})
            file = f"import-{str(row.id)[:8]}-{name}.csv"
            headers = {"Content-Disposition": f'attachment; filename="{file}"'}
            return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)

        return page

    return decorate


@_download("faults")
def faults(row: Bringing, key: DataKey) -> str:
    """Every fault by row and field."""
    return downloads.of_faults(queries.faults(row.id, key, None))


@_download("rows")
def left_out(row: Bringing, key: DataKey) -> str:
    """The rows that were left out, as they came, to be corrected and brought in again."""
    meta = store.meta_of(row, key)
    return downloads.of_rows(meta.columns, queries.left_out(row.id, key, meta))
