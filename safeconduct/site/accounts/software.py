"""The page "Programs that act for you": a member makes tokens for programs of their own, and sees and revokes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.access import tokens
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.scopes import LABELS, Scope
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.access.tokens import DEFAULT_DAYS, LONGEST_DAYS
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

NAME_LONGEST = 60
PREFIX = "software-"

ENDED: dict[str, Words] = {
    "ended": _("Its term is over"),
    "revoked": _("Revoked by you"),
    "revoked_by_administrator": _("Revoked by the administrator"),
    "suspended": _("Ended when your place was suspended"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new token is made for."""

    name: str
    scopes: list[Scope]
    until: datetime


@for_members
def software(request: MemberRequest) -> HttpResponse:
    """The member's tokens, those that open something first."""
    found = [
        {"token": one, "scopes": [LABELS[scope] for scope in one.scopes], "why": ENDED.get(one.ended, "")}
        for one in tokens.mine()
    ]
    context = {
        "live": [line for line in found if not line["why"]],
        "over": [line for line in found if line["why"]],
    }
    return render(request, "account/software.html", context)


@for_members
def new(request: MemberRequest) -> HttpResponse:
    """Make one, after a fresh confirmation of who one is. It is shown in the answer, and nowhere again."""
    if request.method != "POST":
        return step_up(request) or _form(request, _questions({"until": _day(DEFAULT_DAYS).isoformat()}))
    require_step_up(request)
    try:
        wanted = _wanted(request.POST)
    except BadInput as bad:
        entered = {"name": request.POST.get("name", ""), "until": request.POST.get("until", "")}
        entered["scopes"] = ",".join(request.POST.getlist("scopes"))
        return _form(request, _questions(entered, bad.errors), bad.errors)
    made = tokens.make(
        name=wanted.name, scopes=wanted.scopes, until=wanted.until, by=request.member, at=request.at
    )
    return render(request, "account/software_made.html", {"token": made, "wanted": wanted})


@forms_only
@for_members
def revoke(request: MemberRequest, token: UUID) -> HttpResponse:
    """It opens nothing from the next request on."""
    tokens.revoke(token=token, by=request.member, at=request.at)
    return redirect("software")


def _day(days: int) -> date:
    """So many days from today, by the machine's clock: a token's term is real time, also where a demo's clock moves."""
    return timezone.localdate() + timedelta(days=days)


def _questions(entered: Mapping[str, str], errors: Mapping[str, Words] | None = None) -> list[Question]:
    wrong = errors or {}

    def one(
        name: str,
        words: Words,
        kind: str = "text",
        hint: Words = "",
        options: Iterable[tuple[str, Words]] = (),
    ) -> Question:
        return Question(
            name, words, kind, entered.get(name, ""), list(options), wrong.get(name, ""), hint, prefix=PREFIX
        )

    return [
        one("name", _("Which program is it for"), hint=_("So that you know later which one to revoke")),
        one(
            "scopes",
            _("What it may do for you"),
            "ticks",
            _("Only what it needs. It never sees more than your own pages do."),
            [(scope.value, words) for scope, words in LABELS.items()],
        ),
        one("until", _("Until"), "date", _("At most a year from today")),
    ]


def _wanted(post: QueryDict) -> Wanted:
    errors: dict[str, Words] = {}
    name = " ".join(post.get("name", "").split())
    if not 0 < len(name) <= NAME_LONGEST:
        errors["name"] = _("Say in at most 60 signs which program it is for.")
    elif "\x00" in name:
        errors["name"] = _("Remove the characters that cannot be shown.")
    scopes = [scope for scope in Scope if scope.value in post.getlist("scopes")]
    if not scopes:
        errors["scopes"] = _("Tick at least one thing that it may do.")
    until = _end(post.get("until", ""))
    if until is None:
        errors["until"] = _("Enter a day after today, at most a year ahead.")
    if errors or until is None:
        raise BadInput(errors)
    return Wanted(name, scopes, until)


def _end(text: str) -> datetime | None:
    """The end of that day, here; None for a day that it cannot be."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if not _day(0) < day <= _day(LONGEST_DAYS):
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _form(
    request: MemberRequest, form: list[Question], errors: Mapping[str, Words] | None = None
) -> HttpResponse:
    context = {"form": form, "errors": errors}
    return render(request, "account/software_new.html", context, status=422 if errors else 200)
