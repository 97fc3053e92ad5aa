"""The pages of an account: where one acts, how one proves who one is, where one is signed in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    reauthenticate_by_password,
)
from allauth.account.views import PasswordChangeView
from allauth.core import ratelimit
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeconduct.access.keeping import came_from_here, kept
from safeconduct.access.step_up import mark, stepped_up
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import places_of
from safeconduct.agencies.rules import LAST_FACTOR, may_work
from safeconduct.site.accounts import recording, sign_ins
from safeconduct.site.accounts.forms import ProveAgain
from safeconduct.site.accounts.middleware import is_about_accounts
from safeconduct.site.accounts.standing import ONE_CLICK, factors_of, standing_of
from safeconduct.site.demo import is_demo
from safeconduct.vocabulary.decisions import Refused


def _after(request: HttpRequest) -> str:
    """The page of ours that was asked for; never an address elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if get_adapter(request).is_safe_url(wanted) else "/"


def _account(request: HttpRequest) -> User:
    account: User = request.user  # type: ignore[assignment]  # the pages below let nobody else in
    return account


def _member(request: HttpRequest) -> Member:
    member: Member = request.member  # type: ignore[attr-defined]  # these pages need a place
    return member


# --- In and out -------------------------------------------------------------------------------------------------


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in, also one that is half done, and clear what the browser kept."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    response = redirect("/")
    response["Clear-Site-Data"] = f'"cookies", {sign_ins.LEFT_BEHIND}'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def choose_place(request: HttpRequest) -> HttpResponse:
    """Somebody with places in several agencies acts for one of them at a time."""
    places = places_of(_account(request).pk)
    if not places:
        sign_ins.end(request, "no_open_place")
        return render(request, "account/account_inactive.html", status=403)
    chosen = _chosen(request, places) if request.method == "POST" else None
    if chosen is None and len(places) == 1:
        chosen = places[0]
    if chosen is not None:
        if getattr(request, "member", None) != chosen:
            sign_ins.take_place(request, chosen.id)
        return redirect(_after(request))
    return render(request, "site/choose_place.html", {"places": places, "next": _after(request)})


def _chosen(request: HttpRequest, places: list[Member]) -> Member:
    wanted = request.POST.get("place", "")
    for place in places:
        if str(place.id) == wanted:
            return place
    raise Http404


@require_GET
@login_required
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """The end of a sign-in in a second tab: the form waits in the first."""
    return render(request, "site/signed_in_again.html")


# --- Confirming who one is --------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@login_required
def step_up_page(request: HttpRequest) -> HttpResponse:
    """A passkey, or password and code; a recovery code or a bare password opens the account's own pages only."""
    account, problem = _account(request), ""
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=account):
            return limited
        way = _confirmed(request, account)
        if way:
            sign_ins.renew(request)
        if way in GRAVE:
            mark(request)
        if way:
            _record_step_up(request, way)
            after = _after(request)
            is_enough = way in GRAVE or after.startswith("/account/")
            return redirect(after if is_enough else reverse("mfa_index"))
        problem = _("This was not right. Nothing was confirmed.")
    return _step_up_form(request, account, problem)


GRAVE = frozenset({"passkey", "password+totp", "one_click"})
"""Ways of confirming that are enough for what is grave; the last exists in the demonstration only."""


def _confirmed(request: HttpRequest, account: User) -> str:
    """Which way of confirming was right; "" when none was."""
    if "credential" in request.POST:
        passkey = ReauthenticateWebAuthnForm(user=account, data=request.POST)
        if passkey.is_valid():
            passkey.save()
            return "passkey"
        _record_refusal(request, "passkey")
        return ""
    if "one_click" in request.POST:
        return "one_click" if _may_click(request, account) else ""
    password = request.POST.get("password", "")
    if not account.has_usable_password() or not get_adapter(request).reauthenticate(account, password):
        return ""
    if factors_of(account.pk) == 0:
        reauthenticate_by_password(request)
        return "password"
    code = ProveAgain(user=account, data=request.POST)
    if not code.is_valid():
        return ""
    code.save()
    return f"password+{code.authenticator.type}"


