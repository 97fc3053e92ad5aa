"""How somebody becomes a member: an administrator invites, a link works once, and its reader chooses a password.

The link is shown to the administrator once and mailed where the node sends mail. The mail says a reference and the
link, and nothing of the agency, of anybody's name or of what this house is for.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import get_user_model, login, logout, password_validation
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.models import Team
from safeconduct.agencies.reading import for_reader, said_in
from safeconduct.site.accounts import sign_ins
from safeconduct.site.administration import actions, doors, forms, queries
from safeconduct.site.administration.forms import Asked
from safeconduct.site.administration.guard import confirmed, for_administrators
from safeconduct.site.administration.second import who_can_see
from safeconduct.vocabulary.errors import BadInput, NotPossible

log = logging.getLogger(__name__)
OPEN, ACCOUNT, WAITS, BY_ONE = "open", "account", "waits", "by_one"


@for_administrators
@confirmed
def invite(request: MemberRequest) -> HttpResponse:
    """Invite a colleague to the own agency."""
    teams = queries.teams(request.member.agency_id)
    token = token_in(request)
    if request.method == "POST":
        try:
            who = forms.invitee(request.POST, teams)
        except BadInput as bad:
            asked = Asked({}, request.POST, bad.errors)
            return _invite_page(request, asked, teams, token, status=422)
        if sent := handed_out_before(request, token):
            return sent
        token, outcome = actions.invite(
            agency=request.member.agency_id,
            name=who.name,
            email=who.email,
            rights=who.rights,
            teams=who.teams,
            by=request.member,
            at=request.at,
            token=token,
        )
        return handed_out(request, token, name=who.name, email=who.email, outcome=outcome)
    return _invite_page(request, Asked({}), teams, token)


def _invite_page(
    request: MemberRequest, asked: Asked, teams: Sequence[Team], token: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "token": token,
        "form": forms.invitation(asked, teams),
        "errors": asked.errors,
        "seconds": who_can_see(request.member),
        "teams": teams,
    }
    return render(request, "administration/invite.html", context, status=status)


def token_in(request: MemberRequest) -> str:
    """That of the link, from the form: a second press invites nobody anew, and shows the link of the first."""
    given = request.POST.get("token", "")
    return given if actions.TOKEN.fullmatch(given) else actions.new_token()


def handed_out_before(request: MemberRequest, token: str) -> HttpResponse | None:
    """The link again where this very form was sent before, and nothing is mailed; None: nobody was invited by it."""
    actions.wait_for(token)
    sent = doors.invited(actions.digest_of(token))
    if sent is None:
        return None
    return handed_out(request, token, name=sent.name, email=sent.email, outcome=sent.state, is_mailed=False)


def handed_out(
    request: MemberRequest, token: str, *, name: str, email: str, outcome: str, is_mailed: bool = True
) -> HttpResponse:
    """The page with the link, shown this once; the mail leaves when everything is kept.

    After a second press nothing more is mailed.
    """
    link = request.build_absolute_uri(reverse("welcome", args=[token]))
    found = doors.invited(actions.digest_of(token))
    reference = found.reference if found else ""
    if settings.MAILERS and is_mailed:
        speaks = get_language() or ""
        mail = partial(_mail, email, reference, link, waits=outcome == WAITS, language=speaks)
        transaction.on_commit(mail)
    context = {
        "link": link,
        "only_here": _is_this_machine(request.get_host()),
        "reference": reference,
        "name": name,
        "email": email,
        "waits": outcome == WAITS,
        "by_one": outcome == BY_ONE,
        "seconds": who_can_see(request.member) if outcome == WAITS else "",
        "mailed": bool(settings.MAILERS),
    }
    return render(request, "administration/invited.html", context)


def _is_this_machine(host: str) -> bool:
    """Whether a link to this host opens nowhere else: the node was started without an address for others."""
    name = split_domain_port(host)[0]
    return name in ("127.0.0.1", "[::1]") or name.rpartition(".")[2] == "localhost"


def _mail(email: str, reference: str, link: str, *, waits: bool, language: str) -> None:
    with for_reader(language):  # who is invited has chosen none yet: that of the page it was written on
        subject = _("Invitation %(reference)s") % {"reference": reference}
        headers = said_in()
        once = _(
            "The link works once, within seven days. Whoever sent it can tell you its reference by voice."
        )
        second = [_("It opens only once a second person has seen the invitation.")] if waits else []
    body = "\n".join((reference, "", link, "", once, *second))
    try:
        EmailMessage(subject, body, to=[email], headers=headers).send()
    except (OSError, ValueError) as fault:  # the link was shown: it can be handed over by hand
        log.warning("An invitation could not be mailed: %s", type(fault).__name__)


@forms_only
@for_administrators
def withdraw(request: MemberRequest, invitation: UUID) -> HttpResponse:
    """The link opens no more."""
    actions.withdraw_invitation(invitation, by=request.member, at=request.at)
    return redirect("administration_members")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: a password of one's own, and on to the second factor.

    A wrong password is answered with 200: what is refused with a status is logged with its address, and the address
    still opens.
    """
    found = doors.invited(actions.digest_of(token))
    if found is None or found.state not in (OPEN, ACCOUNT, WAITS):
        state = found.state if found else "unknown"
        return render(request, "administration/link_closed.html", {"state": state}, status=410)
    if found.state == WAITS:
        return render(request, "administration/link_waits.html", {"invited": found})
    if found.state == ACCOUNT:
        return render(request, "administration/link_account.html", {"invited": found, "token": token})
    if request.method != "POST":
        return _welcome_page(request, found, {})
    password = request.POST.get("password1", "")
    if errors := _wrong(password, request.POST.get("password2", ""), found.name):
        return _welcome_page(request, found, errors)
    try:
        member, account = actions.join(token, password)
    except NotPossible as refused:
        context = {"state": refused.reason.code, "reason": refused.reason}
        return render(request, "administration/link_closed.html", context, status=410)
    _enter(request, member, account)
    return redirect(settings.ENROL_URL)


@forms_only
@for_members
def one_more_place(request: MemberRequest, token: str) -> HttpResponse:
    """Whoever has the account with this address takes the place, and acts for it from the next page on."""
    member = actions.join_as_myself(token, by=request.member, at=request.at)
    request.session[sign_ins.SEVERAL] = True  # the head of each page offers the change from here on
    return render(request, "administration/place_taken.html", {"place": queries.place(member)})


def _welcome_page(request: HttpRequest, found: doors.Invited, errors: dict[str, str]) -> HttpResponse:
    return render(request, "administration/welcome.html", {"invited": found, "errors": errors})


def _wrong(password: str, again: str, name: str) -> dict[str, str]:
    if not password:
        return {"password1": _("Choose a password.")}
    try:
        password_validation.validate_password(password, get_user_model()(username=name))
    except ValidationError as bad:
        return {"password1": " ".join(map(str, bad.messages))}
    if password != again:
        return {"password2": _("The two are not the same. Type it once more.")}
    return {}


def _enter(request: HttpRequest, member: UUID, account: int) -> None:
    """Signed in with the password that was just chosen; nothing opens before a second factor is there."""
    if request.user.is_authenticated:
        logout(request)
    user: Any = get_user_model().objects.get(pk=account)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "password", username=user.get_username())
    sign_ins.keep_note(request)
