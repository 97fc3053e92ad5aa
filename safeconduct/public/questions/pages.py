"""The pages: who answers, asking, the code, reading under it, writing more, deleting. All without a script."""

import hashlib
import secrets
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.public import settings
from safeconduct.public.asking.forms import TRAP
from safeconduct.public.asking.pages import for_one_person
from safeconduct.public.questions import actions, desks, rules
from safeconduct.public.questions.answering import languages_page, shown
from safeconduct.public.questions.answering import not_here as nothing_here
from safeconduct.public.questions.guarding import in_tongue, padded
from safeconduct.public.questions.slipping import told_slips
from safeconduct.public.questions.texts import Tongue
from safeconduct.public.questions.work import Asked
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.letters.desks import Desk

LONGEST_SHOWN = 200_000
"""Characters of what was typed that are shown again: far more than is taken, so that nothing is lost."""
KEPT_AWAY = 429
SECRET = 32
"""Bytes."""
STATUS = {rules.FULL.code: KEPT_AWAY, rules.BUSY.code: KEPT_AWAY, rules.NOTHING.code: 200}
"""A code that opens nothing is answered as one that does, of the same length: nobody on the road tells them apart."""


@require_safe
@for_one_person
def languages(request: HttpRequest) -> HttpResponse:
    """The languages of this room by their own names."""
    return padded(languages_page(request))


@require_safe
@in_tongue
def not_here(request: HttpRequest, tongue: Tongue, rest: str) -> HttpResponse:
    """Whatever else is asked for below a language: its own frame and its exit, and nothing of the site around it."""
    return nothing_here(request, tongue)


