"""What is proposed, signed, compared and said to be wrong; and what a member may do with it. Nobody needs to act."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from safeconduct.agencies.four_eyes.models import (
    ContentBeside,
    ContentCompared,
    ContentProposal,
    ContentRemark,
    MemberCapacity,
)
from safeconduct.agencies.four_eyes.rules import Capacity, Outcome, may_check
from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Held:
    """In which scopes a member edits, and in which they check. Whoever checks edits too."""

    edits: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()


def held(member: Member, subject: str) -> Held:
    """What a member may do with contents of a subject."""
    rows = set(
        MemberCapacity.objects.filter(member_id=member.id, subject=subject).values_list("capacity", "scope")
    )
    checks = frozenset(scope for capacity, scope in rows if capacity == Capacity.CHECKS)
    if not may_check(subject, Profession(member.profession)):
        checks = frozenset()
    return Held(frozenset(scope for _capacity, scope in rows), checks)


def holders(subject: str, scope: str) -> list[Member]:
    """Who edits or checks there, of those who work."""
    found = MemberCapacity.objects.filter(subject=subject, scope=scope).values_list("member_id", flat=True)
    return list(
        Member.objects.select_related("agency").filter(id__in=set(found), suspended_at=None).order_by("name")
    )


def version(subject: str) -> int:
    """A number that is another one as soon as a content of the subject was signed or compared."""
    newest = ContentCompared.objects.filter(subject=subject).aggregate(newest=Max("number"))["newest"]
    return int(newest or 0)


def signed(subject: str) -> list[ContentProposal]:
    """What was signed, in the order in which it was."""
    order = ContentCompared.objects.filter(subject=subject, proposal_id__isnull=False).order_by("number")
    ids = list(order.values_list("proposal_id", flat=True))
    rows = ContentProposal.objects.filter(outcome=Outcome.SIGNED).in_bulk(ids)
    return [rows[one] for one in ids if one in rows]


def compared(subject: str) -> dict[tuple[str, str], ContentCompared]:
    """The newest comparison of each content, by its key and digest."""
    rows = ContentCompared.objects.filter(subject=subject).order_by("number")
    return {(row.key, row.digest): row for row in rows}


def beside(subject: str) -> set[tuple[str, str]]:
    """What releases said when something was signed or compared: names and digests."""
    return set(ContentBeside.objects.filter(subject=subject).values_list("key", "digest"))


def proposal(of: UUID, subject: str) -> ContentProposal:
    """One of them. Raises NotFound."""
    found = ContentProposal.objects.filter(id=of, subject=subject).first()
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def waiting(subject: str) -> list[ContentProposal]:
    """What waits to be signed, the oldest first."""
    rows = ContentProposal.objects.filter(subject=subject, outcome=Outcome.WAITS)
    return list(rows.defer("content").order_by("proposed_at"))


def of_key(subject: str, key: str, most: int = 20) -> list[ContentProposal]:
    """Everything that was proposed for one content, the newest first."""
    return list(ContentProposal.objects.filter(subject=subject, key=key).order_by("-proposed_at")[:most])


def open_remarks(subject: str) -> list[ContentRemark]:
    """What is said to be wrong and not answered, the oldest first."""
    return list(ContentRemark.objects.filter(subject=subject, answered_at=None).order_by("said_at"))


def remarks(subject: str, key: str, *, of: UUID | None, most: int = 20) -> list[ContentRemark]:
    """What was said of one content, the newest first; `of` narrows it to what one member said."""
    rows = ContentRemark.objects.filter(subject=subject, key=key)
    if of is not None:
        rows = rows.filter(said_by=of)
    return list(rows.order_by("-said_at")[:most])


def remark(of: UUID, subject: str) -> ContentRemark:
    """One of them. Raises NotFound."""
    found = ContentRemark.objects.filter(id=of, subject=subject).first()
    if found is None:
        raise NotFound(_("There is no such remark."))
    return found


def roles(members: Iterable[UUID | None]) -> dict[UUID, Member]:
    """Who they are, with their agencies: shown to others by profession and agency."""
    return Member.objects.select_related("agency").in_bulk([one for one in set(members) if one is not None])
