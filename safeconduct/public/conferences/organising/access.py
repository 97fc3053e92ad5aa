"""Who may organise: an account of the group Organisers. Whoever only writes or approves pages may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeconduct.public.conferences.models import Edition

type Page = Callable[..., HttpResponse]
PERMISSION = "conferences.organise"


def for_organisers(page: Page) -> Page:
    """Let only organisers in; others are asked to sign in."""
    return permission_required(PERMISSION, login_url="/edit/login/")(page)


def of_an_edition(page: Page) -> Page:
    """Likewise, with the edition whose code stands in the address."""

    @wraps(page)
    def found(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        return page(request, get_object_or_404(Edition, code=code), **more)

    return for_organisers(found)
