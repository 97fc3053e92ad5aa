"""One-click sign-in. It exists only on a node that both its settings and its owner's own table call a demo."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from safeconduct.access.requests import IN_SESSION
from safeconduct.agencies.models import Member
from safeconduct.site.back import own_path


def is_demo() -> bool:
    """Whether this process and the database's owner agree that this is a demo."""
    if not settings.DEMO:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.is_demo()")
        row = cursor.fetchone()
    return bool(row and row[0])


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The members of the demo, each a button. Anywhere else there is no such page."""
    if not is_demo():
        raise Http404
    after = own_path(request.POST.get("next") or request.GET.get("next") or "/")
    if request.method == "POST":
        return _enter(request, after)
    members = (
        Member.objects.select_related("agency")
        .filter(suspended_at=None)
        .order_by("agency__name", "name")[:100]
    )
    return render(request, "site/sign_in.html", {"members": list(members), "next": after})


def _enter(request: HttpRequest, after: str) -> HttpResponse:
    try:
        member = Member.objects.get(id=UUID(request.POST.get("member", "")), suspended_at=None)
    except (ValueError, Member.DoesNotExist):
        raise Http404 from None
    # Accounts ask this module whether the node is a demonstration: they are met here only.
    from safeconduct.site.accounts import sign_ins
    from safeconduct.site.accounts.standing import ONE_CLICK

    if request.user.is_authenticated:
        logout(request)
    user = get_user_model().objects.get(pk=member.user_id)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[ONE_CLICK] = True
    sign_ins.keep_note(request)
    if request.session.get(IN_SESSION) != str(member.id):
        sign_ins.take_place(request, member.id)
    return redirect(after)


def banner(request: HttpRequest) -> dict[str, bool]:
    """For every template: whether the permanent banner is shown."""
    return {"demo": bool(settings.DEMO)}
