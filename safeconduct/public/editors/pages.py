"""The second factor of an editor: typing its code, setting it up, and taking it off for another one."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.public import settings
from safeconduct.public.editors import counting, factor
from safeconduct.public.editors.forms import Code
from safeconduct.public.editors.models import Editor, Factor, RecoveryCode
from safeconduct.public.editors.rules import CODES
from safeconduct.public.editors.standing import PASSED, factor_of, is_needed, let_in
from safeconduct.public.reasons import spoken
from safeconduct.vocabulary.decisions import Refused

type Page = Callable[..., HttpResponse]
WAITING = "factor_waiting"
"""In the session: the sealed secret of a factor that is being set up."""


def for_who_knows_the_password(page: Page) -> Page:
    """Others are asked to sign in."""

    @wraps(page)
    def asked(request: HttpRequest) -> HttpResponse:
        who: Any = request.user
        return page(request, who) if who.is_authenticated else redirect("wagtailadmin_login")

    return require_http_methods(["GET", "POST"])(asked)


@for_who_knows_the_password
def second(request: HttpRequest, editor: Editor) -> HttpResponse:
    """The code, after the password."""
    found = factor_of(editor)
    if found is None or request.session.get(PASSED) == found.pk:
        return redirect(_next(request))
    form = Code(request.POST or None)
    if form.is_valid() and _is_right(request, form, found):
        let_in(request, editor, found, now=timezone.now())
        return redirect(_next(request))
    return render(request, "editors/second.html", {"form": form, "next": _next(request)})


@for_who_knows_the_password
def set_up(request: HttpRequest, editor: Editor) -> HttpResponse:
    """A new secret, and the first code of it as a proof that the app has it; then the recovery codes, once."""
    if factor_of(editor) is not None:
        return redirect("factor")
    secret = _waiting(request, editor)
    form = Code(request.POST or None)
    if form.is_valid():
        now = timezone.now()
        step = factor.step_of(secret, form.cleaned_data["code"], now=now)
        if step is not None:
            codes = factor.make(editor, secret, step=step, now=now)
            del request.session[WAITING]
            let_in(request, editor, factor_of(editor), now=now)
            return render(request, "editors/recovery_codes.html", {"codes": codes, "next": _next(request)})
        form.add_error("code", _("This is not the code of now. Type the one that the app shows."))
    return render(
        request, "editors/set_up.html", _shown(secret, editor) | {"form": form, "next": _next(request)}
    )


@for_who_knows_the_password
def manage(request: HttpRequest, editor: Editor) -> HttpResponse:
    """Whether there is one, and taking it off with a code: for another app, or for good where it is not needed."""
    found = factor_of(editor)
    form = Code(request.POST or None)
    if found is not None and form.is_valid() and _is_right(request, form, found):
        factor.remove(editor)
        return redirect("factor_set_up" if is_needed(editor) else "factor")
    left = RecoveryCode.objects.filter(factor=found).count()
    shown = {"form": form, "factor": found, "left": left, "is_needed": is_needed(editor)}
    return render(request, "editors/factor.html", shown)


def _is_right(request: HttpRequest, form: Code, found: Factor) -> bool:
    """Whether the code passes, counted; the form says why not."""
    now = timezone.now()
    this = counting.try_of(request, found.editor.username, CODES, now=now)
    decision = counting.take(this)
    if isinstance(decision, Refused):
        form.add_error(None, spoken(decision.reason).whole)
        return False
    if factor.passes(found, form.cleaned_data["code"], now=now):
        counting.give_back(this)
        return True
    form.add_error(
        "code", _("This code is wrong, or it was used before. Wait for the next one and type that.")
    )
    return False


def _waiting(request: HttpRequest, editor: Editor) -> bytes:
    """The secret of this setting up: the same until it is done, so that a mistyped code costs no new picture."""
    try:
        sealed = base64.b64decode(request.session.get(WAITING, ""))
    except binascii.Error:
        sealed = b""
    secret = factor.open_sealed(sealed, editor)
    if secret is None:
        secret = factor.new_secret()
        request.session[WAITING] = base64.b64encode(factor.seal(secret, editor)).decode()
    return secret


def _shown(secret: bytes, editor: Editor) -> dict[str, Any]:
    picture = factor.as_picture(secret, editor.username, settings.WAGTAIL_SITE_NAME)
    return {
        "secret": factor.as_text(secret),
        # Made of rectangles alone; the name is within the picture.
        "picture": mark_safe(picture),  # noqa: S308  # nosec B308 B703  # nosemgrep: text-that-is-not-escaped
        "is_needed": is_needed(editor),
    }


def _next(request: HttpRequest) -> str:
    """Where they wanted to go; the beginning for any address but an editors' one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, request.get_host(), request.is_secure())
    return asked if is_ours and asked.startswith(settings.EDIT) else settings.EDIT
