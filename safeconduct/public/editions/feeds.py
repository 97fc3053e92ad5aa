"""Editions as Atom: one entry for each, which never changes; a correction is an entry of its own."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.public import settings
from safeconduct.public.conferences.programme.feeds import InMap
from safeconduct.public.editions.models import Edition
from safeconduct.public.editions.words import introduction

NEWEST, MOST_IN_MAP = 50, 1000


class Editions(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """Those that were released last, in one language."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Of the feed."""
        return f"{settings.WAGTAIL_SITE_NAME}: {_('Statistics')}"

    def link(self) -> str:
        """The list."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/statistics/"

    def items(self) -> list[Edition]:
        """The newest ones."""
        return list(Edition.objects.order_by("-shown_at", "-year", "-number", "id")[:NEWEST])

    def item_title(self, item: Any) -> str:
        """What it is called."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Whether it corrects another one."""
        return introduction(item.corrects)

    def item_link(self, item: Any) -> str:
        """Its page."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/statistics/{item.pk}/"

    def item_guid(self, item: Any) -> str:
        """Its name: the digest of what was signed."""
        return f"urn:sha256:{item.digest}"

    def item_author_name(self, item: Any) -> str:  # noqa: ARG002
        """Whose site it is."""
        return str(settings.WAGTAIL_SITE_NAME)

    def item_pubdate(self, item: Any) -> datetime:
        """When readers first saw it."""
        at: datetime = item.shown_at
        return at

    def item_updateddate(self, item: Any) -> datetime:
        """The same: it never changes."""
        return self.item_pubdate(item)


def in_map() -> list[InMap]:
    """All editions in all languages of the site."""
    tags = [tag for tag, _name in settings.LANGUAGES]
    found = []
    for each in Edition.objects.order_by("pk")[:MOST_IN_MAP]:
        there = tuple((tag, f"{settings.WAGTAILADMIN_BASE_URL}/{tag}/statistics/{each.pk}/") for tag in tags)
        found += [InMap(address, each.shown_at, there) for _tag, address in there]
    return found
