"""The pages of imports: a file is chosen, its columns are named, what was read is looked at, opened, taken back."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, forms_only, is_part
from safeconduct.directory.bringing import actions, columns, queries, rules, work
from safeconduct.directory.bringing.kept import Bringing
from safeconduct.directory.bringing.proposed import Defaults
from safeconduct.directory.bringing.reading import File, looked_at, mapping_of
from safeconduct.directory.bringing.rules import STATE_IN_WORDS, State
from safeconduct.site.administration.bringing import forms, runner
from safeconduct.site.administration.bringing import shown as told
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.tables.problems import WrongFile
from safeconduct.vocabulary.tables.sheets import MOST_BYTES, TOO_LARGE

ONE = "administration_bringing"
AGAIN = gettext_lazy(
    "Choose the file again: a browser does not keep it when something else has to be corrected."
)
QUIET = timedelta(seconds=60)
"""So long after its last part a reading is taken for one that goes on."""


@for_keepers
@confirmed
def front(request: MemberRequest) -> HttpResponse:
    """Choose a file; and the imports so far."""
    if request.method != "POST":
        return _front(request, Asked({}), {})
    try:
        defaults = forms.said_of_file(request.POST)
    except BadInput as bad:
        errors = dict(bad.errors)
        if "file" in request.FILES:
            errors["file"] = AGAIN
        return _front(request, Asked({}, request.POST, errors), errors)
    upload = request.FILES.get("file")
    if upload is None:
        errors = {"file": _no_file(request)}
        return _front(request, Asked({}, request.POST, errors), errors)
    data = upload.read()
    try:
        found = looked_at(io.BytesIO(data))
    except WrongFile as wrong:
        errors = {"file": " ".join(str(one.sentence) for one in wrong.problems)}
        return _front(request, Asked({}, request.POST, errors), errors)
    return _taken_up(request, data, found, defaults)


def _front(request: MemberRequest, asked: Asked, errors: Mapping[str, Words]) -> HttpResponse:
    context = {
        "form": forms.about_file(asked),
        "errors": errors,
        "imports": [(row, STATE_IN_WORDS[State(row.state)]) for row in queries.imports()],
        "most": MOST_BYTES // (1024 * 1024),
    }
    return render(request, "administration/bringing/front.html", context, status=422 if errors else 200)


def _no_file(request: MemberRequest) -> Words:
    said = request.headers.get("Content-Length", "")
    return (
        TOO_LARGE
        if said.isdecimal() and int(said[:20]) > MOST_BYTES
        else _("Choose the file with the services.")
    )


def _taken_up(request: MemberRequest, data: bytes, found: File, defaults: Defaults) -> HttpResponse:
    """Read it, or ask first what its columns are; the file itself is kept nowhere, so it is chosen again then."""
    said = forms.said_of_columns(request.POST, found.columns) if "columns-seen" in request.POST else None
    chosen = mapping_of(found).columns if said is None else said
    mapping = columns.Mapping()
    if found.has_columns:
        try:
            mapping = columns.checked(chosen, found.columns)
        except BadInput as bad:
            shown = forms.first_cells(found)
            return _columns(
                request, found.columns, chosen, shown, defaults, {} if said is None else bad.errors
            )
    digest = work.digest_of(io.BytesIO(data))
    before = queries.unfinished(digest, defaults.source)
    bringing = before.id if before else _begun(request, found, digest, mapping, defaults)
    runner.read(bringing, data, request.member.id)
    return redirect(ONE, bringing=bringing)


def _begun(
    request: MemberRequest, found: File, digest: str, mapping: columns.Mapping, defaults: Defaults
) -> UUID:
    instead = identifier_in(request.POST.get("instead", ""))
    if instead and actions.of(instead).state == State.CHECKED:
        actions.drop(instead, by=request.member, at=request.at)
    by, at = request.member, request.at
    return actions.begin(found.form, digest, mapping, found.columns, defaults, by=by, at=at)


def _columns(
    request: MemberRequest,
    names: list[str],
    chosen: Mapping[str, str],
    first: list[list[str]],
    defaults: Defaults,
    errors: Mapping[str, Words],
    instead: UUID | None = None,
) -> HttpResponse:
    context = {
        "questions": forms.of_columns(names, chosen, first, errors),
        "about": forms.stands(defaults).items(),
        "errors": errors,
        "instead": instead or request.POST.get("instead", ""),
    }
    return render(request, "administration/bringing/columns.html", context, status=422 if errors else 200)


@for_keepers
@confirmed
def change_columns(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Other columns for a file that was read: it is chosen again, and what was read of it goes."""
    row = actions.of(bringing)
    return _columns(request, row.columns, forms.columns_of(row), [], work.defaults_of(row), {}, row.id)


