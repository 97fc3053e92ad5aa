"""Searching what the site shows in one language, by the beginnings of words. What was looked for is kept nowhere."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from safeconduct.public import settings
from safeconduct.public.conferences.programme.finding import conferences_with, sessions_with
from safeconduct.public.editions.finding import editions_with
from safeconduct.public.pages.frame import own_name
from safeconduct.public.pages.words import STEMMERS, alternatives, plain, words_of

LONGEST = 100
MOST = 30
CONFIG = "simple"
"""One index for all languages: no language is told from another one there, so no word is made shorter."""


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What holds these words. A longer question is cut off; one without a word finds nothing."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    language, words = str(get_language()), questions(words_of(asked), str(get_language()))
    shown = {
        "asked": asked,
        "found": [page.specific for page in pages_with(words)],
        "conferences": conferences_with(words, language),
        "sessions": sessions_with(words, language),
        "editions": editions_with(words),
        "longest": LONGEST,
        "elsewhere": _elsewhere(asked),
    }
    return render(request, "pages/find.html", shown)


def _elsewhere(asked: str) -> dict[str, str] | None:
    """The same question in the first language of the site, which has all pages; None there."""
    tag = settings.LANGUAGE_CODE
    if get_language() == tag:
        return None
    with override(tag):
        url = reverse("find")
    return {"tag": tag, "name": own_name(tag), "url": f"{url}?{urlencode({'q': asked})}"}


def questions(words: list[str], language: str) -> list[str]:
    """Each of these plain words as a part of a raw question: what begins with it, or with its stem in this language."""
    stems = _stems(words, language)
    return [alternatives(word, stem) for word, stem in zip(words, stems, strict=True)]


def _stems(words: list[str], language: str) -> list[str]:
    """By PostgreSQL's own dictionary of the language; a word as it is where there is none."""
    if language not in STEMMERS or not words:
        return words
    with connection.cursor() as cursor:
        asked = (
            "SELECT (ts_lexize(%s::regdictionary, word))[1] "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS t (word, place) ORDER BY place"
        )
        cursor.execute(asked, [STEMMERS[language], words])
        return [plain(stem or "") for (stem,) in cursor.fetchall()]


def pages_with(words: list[str]) -> list[Page]:
    """Pages that readers see that hold each of these parts of a question, the likeliest first; at most MOST."""
    locale = Locale.objects.filter(language_code=get_language()).first()
    if not words or locale is None:
        return []
    asked: Any = SearchQuery(" & ".join(words), search_type="raw", config=CONFIG)
    pages = Page.objects.live().public().filter(locale=locale, depth__gt=1, index_entries__body=asked)
    rank = SearchRank(F("index_entries__body"), asked)
    return list(pages.order_by(rank.desc(), "-pk")[:MOST])
