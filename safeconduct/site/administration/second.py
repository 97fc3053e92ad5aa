"""Who can be the second person, by name: said before a change is asked for, and while it waits."""

from uuid import UUID

from django.utils.translation import ngettext

from safeconduct.agencies.models import Member
from safeconduct.agencies.rights import seconds
from safeconduct.site.administration import queries
from safeconduct.vocabulary.codes import Profession

MOST_NAMES = 5


def who_can_see(first: Member, *, of_node: bool = False) -> str:
    """Those who could agree to what this member asks for, at most five by name; "" when nobody else is there.

    `of_node` is for what is the node's: then also whoever else keeps it (`agencies.seconds_for` decides).
    """
    able = seconds(queries.standings(first.agency_id), first=first.id, about=None)
    if of_node:
        able |= _other_keepers(first.id)
    return in_words(list(Member.objects.filter(id__in=able).order_by("name").values_list("name", flat=True)))


def in_words(names: list[str]) -> str:
    """At most five of them; of the others how many they are."""
    shown, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", more) % {
        "names": shown,
        "n": more,
    }


def _other_keepers(first: UUID) -> set[UUID]:
    found = Member.objects.filter(
        keeps_node=True, profession=Profession.ADMINISTRATOR, suspended_at=None
    ).exclude(id=first)
    return set(found.values_list("id", flat=True))
