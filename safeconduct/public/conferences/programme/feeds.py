"""Conferences as an Atom feed, and in the list of all pages for search engines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.public import settings
from safeconduct.public.conferences.programme import queries
from safeconduct.public.conferences.programme.exports import address_of
from safeconduct.public.conferences.programme.facts import EditionFacts

NEWEST = 30
MOST_IN_MAP = 5_000


class Conferences(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The newest, in one language."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Of the feed."""
        return f"{settings.WAGTAIL_SITE_NAME}: {_('Conferences')}"

    def link(self) -> str:
        """The page of all conferences."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/conferences/"

    def items(self) -> list[EditionFacts]:
        """Those that were announced last."""
        newest = queries.public_editions().order_by("-announced_at", "-starts_at")[:NEWEST]
        return queries.facts_of(newest, str(get_language()))

    def item_title(self, item: Any) -> str:
        """Its name."""
        return str(item.name.words)

    def item_description(self, item: Any) -> str:
        """What it is about, or when and where."""
        return str(item.introduction.words) or f"{item.starts:%Y-%m-%d}, {item.place}"

    def item_link(self, item: Any) -> str:
        """Its address."""
        return address_of(item, str(get_language()))

    def item_author_name(self, item: Any) -> str:
        """Who holds it."""
        return str(item.organiser)

    def item_pubdate(self, item: Any) -> Any:
        """When readers first saw it."""
        return item.announced_at or item.changed_at

    def item_updateddate(self, item: Any) -> Any:
        """When it was changed."""
        return item.changed_at


@dataclass(frozen=True, slots=True)
class InMap:
    """One address of the map of the site, with the same page in other languages."""

    address: str
    changed_at: datetime
    languages: tuple[tuple[str, str], ...]


def in_map() -> list[InMap]:
    """All public conferences in all languages in which they are written; two queries."""
    found = queries.public_editions().order_by("pk")[:MOST_IN_MAP]
    listed = []
    for edition in queries.facts_of(found, settings.LANGUAGE_CODE):
        there = tuple((tag, address_of(edition, tag)) for tag in edition.written_in)
        listed += [InMap(address, edition.changed_at, there) for _tag, address in there]
    return listed
