"""Editions as Atom, an entry for each. A correction has its own, and the entry of what it corrects says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from safeconduct.public import settings
from safeconduct.public.conferences.programme.feeds import InMap
from safeconduct.public.editions.correcting import Correction, corrections, introduction
from safeconduct.public.editions.models import Edition

NEWEST, MOST_IN_MAP = 50, 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition, and what corrected it."""

    edition: Edition
    by: Correction | None


class Editions(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """Those that were released last, in one language."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Of the feed."""
        return f"{settings.WAGTAIL_SITE_NAME}: {gettext('Statistics')}"

    def link(self) -> str:
        """The list."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/statistics/"

    def items(self) -> list[Entry]:
        """The newest ones, and what corrected them; the last ones first."""
        found = list(Edition.objects.order_by("-shown_at", "-year", "-number", "id")[:NEWEST])
        by = corrections(each.pk for each in found)
        return [Entry(each, by.get(each.pk)) for each in found]

    def item_title(self, item: Any) -> str:
        """What it is called; of what was corrected, that it was."""
        title = str(item.edition.title)
        return gettext("Corrected: %(title)s") % {"title": title} if item.by is not None else title

    def item_description(self, item: Any) -> str:
        """What corrected it, and what it corrects, as HTML: the reason of a correction is what somebody typed."""
        return escape(introduction(item.edition.corrects, item.by))

    def item_link(self, item: Any) -> str:
        """Its page."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/statistics/{item.edition.pk}/"

    def item_guid(self, item: Any) -> str:
        """Its name: the digest of what was signed."""
        return f"urn:sha256:{item.edition.digest}"

    def item_author_name(self, item: Any) -> str:  # noqa: ARG002
        """Whose site it is."""
        return str(settings.WAGTAIL_SITE_NAME)

    def item_pubdate(self, item: Any) -> datetime:
        """When readers first saw it."""
        at: datetime = item.edition.shown_at
        return at

    def item_updateddate(self, item: Any) -> datetime:
        """The same, or when readers first saw what corrects it: the edition itself never changes."""
        at: datetime = item.by.shown_at if item.by is not None else item.edition.shown_at
        return at


def in_map() -> list[InMap]:
    """All editions in all languages of the site."""
    tags = [tag for tag, _name in settings.LANGUAGES]
    found = []
    for each in Edition.objects.order_by("pk")[:MOST_IN_MAP]:
        there = tuple((tag, f"{settings.WAGTAILADMIN_BASE_URL}/{tag}/statistics/{each.pk}/") for tag in tags)
        found += [InMap(address, each.shown_at, there) for _tag, address in there]
    return found
