"""What stands before every page: is this sign-in still one, whose is it, and may its member work yet."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safeconduct.access.keeping import kept, take_back
from safeconduct.access.requests import IN_SESSION, SAFE, is_part
from safeconduct.agencies.rules import may_work
from safeconduct.site.accounts import sign_ins
from safeconduct.site.accounts.pace import too_fast
from safeconduct.site.accounts.standing import standing_of
from safeconduct.site.language import speak_to

WITHOUT_PLACE = frozenset(
    {
        "healthz",
        "readyz",
        "metrics",
        "emergency_readings",
        "neutral",
        "look",
        "theme",
        "language",
        "sign_in",
        "sign_out",
        "choose_place",
        "account_login",
        "welcome",
        "refuse_mail",
    }
)
"""Pages that need no place in an agency."""

TO_ENROL = WITHOUT_PLACE | {
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
}
"""Pages that a member reaches before a second factor is there and shown: proving who one is, and leaving."""


def is_about_accounts(request: HttpRequest) -> bool:
    """Whether the page asks for passwords and codes, which are given back to nobody."""
    return request.path.startswith(("/account/", "/sign-in/", "/sign-out/", "/setup/"))


class SignedIn:
    """Ends a sign-in that is over, and lets a member reach what its standing allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the sign-in, then hand on; `request.member` is the place it acts for."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        if (why := sign_ins.over(request)) is not None:
            return _forgotten(_ended(request, why))
        if (wait := too_fast(request)) is not None:
            return wait
        member = sign_ins.place_of(request)
        if member is None and IN_SESSION in request.session:
            sign_ins.end(request, "suspended")
            return _forgotten(render(request, "account/account_inactive.html", status=403))
        request.member = member  # type: ignore[attr-defined]  # for the header of every page
        if member is not None:
            speak_to(member)
        if not is_part(request):
            sign_ins.touch(request)
        if not take_back(request):
            return render(request, "access/kept_for_another.html", status=403)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Send on who has no place yet, or has not proven enough yet."""
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        page, member = request.resolver_match.url_name, getattr(request, "member", None)
        if page in WITHOUT_PLACE:
            return None
        if member is None:
            return HttpResponseRedirect(f"{settings.PLACE_URL}?next={quote(request.path)}")
        if page not in TO_ENROL and not may_work(standing_of(request, member)):
            return HttpResponseRedirect(settings.ENROL_URL)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page about the account asks for a confirmation first. A form that was sent is not kept for it."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        after = request.path if request.method in SAFE else reverse("mfa_index")
        return HttpResponseRedirect(f"{settings.STEP_UP_URL}?next={quote(after)}")


def _ended(request: HttpRequest, why: str) -> HttpResponse:
    account = sign_ins.end(request, why)
    if is_part(request):
        return HttpResponse(status=401)
    if request.method not in SAFE and not is_about_accounts(request):
        return kept(request, account=account)
    after = request.path if request.method in SAFE and not is_about_accounts(request) else "/"
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(after)}")


def _forgotten(response: HttpResponse) -> HttpResponse:
    """The browser forgets what it kept of a sign-in that is over; the cookies of the frame stay."""
    response["Clear-Site-Data"] = sign_ins.LEFT_BEHIND
    return response
