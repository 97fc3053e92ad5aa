"""A page for a signed-in member: one transaction in which the member acts, rendering included where a page does not say
that it has read all (`vocabulary.committing`).

A refusal of a rule or of the database undoes everything, is recorded in a transaction of its own, and is shown
with its reason: 404 for what is not there for this reader, 409 for what is not possible now.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import ProgrammingError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.access.doors import INSUFFICIENT_PRIVILEGE
from safeconduct.access.keeping import kept
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, member
from safeconduct.agencies.rules import Standing, may_work
from safeconduct.audit.actions import record
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId

IN_SESSION = "member"
BEGAN = "began_at"
"""When this sign-in began, in seconds of real time."""
SAFE = ("GET", "HEAD")


class MemberRequest(HttpRequest):
    """A request in which `member` acts at the domain time `at`."""

    member: Member
    at: datetime


type MemberView = Callable[..., HttpResponse]


def for_members(view: MemberView) -> Callable[..., HttpResponse]:
    """Let a member of this node in, and no one else; what the view changes commits when it returns.

    The account's standing comes first (`agencies.rules.may_work`): a member who must still prove who they are
    is sent to do so, and whoever is not signed in, to sign in. A form that arrives then is given back.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member_id = _acting_member(request)
        if member_id is None:
            return _signed_out(request)
        try:
            with acting(MemberId(member_id), sign_in=sign_in_of(request)) as at:
                asked = _prepared(request, member_id, at)
                standing = may_work(_standing(request, asked.member))
                if isinstance(standing, Refused):
                    if request.method in SAFE:
                        return HttpResponseRedirect(settings.ENROL_URL)
                    raise NotPossible(standing.reason)
                response = view(asked, *args, **kwargs)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    response.render()  # inside: afterwards nobody acts
                return response
        except (NotFound, NotPossible, ProgrammingError) as error:
            return _refused(request, member_id, error)

    return page


def _acting_member(request: HttpRequest) -> UUID | None:
    if not request.user.is_authenticated:
        return None
    value = request.session.get(IN_SESSION)
    return UUID(value) if value else None


def sign_in_of(request: HttpRequest) -> str:
    """The mark of this sign-in, 64 hexadecimal signs; "" without one. A digest: nobody signs in by it."""
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def rest_of(request: HttpRequest) -> timedelta:
    """How long this sign-in can last at most; whoever does not use it is signed out before."""
    began = request.session.get(BEGAN)
    left = settings.SIGN_IN_LASTS - (time.time() - began) if isinstance(began, int | float) else 0
    return timedelta(seconds=max(0, int(left)))


def is_part(request: HttpRequest) -> bool:
    """Whether a page asks for a part of itself: nobody's act, and no reason to leave a page with a form in it."""
    return request.headers.get("HX-Request") == "true" and request.method in SAFE


def _signed_out(request: HttpRequest) -> HttpResponse:
    if is_part(request):
        return HttpResponse(status=401)
    if request.user.is_authenticated:
        return HttpResponseRedirect(f"{settings.PLACE_URL}?next={quote(request.path)}")
    if request.method not in SAFE:
        return kept(request, account=None)
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.path)}")


def _standing(request: HttpRequest, by: Member) -> Standing:
    """Asked of the frame around the rooms, which knows accounts and sign-ins."""
    standing: Standing = import_string(settings.STANDING)(request, by)
    return standing


def _prepared(request: HttpRequest, member_id: UUID, at: datetime) -> MemberRequest:
    found = getattr(request, "found_member", None) or member(member_id)
    if found.user_id != request.user.pk:
        raise NotFound(_("This place in the agency is not yours."))
    asked: MemberRequest = request  # type: ignore[assignment]  # the same object, with what the view needs
    asked.member, asked.at = found, at
    return asked


def _refused(request: HttpRequest, member_id: UUID, error: Exception) -> HttpResponse:
    if (
        isinstance(error, ProgrammingError)
        and getattr(error.__cause__, "sqlstate", "") != INSUFFICIENT_PRIVILEGE
    ):
        raise error
    if isinstance(error, NotPossible):
        _record_refusal(request, member_id, error.reason.code)
        context = {"reason": error.reason, "back": _page_of(request)}
        return render(request, "access/refused.html", context, status=409)
    _record_refusal(request, member_id, "not_found")
    sentence = str(error) if isinstance(error, NotFound) else ""
    return render(request, "404.html", {"sentence": sentence}, status=404)


def _page_of(request: HttpRequest) -> str:
    """The page behind a form: addresses that only take forms lie one step below their page."""
    return request.path if request.method in SAFE else request.path.rstrip("/").rpartition("/")[0] + "/"


def forms_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For an address that only takes forms: whoever opens it is led to the page that it belongs to."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE:
            return HttpResponseRedirect(request.path.rstrip("/").rpartition("/")[0] + "/")
        return view(request, *args, **kwargs)

    return page


def _record_refusal(request: HttpRequest, member_id: UUID, code: str) -> None:
    route = request.resolver_match.view_name if request.resolver_match else ""
    try:
        with acting(MemberId(member_id)):
            record(
                "page:refused",
                by=as_actor(member(member_id)),
                at=domain_now(),
                refused=code,
                detail={"page": route},
            )
    except NotFound:
        return  # suspended meanwhile: nobody acts any more
