"""The third step: the first administrator, with a password and an authenticator app whose code is typed back."""

from allauth.mfa.adapter import get_adapter as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.site.accounts import recording
from safeconduct.site.setup import door
from safeconduct.site.setup.steps import STEPS, Answers, of_step, place_of, show
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.mail_addresses import is_mail_address
from safeconduct.vocabulary.questions import Question

SECRET = "setup_app"  # noqa: S105  (the name in the session)
LONGEST = 200


def first_administrator() -> tuple[Member, User] | None:
    """Who keeps the node, and the account; None before they are made."""
    member = Member.objects.filter(keeps_node=True).first()
    return (member, User.objects.get(pk=member.user_id)) if member else None


@of_step("administrator")
def administrator(request: HttpRequest, done: Answers) -> HttpResponse:
    """Name, address and password. On a way back the password stays unless another one is typed."""
    known = first_administrator()
    if request.method != "POST":
        given = {"name": known[0].name, "email": known[1].email} if known else {"name": "", "email": ""}
        return _form(request, given, {}, has_password=known is not None)
    given = {name: request.POST.get(name, "").strip() for name in ("name", "email")}
    password = request.POST.get("password1", "")
    errors = _errors(given)
    if password or known is None:
        errors |= _password_errors(password, request.POST.get("password2", ""))
    if errors:
        return _form(request, given, errors, has_password=known is not None)
    with door.setting_up():
        door.save_administrator(given["name"], given["email"], make_password(password) if password else "")
    recording.by_nobody("setup:step", detail={"step": "administrator"})
    return redirect("setup_app")


def _form(
    request: HttpRequest, given: dict[str, str], errors: dict[str, Words], *, has_password: bool
) -> HttpResponse:
    fields = [
        Question("name", _("Name"), value=given["name"], error=errors.get("name", "")),
        Question(
            "email",
            _("E-mail address"),
            "email",
            given["email"],
            error=errors.get("email", ""),
            hint=_("To sign in with, and for reminders. A mail holds references and nothing else."),
        ),
    ]
    return show(request, "administrator", errors, fields=fields, has_password=has_password)


def _errors(given: dict[str, str]) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if not given["name"] or len(given["name"]) > LONGEST:
        errors["name"] = _("Write the administrator's name, with 200 signs at most.")
    elif "\x00" in given["name"]:
        errors["name"] = _("Remove the characters that cannot be shown.")
    if not is_mail_address(given["email"]):
        errors["email"] = _("Write an e-mail address such as name@agency.example.")
    return errors


def _password_errors(password: str, again: str) -> dict[str, Words]:
    try:
        validate_password(password)
    except ValidationError as fault:
        return {"password1": " ".join(fault.messages)}
    if password != again:
        return {"password2": _("The two passwords are not the same: type the second one again.")}
    return {}


# --- The app ------------------------------------------------------------------------------------------------------


@of_step("administrator")
def app(request: HttpRequest, done: Answers) -> HttpResponse:
    """The secret as a picture and in letters; it counts when the app's code was typed back."""
    known = first_administrator()
    if known is None:
        return redirect("setup_administrator")
    account = known[1]
    secret = factors().decrypt(request.session.setdefault(SECRET, factors().encrypt(generate_totp_secret())))
    if request.method != "POST":
        return _app_form(request, account, secret)
    if not validate_totp_code(secret, request.POST.get("code", "").strip()):
        wrong = _(
            "This is not the code that belongs to the picture: type the six digits that the app shows now, and look "
            "whether the clock of the telephone is right."
        )
        return _app_form(request, account, secret, {"code": wrong})
    _enrol(account, secret)
    del request.session[SECRET]
    recording.by_nobody("setup:step", detail={"step": "app"})
    return redirect("setup_codes")


@of_step("administrator")
def codes(request: HttpRequest, done: Answers) -> HttpResponse:
    """The recovery codes: there is nobody yet who could let the first administrator in again without them."""
    known = first_administrator()
    kept = (
        known and Authenticator.objects.filter(user=known[1], type=Authenticator.Type.RECOVERY_CODES).first()
    )
    if not kept:
        return redirect("setup_administrator")
    context = {
        "place": place_of("administrator"),
        "total": len(STEPS),
        "unused_codes": RecoveryCodes(kept).get_unused_codes(),
    }
    return render(request, "setup/codes.html", context)


def _enrol(account: User, secret: str) -> None:
    with door.setting_up():
        Authenticator.objects.filter(user=account).delete()
        TOTP.activate(account, secret)
        RecoveryCodes.activate(account)
        door.keep("administrator", {"app": True})


def _app_form(
    request: HttpRequest, account: User, secret: str, errors: dict[str, Words] | None = None
) -> HttpResponse:
    adapter = factors()
    context = {
        "place": place_of("administrator"),
        "total": len(STEPS),
        "errors": errors or {},
        "secret": secret,
        "picture": adapter.build_totp_svg(adapter.build_totp_url(account, secret)),
        "enrolled": Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "setup/app.html", context, status=422 if errors else 200)
