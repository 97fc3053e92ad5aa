"""Searching the pages of one language, by the beginnings of words. What was looked for is written down nowhere."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from safeconduct.public import settings
from safeconduct.public.pages.frame import own_name
from safeconduct.public.pages.words import words_of

LONGEST = 100
MOST = 30
CONFIG = "simple"
"""One index for all languages: no language is told from another one there, so no word is made shorter."""


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What holds these words. A longer question is cut off; one without a word finds nothing."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    found = [page.specific for page in pages_with(words_of(asked))]
    shown = {"asked": asked, "found": found, "longest": LONGEST, "elsewhere": _elsewhere(asked)}
    return render(request, "pages/find.html", shown)


def _elsewhere(asked: str) -> dict[str, str] | None:
    """The same question in the first language of the site, which has all pages; None there."""
    tag = settings.LANGUAGE_CODE
    if get_language() == tag:
        return None
    with override(tag):
        url = reverse("find")
    return {"tag": tag, "name": own_name(tag), "url": f"{url}?{urlencode({'q': asked})}"}


def pages_with(words: list[str]) -> list[Page]:
    """Pages that readers see in which each of these plain words begins a word, the likeliest first; at most MOST."""
    locale = Locale.objects.filter(language_code=get_language()).first()
    if not words or locale is None:
        return []
    asked: Any = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config=CONFIG)
    pages = Page.objects.live().public().filter(locale=locale, depth__gt=1, index_entries__body=asked)
    rank = SearchRank(F("index_entries__body"), asked)
    return list(pages.order_by(rank.desc(), "-pk")[:MOST])
