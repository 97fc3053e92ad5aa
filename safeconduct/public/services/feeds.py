"""What changed among the services, as Atom: new, changed, and taken back (RFC 6721)."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.public import settings
from safeconduct.public.services.models import Gone, Service
from safeconduct.public.services.shown import shown

NEWEST = 100
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class WithTombstones(Atom1Feed):
    """Atom that says, too, what is no longer there."""

    def root_attributes(self) -> dict[str, str]:
        """The name of the extension."""
        found: dict[str, str] = super().root_attributes()
        return found | {"xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: Any) -> None:
        """Those that were taken back: the id and the moment, and no word of what it was."""
        super().add_root_elements(handler)
        for each in self.feed["gone"]:
            handler.startElement("at:deleted-entry", {"ref": urn(each.id), "when": rfc3339_date(each.at)})
            handler.endElement("at:deleted-entry")


def urn(pk: Any) -> str:
    """The name of an entry, the same in every language."""
    return f"urn:uuid:{pk}"


class Changes(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The newest changes, in one language."""

    feed_type = WithTombstones

    def title(self) -> str:
        """Of the feed."""
        return f"{settings.WAGTAIL_SITE_NAME}: {_('Services')}"

    def link(self) -> str:
        """The page to search."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/services/"

    def feed_extra_kwargs(self, _obj: Any) -> dict[str, Any]:
        """What was taken back."""
        return {"gone": list(Gone.objects.order_by("-at", "id")[:NEWEST])}

    def items(self) -> list[Service]:
        """Those that changed last."""
        return list(Service.objects.order_by("-modified_at", "id")[:NEWEST])

    def item_title(self, item: Any) -> str:
        """What it is, and whose."""
        facts = shown(item, today=item.modified_at.date())
        return f"{facts.name}: {facts.agency}"

    def item_description(self, item: Any) -> str:
        """What it answers to, where, and whether there is room."""
        facts = shown(item, today=item.modified_at.date())
        needs = ", ".join(map(str, facts.needs))
        return f"{needs}. {', '.join(facts.areas)}. {facts.room}."

    def item_link(self, item: Any) -> str:
        """Its page."""
        return f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/services/{item.pk}/"

    def item_guid(self, item: Any) -> str:
        """Its name."""
        return urn(item.pk)

    def item_author_name(self, item: Any) -> str:
        """Whose it is."""
        return str(item.document["organization"]["name"])

    def item_updateddate(self, item: Any) -> datetime:
        """When it changed."""
        at: datetime = item.modified_at
        return at
