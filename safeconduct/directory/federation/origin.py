"""Whose word a service is: of a node of its own, how old what we know of it is, and whether that is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.directory.federation.models import Feed
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.identifiers import NO_NODE

HEARD = Subquery(Feed.objects.filter(node=OuterRef("agency__node")).values("fresh_at")[:1])
"""To annotate services with, as `heard_at`: no statement more."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Another node, when all that it had to say of its services was here last, and whether that is too long ago."""

    node: str
    heard_at: datetime | None
    is_old: bool

    @property
    def words(self) -> str:
        """In a line: whose word it is, and its age."""
        if self.heard_at is None:
            return _("Node %(node)s, as its card says") % {"node": self.node}
        when = date_format(localtime(self.heard_at), "D j M Y, H:i")
        return _("Node %(node)s, heard on %(when)s") % {"node": self.node, "when": when}

    @property
    def warning(self) -> str:
        """What to do about one that is old; "" of every other."""
        return _("Nothing was heard of this node since. Telephone before you refer.") if self.is_old else ""


def origin(entry: Entry) -> Origin | None:
    """Of a service that was read with `HEARD`; None of this node's own, and of a partner without a node."""
    node, heard = entry.agency.node, getattr(entry, "heard_at", None)
    if node in (settings.NODE, NO_NODE):
        return None
    return Origin(node, heard, is_old(heard))


def is_old(heard: datetime | None) -> bool:
    """Whether so long nothing was heard that it is said beside every service. Machine time, as the feeds are."""
    return heard is not None and timezone.now() - heard > timedelta(days=settings.STALE_PEER_DAYS)
