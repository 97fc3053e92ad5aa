"""The wizard answers this machine and nobody else, also when a proxy or a forwarded port makes strangers look near."""

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

BY_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""What proxies add; whoever sends one of these did not come straight from a browser on this machine."""


class OnThisMachine:
    """Refuse whoever comes from another address, before anything is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on what comes from this machine."""
        if not is_near(request):
            return render(request, "setup/elsewhere.html", status=403)
        return self.get_response(request)


def is_near(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, without a proxy between."""
    if any(name in request.headers for name in BY_A_PROXY):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
