"""Who may organise: an account of the group Organisers. Whoever only writes or approves pages may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.permissions import page_permission_policy

from safeconduct.public.asking.pages import refused
from safeconduct.public.conferences.models import Edition
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.marking import mark as _

type Page = Callable[..., HttpResponse]
PERMISSION = "conferences.organise"
OF_EDITORS = ("add", "change", "publish")
NOT_AN_ORGANISER = Reason(
    "not_an_organiser",
    _("Your account does not hold conferences."),
    _("Sign in with one that does, or ask whoever runs the node for it."),
)


def edits_pages(who: Any) -> bool:
    """Whether this account writes or approves any page of the site."""
    return bool(page_permission_policy.user_has_any_permission(who, OF_EDITORS))


def for_organisers(page: Page) -> Page:
    """Let only organisers in. Who is not signed in is asked to; who is and may not is told so, and not asked again."""

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm(PERMISSION):
            return refused(request, NOT_AN_ORGANISER, status=403)
        return let_in(request, *args, **more)

    let_in = permission_required(PERMISSION, login_url="/edit/login/")(page)
    return asked


def of_an_edition(page: Page) -> Page:
    """Likewise, with the edition whose code stands in the address."""

    @wraps(page)
    def found(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        return page(request, get_object_or_404(Edition, code=code), **more)

    return for_organisers(found)


def of_an_edition_alone(page: Page) -> Page:
    """Likewise, and whoever else changes it waits: what a form finds to stand, stands until it is saved."""

    @wraps(page)
    def alone(request: HttpRequest, edition: Edition, **more: Any) -> HttpResponse:
        if request.method != "POST":
            return page(request, edition, **more)
        with transaction.atomic():
            return page(request, Edition.objects.select_for_update().get(pk=edition.pk), **more)

    return of_an_edition(alone)
