"""Pages of administration: for the administrator of an agency, or for who keeps the node. Nobody else learns of them.

The database asks the same again in every function that writes (`access.current_administrator`, `access.keeps_node`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from safeconduct.access.requests import SAFE, MemberRequest, MemberView, for_members
from safeconduct.access.step_up import MINUTES, require_step_up, step_up
from safeconduct.agencies.rules import is_administrator
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound

LONG_MINUTES = 30
"""So long somebody may be on the telephone while a fingerprint is compared, or hand over what a colleague had."""


def for_administrators(view: MemberView) -> Callable[..., HttpResponse]:
    """Decorate a page that the administrator of an agency reaches; for anybody else there is no such page."""

    @wraps(view)
    def page(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_administrator(Profession(request.member.profession)):
            raise NotFound(_("This page belongs to the agency's administrator."))
        return view(request, *args, **kwargs)

    return for_members(page)


def for_keepers(view: MemberView) -> Callable[..., HttpResponse]:
    """Decorate a page that only an administrator who keeps the node reaches: agencies and peers."""

    @wraps(view)
    def page(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.member.keeps_node:
            raise NotFound(
                _("This page belongs to who keeps the node. Ask the administrator of its first agency.")
            )
        return view(request, *args, **kwargs)

    return for_administrators(page)


def for_seconds(view: MemberView) -> Callable[..., HttpResponse]:
    """Decorate the page of what waits for a second person: for administrators, and for who supervises."""

    @wraps(view)
    def page(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.member.supervises or is_administrator(Profession(request.member.profession))):
            raise NotFound(_("This page belongs to administrators and to those who supervise."))
        return view(request, *args, **kwargs)

    return for_members(page)


def confirmed(view: MemberView) -> MemberView:
    """Below one of the others: the page opens, and its form is taken, after a fresh confirmation of who one is."""
    return _confirmed(view, MINUTES)


def confirmed_for_long(view: MemberView) -> MemberView:
    """As `confirmed`, for what takes its time, such as a telephone call: the confirmation may be half an hour old."""
    return _confirmed(view, LONG_MINUTES)


def _confirmed(view: MemberView, minutes: int) -> MemberView:
    @wraps(view)
    def page(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE:
            return step_up(request, minutes) or view(request, *args, **kwargs)
        require_step_up(request, minutes)
        return view(request, *args, **kwargs)

    return page
