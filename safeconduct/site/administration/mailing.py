"""The server that this node sends mail by, after the wizard: tried with one mail before it is kept, as there."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.site import mail_settings
from safeconduct.site.administration import queries
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.setup import door
from safeconduct.site.setup.mail import FIELDS, known_settings, questions, settings_in, tried, wrong
from safeconduct.vocabulary.decisions import Words


@for_keepers
@confirmed
def mail(request: MemberRequest) -> HttpResponse:
    """Settings that a mail was really sent with, or none at all. They take effect with the next mail."""
    if settings.DEMO:
        return render(request, "administration/mail_demo.html")
    if request.method != "POST":
        return _form(request, known_settings(), {})
    if "stop" in request.POST:
        mail_settings.forget(door.home())
        return _kept(request, "stopped")
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    password = request.POST.get("password", "")
    errors = wrong(given) or _wrong_password(given, password)
    password = password or mail_settings.read_password(door.home())
    if not errors:
        errors = tried(settings_in(given), password, to=queries.address_of(request.member))
    if errors:
        return _form(request, given, errors)
    mail_settings.keep(door.home(), settings_in(given), password if given["user"] else "")
    return _kept(request, "tried")


def _wrong_password(given: dict[str, str], password: str) -> dict[str, Words]:
    """The kept password goes to the server and the user that it was kept for, and to nobody else."""
    known = mail_settings.read(door.home())
    is_the_same = known is not None and (known.host, known.user) == (given["host"], given["user"])
    if password or not given["user"] or is_the_same:
        return {}
    return {"user": _("Type the password again: it was kept for another server or another user.")}


def _kept(request: MemberRequest, what: str) -> HttpResponse:
    record("mail:changed", by=as_actor(request.member), at=request.at, detail={"what": what})
    return redirect("administration")


def _form(request: MemberRequest, given: dict[str, str], errors: dict[str, Words]) -> HttpResponse:
    context = {
        "fields": questions(given, errors),
        "errors": errors,
        "has_password": bool(mail_settings.read_password(door.home())),
        "sends": mail_settings.read(door.home()) is not None,
        "to": queries.address_of(request.member),
    }
    return render(request, "administration/mail.html", context, status=422 if errors else 200)