def _may_click(request: HttpRequest, account: User) -> bool:
    return request.session.get(ONE_CLICK) is True and is_demo() and factors_of(account.pk) == 0


def _step_up_form(request: HttpRequest, account: User, problem: str) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    has_passkey = Authenticator.Type.WEBAUTHN in kinds
    context = {
        "next": _after(request),
        "problem": problem,
        "options": {"request_options": passkeys.begin_authentication(account)} if has_passkey else None,
        "password": account.has_usable_password(),
        "code": bool(kinds - {Authenticator.Type.WEBAUTHN}),
        "one_click": _may_click(request, account),
    }
    return render(request, "site/step_up.html", context, status=422 if problem else 200)


def _record_step_up(request: HttpRequest, way: str) -> None:
    recording.by_member("step_up:done", _member(request).id, detail={"way": way})


def _record_refusal(request: HttpRequest, way: str) -> None:
    recording.by_member("step_up:refused", _member(request).id, refused="wrong_passkey", detail={"way": way})


# --- What proves it ---------------------------------------------------------------------------------------------


class Index(IndexView):
    """The account: what proves who one is, and what is still missing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also: why the member cannot work yet, and what else there is to manage."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        account = _account(self.request)
        decision = may_work(standing_of(self.request, _member(self.request)))
        found["missing"] = decision.reason if isinstance(decision, Refused) else None
        found["factors"] = factors_of(account.pk)
        found["has_password"] = account.has_usable_password()
        found["places"] = places_of(account.pk)
        return found


class AddPasskey(AddWebAuthnView):
    """A passkey always: kept on the device, opened by its PIN or biometrics."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The browser is asked for a key that signs in without a name."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["js_data"] = {"creation_options": passkeys.begin_registration(_account(self.request), True)}
        return found


class AddApp(ActivateTOTPView):
    """An authenticator app, which goes with a password: without one its code would be all there is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only where there is a password."""
        _require_password(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """A passkey that is given up; never the last factor of somebody who needs one."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also: why not."""
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]  # theirs
        found["refused"] = None if self._may_go() else LAST_FACTOR
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it when another one is left."""
        if not self._may_go():
            return self.render_to_response(self.get_context_data(form=form), status=409)
        response: HttpResponse = super().form_valid(form)
        return response

    def _may_go(self) -> bool:
        from allauth.mfa.adapter import get_adapter as factors

        return bool(factors().can_delete_authenticator(self.object))


class ChangePassword(PasswordChangeView):
    """A new password, with the old one. An account without one has none to change."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only where there is a password."""
        _require_password(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def _require_password(request: HttpRequest) -> None:
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise Http404


# --- Where one is signed in -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@login_required
def own_sign_ins(request: HttpRequest) -> HttpResponse:
    """Where this account is signed in now; each can be ended from here, by whoever has just shown who they are."""
    account = _account(request)
    if not stepped_up(request):
        raise_if_reauthentication_required(request, app="account")
    if request.method == "POST":
        _end_some(request)
        return redirect("usersessions_list")
    found = UserSession.objects.purge_and_list(account)
    found.sort(key=lambda one: one.created_at, reverse=True)
    current = request.session.session_key
    return render(request, "usersessions/usersession_list.html", {"sessions": found, "current": current})


def _end_some(request: HttpRequest) -> None:
    wanted = request.POST.get("end", "")
    one = None if "others" in request.POST else int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0
    count = sign_ins.end_others(request, one)
    recording.by_member("sign_in:revoked", _member(request).id, detail={"count": count})


# --- A form with an old mark ------------------------------------------------------------------------------------


TAKES_FORMS_ONLY = ("/sign-out/", "/theme/", "/language/")
"""Addresses without a page to open again."""


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of before the present sign-in: what it holds is shown once more, to be sent from here."""
    if came_from_here(request) and not is_about_accounts(request):
        account = request.user.pk if request.user.is_authenticated else None
        return kept(request, account=account, status=403)
    page = "/" if request.path in TAKES_FORMS_ONLY else request.path
    return render(request, "site/stale.html", {"page": page}, status=403)