@require_safe
@in_tongue
def first(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """What this is, who could know what, and who answers."""
    known = desks.opened()
    listed = sorted(known.desks if known else (), key=lambda each: (not each.contact_of, each.name))
    return shown(
        request, tongue, "first", "", desks=[_named(each, tongue) for each in listed],
        fingerprint=known.fingerprint if known else "", looked_on=actions.looked_on(),
    )  # fmt: skip


@csrf_exempt  # nosemgrep: form-without-its-mark - a reader has no cookie; who sent it is asked of the browser
@require_http_methods(["GET", "HEAD", "POST"])
@in_tongue
def ask(request: HttpRequest, tongue: Tongue, desk: UUID) -> HttpResponse:
    """Write a question; then the code, once."""
    known = desks.opened()
    found = desks.desk_of(known, desk) if known else None
    text, secret = _text(request), _secret(request)
    status, why = (200, "") if found else (409, tongue.why(rules.CLOSED))
    if request.method == "POST" and not request.POST.get(TRAP):
        try:
            made = actions.ask(
                text, desk=desk, secret=secret, language=tongue.tag, work=_work(request, secret.hex()),
                now=timezone.now(),
            )  # fmt: skip
        except NotPossible as refused:
            why, status = tongue.why(refused.reason), STATUS.get(refused.reason.code, 422)
        else:
            return shown(
                request,
                tongue,
                "code",
                "",
                asked=made,
                code=made.code,
                desk=_named(found, tongue) if found else None,
            )
    return shown(
        request, tongue, "ask", f"ask/{desk}/", status, why=why, text=text, **_form(secret.hex()),
        desk=_named(found, tongue) if found else None, looked_on=actions.looked_on(),
    )  # fmt: skip


@csrf_exempt  # nosemgrep: form-without-its-mark - likewise
@require_http_methods(["GET", "HEAD", "POST"])
@in_tongue
def read(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """Type the code, and read what lies under it."""
    if request.method != "POST":
        return shown(request, tongue, "read", "read/")
    try:
        found = actions.look(_code(request), now=timezone.now())
    except NotPossible as refused:
        return _again(request, tongue, refused)
    return _seen(request, tongue, found)


@csrf_exempt  # nosemgrep: form-without-its-mark - likewise
@require_POST
@in_tongue
def more(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """Write one more letter under the same code."""
    text, once = _text(request), _once(request)
    try:
        found = actions.write_more(
            _code(request),
            text,
            once=once,
            language=tongue.tag,
            work=_work(request, str(once)),
            now=timezone.now(),
        )
    except NotPossible as refused:
        return _not_written(request, tongue, refused, text)
    return _seen(request, tongue, found, is_sent=True)


@csrf_exempt  # nosemgrep: form-without-its-mark - likewise
@require_POST
@in_tongue
def end(request: HttpRequest, tongue: Tongue) -> HttpResponse:
    """Delete everything under the code."""
    try:
        actions.end(_code(request), now=timezone.now())
    except NotPossible as refused:
        return _again(request, tongue, refused)
    return shown(request, tongue, "ended", "read/")


# --- What the pages show ----------------------------------------------------------------------------------------


def _again(request: HttpRequest, tongue: Tongue, refused: NotPossible) -> HttpResponse:
    status, typed = STATUS.get(refused.reason.code, 422), _code(request)
    slips = told_slips(typed, tongue) if refused.reason == rules.NO_CODE else None
    why = tongue.why(refused.reason)
    return shown(request, tongue, "read", "read/", status, why=why, typed=typed, slips=slips)


def _not_written(request: HttpRequest, tongue: Tongue, refused: NotPossible, text: str) -> HttpResponse:
    """The letters as they stand, with what was typed; without a code that opens them, the form for the code."""
    try:
        found = actions.look(_code(request), now=timezone.now())
    except NotPossible as closed:
        return _again(request, tongue, closed)
    return _seen(request, tongue, found, text=text, why=tongue.why(refused.reason), status=422)


def _seen(
    request: HttpRequest, tongue: Tongue, found: actions.Seen, *, text: str = "", why: str = "",
    is_sent: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    known = desks.opened()
    desk = desks.desk_of(known, found.desk) if known else None
    return shown(
        request, tongue, "seen", "read/", status, found=found, typed=_code(request), text=text, **_form(str(uuid4())),
        answered_on=max((each.day for each in found.answers), default=None),
        why=why, is_sent=is_sent, desk=_named(desk, tongue) if desk else None, looked_on=actions.looked_on(),
    )  # fmt: skip


def _named(desk: Desk | None, tongue: Tongue) -> dict[str, object]:
    assert desk is not None  # noqa: S101  (whoever calls has looked)
    return {
        "id": desk.id,
        "name": desk.name,
        "country": desk.country,
        "is_contact": bool(desk.contact_of),
        "days": tongue.say("days", days=desk.days),
    }


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")[:LONGEST_SHOWN].replace("\r\n", "\n")


def _code(request: HttpRequest) -> str:
    return request.POST.get("words", "")[:300]


def _secret(request: HttpRequest) -> bytes:
    """What this form was made with, and the six words come from; a new one where it brings none of ours."""
    try:
        brought = bytes.fromhex(request.POST.get("once", "")[:100])
    except ValueError:
        brought = b""
    return brought if len(brought) == SECRET else secrets.token_bytes(SECRET)


def _asked() -> Asked:
    """How much work this site asks for; its key is derived from the site's own."""
    return Asked(
        hashlib.sha256(b"safeconduct work" + settings.SECRET_KEY.encode()).digest(), settings.WORK_BITS
    )


def _form(once: str) -> dict[str, object]:
    """What the form of a letter carries: its number, and a new challenge that is bound to it."""
    return {
        "once": once,
        "work_of": _asked().challenge(once, now=timezone.now()),
        "work_bits": settings.WORK_BITS,
    }


def _work(request: HttpRequest, once: str) -> bytes | None:
    """The mark of the work that was done for this form; None without it."""
    said = request.POST
    return _asked().done(said.get("work_of", ""), said.get("work", ""), once, now=timezone.now())


def _once(request: HttpRequest) -> UUID:
    """The number of this form; a new one where there is none."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()
