"""What programs of others read: the news as an Atom feed, and the list of all pages for search engines."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from safeconduct.public import settings
from safeconduct.public.conferences.programme.feeds import in_map
from safeconduct.public.editions.feeds import in_map as editions_in_map
from safeconduct.public.pages.models import HomePage, NewsPage

NEWEST = 30
MOST_PAGES = 50_000
"""What the format of sitemaps admits in one file."""


class News(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The newest of one language."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Of the feed."""
        return f"{settings.WAGTAIL_SITE_NAME}: {_('News')}"

    def link(self) -> str:
        """The first page of the language."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/"

    def items(self) -> list[Page]:
        """Public ones, by their day."""
        found = NewsPage.objects.live().public().filter(locale__language_code=get_language())
        return list(found.order_by("-day")[:NEWEST])

    def item_title(self, item: Any) -> str:
        """Of one piece of news."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Its two sentences."""
        return str(item.introduction)

    def item_link(self, item: Any) -> str:
        """Its address."""
        return f"{settings.WAGTAILADMIN_BASE_URL}{item.url}"

    def item_author_name(self, item: Any) -> str:
        """Who answers for it."""
        return str(item.answers_for_it)

    def item_pubdate(self, item: Any) -> Any:
        """When it became public."""
        return item.first_published_at

    def item_updateddate(self, item: Any) -> Any:
        """When it was changed."""
        return item.last_published_at


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages, conferences and editions, each with itself in other languages."""
    homes = HomePage.objects.live()
    pages = [
        page
        for home in homes
        for page in home.get_descendants(inclusive=True).live().public().select_related("locale")
    ]
    by_key: dict[Any, list[Page]] = {}
    for page in pages[:MOST_PAGES]:
        by_key.setdefault(page.translation_key, []).append(page)
    listed = [(page, by_key[page.translation_key]) for page in pages[:MOST_PAGES]]
    context = {"listed": listed, "conferences": [*in_map(), *editions_in_map()]}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be found, the editor's address aside."""
    lines = [
        "User-agent: *",
        f"Disallow: {settings.EDIT}",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")
