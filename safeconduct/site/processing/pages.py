"""The pages: grounds by purpose, the record of processing, the draft of an assessment; each also as a text file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.models import Member
from safeconduct.agencies.processing.actions import answer, keep, kept, proposed, rest_on, seconds, standing
from safeconduct.agencies.processing.models import Ground, KeptRecord
from safeconduct.agencies.processing.rules import LAW_MISSING
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record as keep_record
from safeconduct.site.administration.guard import confirmed, for_administrators, for_seconds
from safeconduct.site.processing.assessment import assessment as drafted
from safeconduct.site.processing.record import Chapter, ground_in_words, purposes_of
from safeconduct.site.processing.record import record as recorded
from safeconduct.site.processing.since import changes, facts, in_words
from safeconduct.vocabulary.codes import ProcessingGround, Profession, Purpose, SpecialCondition
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

LONGEST = 80


@for_seconds
def front(request: MemberRequest) -> HttpResponse:
    """The record as it stands, for whoever administers or supervises; the administrator sets the grounds from here."""
    own = request.member.agency
    stands, used, waits = standing(own.id), purposes_of(own), proposed(own.id)
    records = kept(own.id)
    names = dict(Member.objects.filter(id__in={one.kept_by for one in records}).values_list("id", "name"))
    context = {
        "chapters": recorded(own, at=request.at),
        "waits": [_waiting(row, request.member) for row in waits.values()],
        "kept": [(one, names.get(one.kept_by) or "–") for one in records],
        "since": in_words(changes(records[0].facts, facts(own))) if records else [],
        "may_set": request.member.profession == Profession.ADMINISTRATOR,
        "grounds": [
            (purpose, label(purpose), ground_in_words(stands.get(purpose)), purpose in stands)
            for purpose in Purpose
            if purpose in used or purpose in stands
        ],
    }
    return render(request, "processing/record.html", context)


@forms_only
@for_seconds
@confirmed
def answer_ground(request: MemberRequest, ground: UUID) -> HttpResponse:
    """The second person's word on a ground that waits."""
    agrees = request.POST.get("answer") == "yes"
    answer(ground, agrees=agrees, by=request.member, at=request.at)
    messages.success(request, _("It counts from now on.") if agrees else _("It does not count, and is gone."))
    return redirect("processing")


@forms_only
@for_administrators
@confirmed
def keep_now(request: MemberRequest) -> HttpResponse:
    """Keep the record as it stands at this moment."""
    own = request.member.agency
    chapters = [
        {"title": str(one.title), "lines": one.lines, "gaps": [str(gap) for gap in one.gaps]}
        for one in recorded(own, at=request.at)
    ]
    version = keep(chapters, facts(own), translation.get_language() or "en", by=request.member, at=request.at)
    messages.success(request, _("Kept as version %(n)s.") % {"n": version})
    return redirect("processing")


@for_seconds
def kept_record(request: MemberRequest, version: int) -> HttpResponse:
    """One record that was kept, as it stood, and what has changed since."""
    own = request.member.agency
    row = KeptRecord.objects.filter(agency_id=own.id, version=version).first()
    if row is None:
        raise NotFound(_("There is no such version."))
    context = {
        "one": row,
        "who": _name(row.kept_by),
        "chapters": row.chapters,
        "since": in_words(changes(row.facts, facts(own))),
    }
    return render(request, "processing/kept.html", context)


def _waiting(row: Ground, member: Member) -> dict[str, Any]:
    others = seconds(member.agency_id, row.set_by)
    return {
        "one": row,
        "purpose": label(Purpose(row.purpose)),
        "words": ground_in_words(row),
        "who": _name(row.set_by),
        "is_mine": row.set_by == member.id,
        "seconds": [(one.name, label(Profession(one.profession))) for one in others],
        "is_only": not any(one.profession == Profession.ADMINISTRATOR for one in others),
    }


def _name(member: UUID) -> str:
    return Member.objects.filter(id=member).values_list("name", flat=True).first() or "–"


