"""How every page for the person is put together: its language, its languages, its exit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from safeconduct.public import settings
from safeconduct.public.helping import languages
from safeconduct.public.helping.file import handed
from safeconduct.public.helping.leaving import leads_to
from safeconduct.vocabulary.languages import LANGUAGES

UNNAMED = "questions_ask"
"""The address of the room in which a question is asked without a name, where the site has it."""


def page(request: HttpRequest, tag: str, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of this name in this language; where the language has no text, the page that says so."""
    if tag not in languages.TEN:
        raise Http404
    frame = {
        "tag": tag,
        "direction": LANGUAGES[tag].direction,
        "choices": [(each, _address(request, tag, each.tag)) for each in languages.listed()],
        "leave_to": leads_to(_first_country(), chosen=settings.LEAVE_TO),
        "is_demo": settings.DEMO,
    }
    if tag not in languages.WRITTEN:
        return _not_yet(request, tag, frame)
    text = languages.text(tag)
    frame |= {"t": text, "is_unreviewed": not text["reviewed_on"], "unnamed": _unnamed(tag)}
    with translation.override(tag):
        answer = render(request, f"helping/{name}.html", frame | more, status=status)
    answer.headers["Content-Language"] = tag
    return answer


def _not_yet(request: HttpRequest, tag: str, frame: dict[str, Any]) -> HttpResponse:
    said = {"said": languages.not_yet()[tag], "t": languages.text(languages.SOURCE)}
    written = [(each, _address(request, tag, each.tag)) for each in languages.other_written(tag)]
    answer = render(request, "helping/not_yet.html", frame | said | {"written": written})
    answer.headers["Content-Language"] = tag
    return answer


def _address(request: HttpRequest, tag: str, other: str) -> str:
    """The same page in another language: what was chosen on it stays."""
    if f"/{tag}/" not in request.path:
        return reverse("helping_start", args=[other])
    return request.get_full_path().replace(f"/{tag}/", f"/{other}/", 1)


def _first_country() -> str:
    countries = handed().countries
    return countries[0].code if countries else ""


def _unnamed(tag: str) -> str:
    """Where a question can be asked without a name; "" where this site has no such room."""
    try:
        return reverse(UNNAMED, args=[tag])
    except NoReverseMatch:
        return ""
