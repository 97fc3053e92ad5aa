"""Pages that no editor writes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from safeconduct.public import settings
from safeconduct.public.asked_for import asked_for
from safeconduct.public.helping.guarding import WITH_OUR_SCRIPT
from safeconduct.public.helping.languages import SOURCE, WRITTEN, text
from safeconduct.public.helping.showing import way_out
from safeconduct.vocabulary.languages import LANGUAGES


def first_pages() -> list[Page]:
    """The first page of each language that has one, by its tag."""
    from safeconduct.public.pages.models import HomePage

    found = {page.locale_id: page for page in HomePage.objects.live().select_related("locale")}
    return [found[locale.pk] for locale in Locale.objects.order_by("language_code") if locale.pk in found]


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; it asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """The languages by their own names; what the browser asks for stands first, and nobody is led to it.

    No editor writes it, so it has the exit of the pages for the person, with our one script.
    """
    said = request.headers.get("Accept-Language", "")
    offered = asked_for(said, [page.locale.language_code for page in first_pages()])
    of_help = asked_for(said, WRITTEN)
    shown = {
        "offered": offered,
        "of_help": LANGUAGES[of_help] if of_help else None,
        "find_help": text(of_help)["start"]["near"] if of_help else "",
        "leave_to": way_out(),
    }
    spoken = offered or get_language() or settings.LANGUAGE_CODE
    exit_in = next(tag for tag in (of_help, spoken, SOURCE) if tag in WRITTEN)
    shown |= {"exit_in": exit_in, "exit_word": text(exit_in)["frame"]["leave"]}
    with translation.override(spoken):
        answer = render(request, "pages/languages.html", shown)
    answer.headers["Content-Language"] = spoken
    answer.headers["Content-Security-Policy"] = WITH_OUR_SCRIPT
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that Wagtail brings and that the site does not have."""
    raise Http404
