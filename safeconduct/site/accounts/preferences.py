"""What a member chooses for themself: the mail of the day, and single keys. The mail is refused without signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safeconduct.access.acting import acting
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.choices import prefer_digest, prefer_shortcuts
from safeconduct.agencies.mail_links import member_of
from safeconduct.agencies.preferences import DIGESTS, HOURS, Digest
from safeconduct.agencies.queries import member
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.questions import Question

KEYS: list[tuple[str, Words]] = [
    ("?", gettext_lazy("This page")),
    ("/", gettext_lazy("Find a reference")),
    ("g t", gettext_lazy("Go to Today")),
    ("g p", gettext_lazy("Go to your people")),
    ("g l", gettext_lazy("Go to the lists")),
    ("j", gettext_lazy("Next row of a list")),
    ("k", gettext_lazy("Row before")),
]
"""What each key does; `keys.js` knows the same. None of them changes anything but the page that is shown."""


@for_members
def keys(request: MemberRequest) -> HttpResponse:
    """The single keys, and whether they act for this member."""
    if request.method == "POST":
        wanted = request.POST.get("shortcuts") == "on"
        prefer_shortcuts(wanted=wanted, by=request.member, at=request.at)
        messages.success(request, _("The keys act now.") if wanted else _("The keys are off now."))
        return redirect("own_keys")
    return render(request, "account/keys.html", {"keys": KEYS})


@for_members
def mails(request: MemberRequest) -> HttpResponse:
    """On which days the mail comes, and from which hour."""
    errors: dict[str, Words] = {}
    entered = request.POST if request.method == "POST" else None
    if entered is not None:
        choice, hour = entered.get("digest", ""), entered.get("hour", "")
        if choice not in set(Digest):
            errors["digest"] = _("Choose on which days.")
        if hour not in map(str, HOURS):
            errors["hour"] = _("Choose the hour.")
        if not errors:
            prefer_digest(Digest(choice), int(hour), by=request.member, at=request.at, way="account")
            messages.success(request, _("Saved."))
            return redirect("own_mails")
    context = {"fields": _fields(request, entered, errors), "errors": errors}
    return render(request, "account/mails.html", context, status=422 if errors else 200)


def _fields(request: MemberRequest, entered: Any, errors: dict[str, Words]) -> list[Question]:
    given = entered or {"digest": request.member.digest, "hour": str(request.member.digest_hour)}
    days = [(code.value, words) for code, words in DIGESTS.items()]
    hours = [(str(hour), f"{hour:02}:00") for hour in HOURS]
    return [
        Question(
            "digest", _("The mail comes"), "radios", given.get("digest", ""), days, errors.get("digest", "")
        ),
        Question(
            "hour", _("From this hour on"), "select", given.get("hour", ""), hours, errors.get("hour", "")
        ),
    ]


# A mail program asks without a session and without our token (RFC 8058); the signature in the address is what counts.
@csrf_exempt  # nosemgrep: form-without-its-mark - see above
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Refuse the mail by the link in it. Opening the link changes nothing: programs open links by themselves."""
    whose = member_of(token)
    if whose is None:
        return render(request, "account/mail_refused.html", {"is_dead": True}, status=404)
    if request.method != "POST":
        return render(request, "account/mail_refused.html", {})
    try:
        # As the member, for this one change: the link was mailed to nobody else.
        with acting(MemberId(whose)) as at:
            prefer_digest(Digest.NONE, None, by=member(whose), at=at, way="link")
    except NotFound:
        return render(request, "account/mail_refused.html", {"is_dead": True}, status=404)
    return render(request, "account/mail_refused.html", {"is_done": True})
