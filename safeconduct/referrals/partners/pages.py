"""A referral to a partner without a node: what may be said, paper and file, and entering what they told."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.queries import team
from safeconduct.directory.queries import entry_of, find
from safeconduct.referrals import envelope, forms, ledger, queries
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import missing
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.history import History
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.partners import actions, sealing
from safeconduct.referrals.partners.content import content
from safeconduct.referrals.partners.forms import codes, named, questions, said, telling
from safeconduct.referrals.partners.labels import STEP_LABELS, TOLD_LABELS
from safeconduct.referrals.partners.rules import Step, Told, enterable, steps_now
from safeconduct.referrals.texts import KIND_OF, Kind
from safeconduct.vocabulary.codes import PartnerWay
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD_BACK = "told-back"
NOBODY = Told(by="", how="", at=None)


def _of_a_partner(reference: str) -> Referral:
    """The referral, sent from here to a partner without a node. Raises NotFound for any other."""
    row = queries.by_reference(reference)
    if not is_by_hand(row) or row.side != Side.SENDER or row.state == State.DRAFT:
        raise NotFound(_("There is no such referral for you."))
    return row


@for_members
def by_hand(request: MemberRequest, reference: str) -> HttpResponse:
    """What may be said now and what only when they accept; paper, file, and that it has left or has come."""
    return _front(request, _of_a_partner(reference))


@for_members
def paper(request: MemberRequest, reference: str) -> HttpResponse:
    """The page that is printed and handed over: exactly what may be said now; after a fresh confirmation."""
    row = _of_a_partner(reference)
    return step_up(request) or _shown(request, row, "referrals/partners/paper.html", PartnerWay.PAPER)


@for_members
def file(request: MemberRequest, reference: str) -> HttpResponse:
    """A password for the sealed file, after a fresh confirmation, shown once; the file is made with it when it is
    fetched, and kept nowhere."""
    row = _of_a_partner(reference)
    if again := step_up(request):
        return again
    content(
        row, team(row.team_id).agency, by=request.member, at=request.at
    )  # refused here, not at the fetching
    context = {**_words(row), "password": sealing.new_password()}
    return render(request, "referrals/partners/file.html", context)


@forms_only
@for_members
def fetch(request: MemberRequest, reference: str) -> HttpResponse:
    """The sealed file itself."""
    row = _of_a_partner(reference)
    require_step_up(request)
    password = request.POST.get("password", "")
    if not sealing.is_one_of_ours(password):
        raise NotFound(_("Make the file anew: its password was not one of ours."))
    to = team(row.team_id)
    found = content(row, to.agency, by=request.member, at=request.at)
    made = sealing.sealed_file(found, _heading(request, row), password)
    actions.note_opened(
        referral=row, sections=found.sections, way=PartnerWay.FILE, by=request.member, at=request.at
    )
    name = f'attachment; filename="{sealing.NAME}"'
    return HttpResponse(made, content_type=XLSX, headers={"Content-Disposition": name})


@forms_only
@for_members
def note(request: MemberRequest, reference: str, step: str) -> HttpResponse:
    """That it has left; that they have it; or that they know it was taken back."""
    row = _of_a_partner(reference)
    entered, is_left = request.POST, step == Step.LEFT
    if step not in (Step.LEFT, Step.RECEIVED, Step.NEWS, TOLD_BACK):
        raise NotFound(_("There is no such step."))
    had_not_left = step == TOLD_BACK and bool(entered.get("had_not_left"))
    country = request.member.agency.country
    try:
        heard = said(entered, country=country, with_who=not is_left) if not had_not_left else NOBODY
        if step == TOLD_BACK:
            actions.told_back(
                referral=row, told=heard, has_erased=bool(entered.get("has_erased")),
                had_not_left=had_not_left, by=request.member, at=request.at,
            )  # fmt: skip
            messages.success(request, _("Entered: they know it."))
        else:
            name = named(entered, get_language() or "en") if not is_left else ()
            news = forms.words(row, Kind.NEWS, entered) if step == Step.NEWS else None
            actions.note(
                referral=row, step=Step(step), told=heard, by=request.member, at=request.at,
                words=(*name, *((news,) if news else ())),
            )  # fmt: skip
            messages.success(request, _("Entered."))
    except BadInput as wrong:
        return _told_page(request, row, step, entered, errors=wrong.errors, status=422)
    except NotPossible as refused:
        record_refused(request, row, step, refused)
        return _told_page(request, row, step, entered, refused=refused, status=409)
    return redirect("referral", reference=row.reference)


@for_members
def told(request: MemberRequest, reference: str) -> HttpResponse:
    """Entering what they told: every answer that is possible now, each with who told it, how and when."""
    return _told_page(request, _of_a_partner(reference))


@forms_only
@for_members
def enter(request: MemberRequest, reference: str, event: str) -> HttpResponse:
    """Enter one of them. What is incomplete or impossible shows the page again, with what was entered and why."""
    row, entered = _of_a_partner(reference), request.POST
    if event not in set(Event):
        raise NotFound(_("There is no such step."))
    wanted, country = Event(event), request.member.agency.country
    try:
        heard = said(entered, country=country)
        carried = codes(row, wanted, entered, queries.standing(row), country=country)
        words = forms.words(row, KIND_OF[wanted], entered) if wanted in KIND_OF else None
        name = named(entered, get_language() or "en")
        actions.enter(
            referral=row, event=wanted, codes=carried, told=heard, by=request.member, at=request.at,
            words=(*name, *((words,) if words else ())),
        )  # fmt: skip
    except BadInput as wrong:
        return _told_page(request, row, event, entered, errors=wrong.errors, status=422)
    except NotPossible as refused:
        record_refused(request, row, event, refused)
        return _told_page(request, row, event, entered, refused=refused, status=409)
    messages.success(request, _("Entered as told by them."))
    return redirect("referral", reference=row.reference)


# --- The pages -------------------------------------------------------------------------------------------------


def _front(request: MemberRequest, row: Referral) -> HttpResponse:
    try:
        return _shown(request, row, "referrals/partners/by_hand.html", PartnerWay.TELEPHONE)
    except NotPossible as refused:
        context = {**_words(row), "refused": refused.reason}
        return render(request, "referrals/partners/by_hand.html", context, status=409)


def _shown(request: MemberRequest, row: Referral, template: str, way: PartnerWay) -> HttpResponse:
    to = team(row.team_id)
    found = content(row, to.agency, by=request.member, at=request.at)
    actions.note_opened(referral=row, sections=found.sections, way=way, by=request.member, at=request.at)
    context = {**_words(row), "found": found, "heading": _heading(request, row), **_left(request, row)}
    return render(request, template, context)


def _words(row: Referral) -> dict[str, Any]:
    to = team(row.team_id)
    entry = entry_of(row.team_id, row.service)
    return {
        "row": row,
        "to": to,
        "other": to.agency,
        "ways": [(way, label(PartnerWay(way))) for way in (entry.ways if entry else [])],
        "may_be_file": entry is None or PartnerWay.FILE in entry.ways,
    }


def _left(request: MemberRequest, row: Referral) -> dict[str, Any]:
    """The form for saying that it has left, while nobody has."""
    if Beside.TO_HAND_OVER not in row.flags:
        return {"leaving": []}
    country = request.member.agency.country
    asked = telling(None, ways=_ways(row), at=request.at, country=country, prefix="left-", with_who=False)
    return {"leaving": asked}


def _ways(row: Referral) -> list[str]:
    entry = entry_of(row.team_id, row.service)
    return list(entry.ways) if entry else []


def _heading(request: MemberRequest, row: Referral) -> sealing.Heading:
    extract, own = envelope.extract(row.consent), request.member.agency
    return sealing.heading(row, extract, own)


def _told_page(
    request: MemberRequest,
    row: Referral,
    step: str = "",
    entered: QueryDict | None = None,
    *,
    errors: Mapping[str, Words] | None = None,
    refused: NotPossible | None = None,
    status: int = 200,
) -> HttpResponse:
    history = ledger.history(row)
    found = _Telling(request, row, history, step, entered, errors or {}, refused)
    context = {
        **_words(row),
        "events": found.events(),
        "steps": found.steps(),
        "telling_back": found.telling_back() if Beside.NOT_TOLD in row.flags else None,
        "refused": refused.reason if refused else None,
        "errors": found.marked_errors(),
    }
    return render(request, "referrals/partners/told.html", context, status=status)


class _Telling:
    """The forms of the page; the one that was just sent keeps what was entered, with what was wrong."""

    def __init__(
        self, request: MemberRequest, row: Referral, history: History, step: str,
        entered: QueryDict | None, errors: Mapping[str, Words], refused: NotPossible | None,
    ) -> None:  # fmt: skip
        self.request, self.row, self.history, self.step = request, row, history, step
        self.entered, self.errors, self.refused = entered, errors, refused
        self.country = request.member.agency.country

    def events(self) -> list[dict[str, Any]]:
        """The moves that a receiver could make now."""
        return [self._event(event) for event in enterable(self.history.position, now=self.request.at)]

    def steps(self) -> list[dict[str, Any]]:
        """What is no answer: that it has left, and that they have it."""
        now = steps_now(State(self.row.state), self.row.flags)
        wanted = [step for step in now if step is not Step.TOLD_BACK]
        return [
            {
                "step": step.value,
                "label": STEP_LABELS[step],
                "questions": [
                    *self._words(step),
                    *self._telling(step.value, with_who=step is not Step.LEFT),
                ],
                "open": self.step == step,
            }
            for step in wanted
        ]

    def _words(self, step: Step) -> list[Any]:
        is_told = envelope.extract(self.row.consent).tell_outcome
        if step is not Step.NEWS or not is_told:
            return []
        return forms.word_questions(self.row, Kind.NEWS, self._given(step), prefix=f"{step}-")

    def telling_back(self) -> dict[str, Any]:
        """That they know it was taken back."""
        return {"questions": self._telling(TOLD_BACK), "open": True}

    def marked_errors(self) -> dict[str, Words]:
        """For the summary: each error by the id of its question."""
        return {f"{self.step}-{name}": words for name, words in self.errors.items()}

    def _given(self, step: str) -> QueryDict | None:
        return self.entered if step == self.step else None

    def _telling(self, step: str, *, with_who: bool = True) -> list[Any]:
        wrong = self.errors if step == self.step else {}
        return telling(
            self._given(step), ways=_ways(self.row), at=self.request.at, country=self.country,
            prefix=f"{step}-", errors=wrong, with_who=with_who,
        )  # fmt: skip

    def _event(self, event: Event) -> dict[str, Any]:
        row, given = self.row, self._given(event)
        asked = questions(row, event, agencies=self._agencies(event), country=self.country, entered=given)
        if given is not None:
            made = codes(row, event, given, self.history.standing, country=self.country)
            lacking = [
                name for name in missing(State(row.state), event, made, Side.RECEIVER) if name != "worker"
            ]
            asked = forms.marked(asked, lacking) if self.refused else asked
            asked = [replace(one, error=self.errors.get(one.name, one.error)) for one in asked]
        return {
            "event": event.value,
            "label": TOLD_LABELS[event],
            "questions": [*asked, *self._telling(event.value)],
            "open": event == self.step,
        }

    def _agencies(self, event: Event) -> list[Any]:
        if event is not Event.PROPOSE_REROUTE:
            return []
        found = {item.agency_id: item.agency for item in find()}
        mine = (self.row.agency_id, self.row.other_agency_id)
        return [agency for key, agency in found.items() if key not in mine]
