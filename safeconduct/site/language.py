"""The language of the pages: a member's own; before anybody is known the browser's choice, else its guess.

A choice is a form and needs no script. It is kept in a cookie, for the pages before the sign-in, and for a member in
the database, for every browser and every mail. Whoever has chosen nothing gets the first language that the browser
asks for and the node has, else the node's own.
"""

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.agencies.reading import offered
from safeconduct.audit.actions import record
from safeconduct.site.back import own_path
from safeconduct.vocabulary.identifiers import MemberId

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page; a language that is not there changes nothing."""
    wanted = own_path(request.POST.get("next", "/"))
    response = redirect(wanted)
    tag = request.POST.get("language", "")
    if tag not in offered():
        return response
    member: Member | None = getattr(request, "member", None)
    if member is not None:
        keep(member, tag)
        if wanted == reverse("mfa_index"):  # the account's page says it; others show that they speak it
            with translation.override(tag):
                messages.success(request, _("Saved."))
    in_this_browser(response, tag)
    return response


def keep(member: Member, tag: str) -> None:
    """The member reads this language from now on, at each of the account's places; recorded."""
    with acting(MemberId(member.id)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT agencies.speak(%s)", [tag])
        record("member:language", by=as_actor(member), at=domain_now(), detail={"language": tag})


def in_this_browser(response: HttpResponse, tag: str) -> None:
    """The pages before the sign-in speak it."""
    # By the setting, not by the road: a cookie of `__Host-` without Secure is thrown away, also on localhost.
    secure = settings.LANGUAGE_COOKIE_SECURE
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, tag, max_age=A_YEAR, httponly=True, samesite="Strict", secure=secure
    )


def speak_to(member: Member) -> None:
    """The page that is made now is in the member's language, when one was chosen and is there."""
    if member.language in offered():
        translation.activate(member.language)


def to_choose(request: HttpRequest) -> dict[str, object]:
    """For every template: what there is to choose from."""
    return {"languages": offered()}
