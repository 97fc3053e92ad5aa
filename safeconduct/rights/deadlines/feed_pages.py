"""The calendar itself, for a program that has its address, and the page on which its member makes and ends it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.rights.deadlines import feed

WAIT = "60"


@require_safe
def calendar(_request: HttpRequest, secret: str) -> HttpResponse:
    """The file; 404 alike for an address that ended and for one that never was."""
    entered = feed.enter(secret)
    if entered is None or entered.state == "ended":
        return _closed(HttpResponse("", content_type="text/plain", status=404))
    if entered.state == "limited":
        return _closed(HttpResponse("", content_type="text/plain", status=429, headers={"Retry-After": WAIT}))
    return _closed(
        HttpResponse(feed.calendar_of(entered.member), content_type="text/calendar; charset=utf-8")
    )


def _closed(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@for_members
def own(request: MemberRequest) -> HttpResponse:
    """Whether there is one; a press makes or ends it. The address is shown in the answer, and nowhere again."""
    address = ""
    if request.POST.get("do") == "make":
        secret = feed.make(by=request.member, at=request.at)
        address = request.build_absolute_uri(reverse("calendar_file", kwargs={"secret": secret}))
    elif request.POST.get("do") == "end":
        feed.end(by=request.member, at=request.at)
    response = render(request, "rights/deadlines/calendar.html", {"own": feed.mine(), "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response
