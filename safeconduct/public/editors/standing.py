"""Whether a session is signed in by everything that is asked of its editor, and where it goes if it is not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.editors import counting
from safeconduct.public.editors.models import Editor, Factor
from safeconduct.public.editors.rules import needs_factor

PASSED = "factor"
"""In the session: the factor that was passed, by its number; 0 where none was asked for."""


def factor_of(editor: Editor) -> Factor | None:
    """The factor of this editor, if there is one."""
    return Factor.objects.select_related("editor").filter(editor=editor).first()


def is_needed(editor: Editor) -> bool:
    """Whether this editor must have one."""
    groups = frozenset(editor.groups.values_list("name", flat=True))
    return needs_factor(groups=groups, is_superuser=editor.is_superuser, is_demo=settings.DEMO)


def let_in(request: HttpRequest, editor: Editor, factor: Factor | None, *, now: datetime) -> None:
    """From here on this session does what its editor may do."""
    request.session.cycle_key()
    request.session[PASSED] = factor.pk if factor else 0
    counting.know(editor, request, now=now)


class SecondFactor:
    """Until then a session that knows the password leads to the second factor, and is nobody anywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Readers have no cookie, and nothing is asked for them."""
        who: Any = request.user
        if settings.SESSION_COOKIE_NAME in request.COOKIES and who.is_authenticated:
            missing = _missing(request, who)
            if missing and request.path.startswith(settings.EDIT) and not _is_on_the_way(request):
                return redirect(f"{reverse(missing)}?{urlencode({'next': _back_to(request)})}")
            if missing and not request.path.startswith(settings.EDIT):
                request.user = AnonymousUser()
        return self.get_response(request)


def _missing(request: HttpRequest, editor: Editor) -> str:
    """The name of the page that comes first; "" where nothing is missing."""
    factor, passed = factor_of(editor), request.session.get(PASSED)
    if factor is not None:
        return "" if passed == factor.pk else "second_factor"
    if is_needed(editor):
        return "factor_set_up"
    if passed is None:
        let_in(request, editor, None, now=timezone.now())
    return ""


def _is_on_the_way(request: HttpRequest) -> bool:
    on_the_way = ("second_factor", "factor_set_up", "wagtailadmin_login", "wagtailadmin_logout")
    return request.path in {reverse(name) for name in on_the_way}


def _back_to(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else settings.EDIT
