"""Light, dark, or as the device has it: chosen by a form and kept in a cookie, so that it needs no script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from safeconduct.site.back import own_path
from safeconduct.vocabulary.decisions import Words

THEMES: dict[str, Words] = {"light": _("Light"), "dark": _("Dark"), "device": _("As the device")}
A_YEAR = 365 * 24 * 60 * 60


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page; an unknown theme changes nothing."""
    response = redirect(own_path(request.POST.get("next", "/")))
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie(
            settings.THEME_COOKIE_NAME, theme, max_age=A_YEAR, httponly=True, samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def chosen(request: HttpRequest) -> dict[str, object]:
    """For every template: the theme, and those to choose from."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "device")
    return {"theme": theme if theme in THEMES else "device", "themes": THEMES}
