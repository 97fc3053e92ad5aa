"""A form that arrives when nobody is signed in any more: what was typed goes back to the browser that sent it.

It is shown in the answer's own page, as a form to send again after signing in. Nothing of it is stored here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FIELD = "kept_for"
_SALT = "safeconduct.access.keeping"
_HOURS = 9


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this; another site's form is never kept."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def kept(request: HttpRequest, *, account: int | None, status: int = 401) -> HttpResponse:
    """The page that holds the posted fields. `account` is whose sign-in ended, when that is known.

    Files are not kept, and nothing is that was sent from elsewhere.
    """
    own = came_from_here(request)
    context = {
        "fields": list(posted_fields(request)) if own else [],
        "files": bool(request.FILES),
        "path": request.path,
        "own": own,
        "kept_for": signing.dumps(account, salt=_SALT) if account is not None else "",
        "field": FIELD,
        "sign_in": settings.LOGIN_URL,
        "back": settings.SIGNED_IN_AGAIN_URL,
    }
    return render(request, "access/kept.html", context, status=status)


def posted_fields(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """What a form has brought, but for the marks of the frame."""
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", FIELD):
            for value in values:
                yield name, str(value)


def take_back(request: HttpRequest) -> bool:
    """Take the mark of a kept form out of the request; False when it was kept for somebody else."""
    mark = request.POST.get(FIELD)
    if mark is None:
        return True
    posted = request.POST.copy()
    del posted[FIELD]
    posted._mutable = False
    request.POST = posted  # type: ignore[assignment]  # rooms never see the mark
    if not mark:
        return True
    try:
        account = signing.loads(mark, salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        return False
    return bool(account == request.user.pk)