@for_keepers
@confirmed
def one(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """One import as it stands; while the node works on it, a part of the page looks again by itself."""
    row = actions.of(bringing)
    if row.state == State.UNDOING:
        runner.undo(row.id, request.member.id)
    # Another process may be at it: then it has moved a moment ago.
    is_read = runner.is_at_work(row.id) or request.at - row.moved_at < QUIET
    is_moving = row.state == State.UNDOING or (row.state == State.READING and is_read)
    if is_part(request):
        if not is_moving:
            return redirect(ONE, bringing=bringing)
        return render(request, "administration/bringing/_progress.html", {"row": row})
    context = {"row": row, "state": STATE_IN_WORDS[State(row.state)], "is_moving": is_moving}
    if row.state in (State.CHECKED, State.OPEN, State.UNDONE):
        context |= _read(request, row)
    return render(request, "administration/bringing/import.html", context)


def _read(request: MemberRequest, row: Bringing) -> dict[str, Any]:
    shown = request.GET.get("show", "waiting")
    shown = shown if shown in ("waiting", "accepted", "declined", "gap") else "waiting"
    given = request.GET.get("from", "0")
    skip = int(given) if given.isdecimal() and len(given) < 7 else 0
    found = queries.page(row.id, state=shown, skip=skip)
    hints = queries.hints(found) if shown == "waiting" else {}
    numbers = queries.numbers(row.id)
    wrong = list(queries.faults(row.id))
    chosen = forms.columns_of(row)
    return {
        "found": [told.line(one, hints.get(one.id, [])) for one in found],
        "numbers": numbers,
        "had": rules.had(row.good, gone=numbers["gone"], stayed=row.stayed),
        "shown": shown,
        "first": skip + 1,
        "last": skip + len(found),
        "next": skip + len(found) if skip + len(found) < numbers[shown] else 0,
        "before": max(0, skip - queries.AT_ONCE),
        "faults": wrong,
        "is_cut": row.wrong > len({number for number, _field, _sentence in wrong}),
        "mapped": [(name, columns.TARGETS.get(chosen.get(name, ""), "–")) for name in row.columns],
        "for_all": told.for_all(Asked({})),
    }


@forms_only
@for_keepers
@confirmed
def open_it(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """From here on its proposals can be accepted."""
    actions.open_for_answers(bringing, by=request.member, at=request.at)
    return redirect(ONE, bringing=bringing)


@forms_only
@for_keepers
@confirmed
def drop(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """What was read goes."""
    actions.drop(bringing, by=request.member, at=request.at)
    messages.success(request, _("What was read of the file is deleted."))
    return redirect("administration_bring_services")


@for_keepers
@confirmed
def undo(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Asks first; then what was accepted goes out of the directory, as far as nothing hangs on it."""
    row = actions.of(bringing)
    if request.method != "POST":
        if row.state != State.OPEN:
            return redirect(ONE, bringing=bringing)
        context = {"row": row, "numbers": queries.numbers(row.id)}
        return render(request, "administration/bringing/undo.html", context)
    actions.begin_undoing(bringing, by=request.member, at=request.at)
    runner.undo(bringing, request.member.id)
    return redirect(ONE, bringing=bringing)


@for_keepers
@confirmed
def faults(request: MemberRequest, bringing: UUID) -> HttpResponse:
    """Everything that is wrong, as a table to be corrected by."""
    text = told.as_csv(queries.faults(actions.of(bringing).id, most=None))
    headers = {"Content-Disposition": f'attachment; filename="services-{str(bringing)[:8]}-wrong.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
