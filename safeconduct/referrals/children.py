"""Whether a referral is about a child, or somebody who may be one: known to the clock, never in the envelope.

Each side takes it from the profile that it has: the sender from its own when the referral goes, the receiver from
what was sent. Somebody whose age the profile leaves open counts as a child; where no profile was shared nothing is
known, and nothing is assumed.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from safeconduct.cases.contents import Content, may_be_child
from safeconduct.referrals.models import AboutChild, Referral
from safeconduct.vocabulary.ready import Ready, insert
from safeconduct.vocabulary.together import later

_MARKED = Ready(lambda referral: AboutChild.objects.filter(referral=referral))
_FORGET = "DELETE FROM referrals.about_child WHERE referral_id = %s"


def note(row: Referral, profile: Content | None) -> None:
    """Keep what this profile says; a later one takes its place, None leaves things as they are."""
    if profile is None:
        return
    if not may_be_child(profile):
        forget(row)
    elif not is_about_one(row):
        insert(AboutChild(referral=row, agency_id=row.agency_id))


def forget(row: Referral) -> None:
    """It is over, or the profile is closed."""
    later(_FORGET, [row.id], table=AboutChild._meta.db_table, is_change=True)


def is_about_one(row: Referral) -> bool:
    """Whether the person is a child, or may be one."""
    return _MARKED.first(referral=row.id) is not None


MARK = Exists(AboutChild.objects.filter(referral=OuterRef("pk")))
"""For lists: whether a referral is about one, without a question of its own."""


def among(rows: Iterable[Referral]) -> set[UUID]:
    """Those of the referrals that are about one."""
    wanted = [row.id for row in rows]
    if not wanted:
        return set()
    return set(AboutChild.objects.filter(referral_id__in=wanted).values_list("referral_id", flat=True))
