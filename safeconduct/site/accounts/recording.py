"""Sign-ins in the audit: who came in, who did not, who proved who they are, and who left.

A member records for itself. Before somebody is known to be a member, the record has no actor; the account that
was meant stands in the detail when there is one. What was typed is never recorded: it may be a password.
"""

import time
from typing import Any
from uuid import UUID

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.access.emergency import close
from safeconduct.access.requests import IN_SESSION, sign_in_of
from safeconduct.agencies.queries import as_actor, member
from safeconduct.audit.actions import Detail, anonymous, record
from safeconduct.site.accounts import notices
from safeconduct.site.accounts.look import FACTORS
from safeconduct.site.accounts.standing import ENROLLED_AT
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import MemberId


def by_member(
    action: str,
    member_id: UUID | str,
    *,
    refused: str = "",
    detail: Detail | None = None,
    ending: str = "",
) -> None:
    """Record what a member did at the node's door; by nobody when the place is closed meanwhile.

    `ending` is the sign-in that ends with it: what was open in an emergency there is written down as closed. It shows
    nothing any more even if this is never reached.
    """
    place = UUID(str(member_id))
    try:
        with acting(MemberId(place), sign_in=ending):
            by = as_actor(
                member(place)
            )  # nobody acts for a place that is closed: there is nothing to end either
            if ending:
                close("signed_out")
            record(action, by=by, at=domain_now(), refused=refused, detail=detail)
    except NotFound:
        by_nobody(action, refused=refused, detail={**(detail or {}), "place": str(place)})


def by_nobody(action: str, *, refused: str = "", detail: Detail | None = None) -> None:
    """Record what happened before anybody was known."""
    with transaction.atomic():
        record(action, by=anonymous(), at=domain_now(), refused=refused, detail=detail)


def refused_sign_in(account: int | None, why: str) -> None:
    """Somebody did not get in; `account` when the name that was typed belongs to one."""
    by_nobody("sign_in:refused", refused=why, detail={} if account is None else {"account": account})


def _at_the_door(action: str, request: HttpRequest, detail: Detail, *, refused: str = "") -> None:
    place = request.session.get(IN_SESSION)
    if place:
        by_member(action, place, refused=refused, detail=detail)
    else:
        by_nobody(action, refused=refused, detail={**detail, "account": request.user.pk or 0})


def _wrong_password(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None and request.user.is_authenticated:
        _at_the_door("step_up:refused", request, {"way": "password"}, refused="wrong_password")
        return
    typed = credentials.get("username") or credentials.get("email") or ""
    accounts = get_user_model().objects
    found = (
        accounts.filter(username=typed).first()
        or accounts.filter(email__iexact=typed).exclude(email="").first()
    )
    refused_sign_in(found.pk if found else None, "wrong_password")


def _wrong_factor(
    *, request: HttpRequest, user: Any, authenticator: Authenticator, reauthentication: bool = False, **_: Any
) -> None:
    if reauthentication:
        _at_the_door("step_up:refused", request, {"way": authenticator.type}, refused="wrong_code")
    else:
        refused_sign_in(user.pk, "wrong_code")
        notices.tell(user.pk, notices.HALF_WAY)


def _added(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in FACTORS:
        request.session[ENROLLED_AT] = time.time()
    _at_the_door("factor:added", request, {"kind": authenticator.type})
    notices.tell(authenticator.user_id, notices.CHANGED)


def _removed(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    _at_the_door("factor:removed", request, {"kind": authenticator.type})
    notices.tell(authenticator.user_id, notices.CHANGED)


def _renewed(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    _at_the_door("factor:renewed", request, {"kind": authenticator.type})
    notices.tell(authenticator.user_id, notices.CHANGED)


def _password_changed(*, request: HttpRequest, **_: Any) -> None:
    _at_the_door("password:changed", request, {})
    notices.tell(request.user.pk or 0, notices.CHANGED)


def _left(*, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is None or getattr(request, "ended_sign_in", False):
        return
    if place := request.session.get(IN_SESSION):
        by_member("sign_in:left", place, ending=sign_in_of(request))
    else:
        _at_the_door("sign_in:left", request, {})


def listen() -> None:
    """Called once, when all applications are there."""
    user_login_failed.connect(_wrong_password, dispatch_uid="recording")
    user_logged_out.connect(_left, dispatch_uid="recording")
    authentication_failed.connect(_wrong_factor, dispatch_uid="recording")
    authenticator_added.connect(_added, dispatch_uid="recording")
    authenticator_removed.connect(_removed, dispatch_uid="recording")
    authenticator_reset.connect(_renewed, dispatch_uid="recording")
    password_changed.connect(_password_changed, dispatch_uid="recording")