@for_seconds
def assessment(request: MemberRequest) -> HttpResponse:
    """The draft of an impact assessment."""
    return render(
        request, "processing/assessment.html", {"chapters": drafted(request.member.agency, at=request.at)}
    )


@for_seconds
def record_file(request: MemberRequest) -> HttpResponse:
    """The record as a text file."""
    return _file(
        request, _("Record of processing"), recorded(request.member.agency, at=request.at), "record.md"
    )


@for_seconds
def assessment_file(request: MemberRequest) -> HttpResponse:
    """The draft as a text file, to be gone on with by people."""
    return _file(
        request,
        _("Draft of an impact assessment"),
        drafted(request.member.agency, at=request.at),
        "impact.md",
    )


@for_administrators
@confirmed
def ground(request: MemberRequest, purpose: str) -> HttpResponse:
    """On what the agency processes for one purpose."""
    if purpose not in set(Purpose):
        raise NotFound(_("There is no such purpose."))
    wanted = Purpose(purpose)
    stands = {**standing(request.member.agency_id), **proposed(request.member.agency_id)}.get(wanted)
    if request.method != "POST":
        given = {"ground": stands.ground, "condition": stands.condition, "law": stands.law} if stands else {}
        return _form(request, wanted, given, {})
    entered = {name: request.POST.get(name, "").strip() for name in ("ground", "condition", "law")}
    if "\x00" in entered["law"]:
        unseen: dict[str, Words] = {"law": _("Remove the characters that cannot be shown.")}
        return _form(request, wanted, entered, unseen, status=422)
    try:
        rest_on(
            wanted, entered["ground"], entered["condition"], entered["law"], by=request.member, at=request.at
        )
    except NotPossible as refused:
        beside = "law" if refused.reason.code == LAW_MISSING.code else "ground"
        said: dict[str, Words] = {beside: refused.reason.whole}
        return _form(request, wanted, entered, said, status=409)
    return redirect("processing")


def _form(
    request: MemberRequest,
    purpose: Purpose,
    given: dict[str, Any],
    errors: dict[str, Words],
    *,
    status: int = 200,
) -> HttpResponse:
    questions = [
        Question("ground", _("On which ground"), "radios", given.get("ground", ""), list(choices(ProcessingGround)),
                 errors.get("ground", ""), prefix="processing-"),
        Question("condition", _("Condition for special categories of data"), "radios", given.get("condition", ""),
                 list(choices(SpecialCondition)), errors.get("condition", ""), prefix="processing-"),
        Question("law", _("Law and article"), "text", given.get("law", ""), error=errors.get("law", ""),
                 prefix="processing-", longest=LONGEST, hint=_("Where the ground rests on a law.")),
    ]  # fmt: skip
    context = {"purpose": label(purpose), "questions": questions, "errors": errors}
    return render(request, "processing/ground.html", context, status=status)


def _file(request: MemberRequest, title: str, chapters: list[Chapter], name: str) -> HttpResponse:
    keep_record(
        "agency:processing_taken_out", by=as_actor(request.member), at=request.at, detail={"file": name}
    )
    return HttpResponse(
        as_text(title, chapters),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def as_text(title: str, chapters: list[Chapter]) -> str:
    """The chapters as Markdown; what people must fill in stands as an empty box."""
    lines = [
        f"# {title}",
        "",
        f"**{_('Written by the software from its settings. Nobody competent has reviewed it.')}**",
        "",
    ]
    for chapter in chapters:
        lines += [f"## {chapter.title}", ""]
        lines += [f"- {_plain(line)}" for line in chapter.lines]
        lines += [f"- [ ] {_('To be filled in:')} {gap}" for gap in chapter.gaps]
        lines.append("")
    return "\n".join(lines)


def _plain(line: str) -> str:
    """Names of agencies come from other nodes' cards: none of them makes a heading, a link or a line of its own."""
    return " ".join(line.split()).replace("[", "(").replace("]", ")").replace("<", "(").replace(">", ")")
