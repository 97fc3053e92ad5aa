"""Pages that no editor writes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page


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
    """The languages by their own names. Nobody is led to one by a guess."""
    return render(request, "pages/languages.html", {"first_pages": first_pages()})


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that Wagtail brings and that the site does not have."""
    raise Http404
