"""Searching the pages of one language, by PostgreSQL, by whole words. What was looked for is written down nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

LONGEST = 100
MOST = 30


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What holds these words. A longer question is cut off; one without a word finds nothing."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    locale = Locale.objects.filter(language_code=get_language()).first()
    pages = Page.objects.live().filter(locale=locale, depth__gt=1)
    found = [page.specific for page in pages.search(asked)[:MOST]] if asked and locale else []
    return render(request, "pages/find.html", {"asked": asked, "found": found, "longest": LONGEST})
