"""How the account behind a request stands: the facts that the pure rule is asked with."""

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from safeconduct.access.requests import SAFE
from safeconduct.agencies.models import Member
from safeconduct.agencies.rules import Standing
from safeconduct.site.accounts.look import FACTORS, look_of
from safeconduct.site.demo import is_demo
from safeconduct.vocabulary.codes import Profession

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ENROLLED_AT = "factor_enrolled_at"
ONE_CLICK = "one_click"


def standing_of(request: HttpRequest, by: Member) -> Standing:
    """The facts about this member's account and this sign-in; asked once a request."""
    known = getattr(request, "_standing", None)
    if known is not None and known[0] == by.id:
        found: Standing = known[1]
        return found
    factors, demo = _seen(request)
    one_click = request.session.get(ONE_CLICK) is True and (is_demo() if demo is None else demo)
    standing = Standing(
        profession=Profession(by.profession),
        is_suspended=by.suspended_at is not None,
        has_factor=not one_click  # the button asks for none
        and (factors_of(request.user.pk) if factors is None else factors) > 0,
        has_shown_factor=_has_shown_factor(request),
        one_click=one_click,
    )
    request._standing = (by.id, standing)  # type: ignore[attr-defined]  # lives as long as the request
    return standing


def _seen(request: HttpRequest) -> tuple[int, bool] | tuple[None, None]:
    """What was found with the sign-in; nothing where the request may have changed it meanwhile."""
    look = look_of(request) if request.method in SAFE else None
    return (look.take_standing(request.user.pk) if look else None) or (None, None)


def factors_of(account: int | None) -> int:
    """How many passkeys and authenticator apps an account has."""
    return Authenticator.objects.filter(user_id=account, type__in=FACTORS).count()


def _has_shown_factor(request: HttpRequest) -> bool:
    if ENROLLED_AT in request.session:
        return True
    user: User = request.user  # type: ignore[assignment]  # a member is signed in
    return any(entry.get("method") == "mfa" for entry in get_authentication_records(request, user))
