"""The services that an agency asks most often, and the member's own last ones: to begin a draft by one press.

Nothing is skipped: the draft that begins has its service and need filled in, and waits for the person's consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from safeconduct.agencies.models import Member
from safeconduct.directory.models import Entry
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State

OWN_LAST = 2
MOST = 5
LOOKS_BACK = timedelta(days=365)
GROUPS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A team's service, how often the agency asked for it, when last, and when the member last did."""

    team: UUID
    service: str
    times: int
    last: datetime
    own_last: datetime | None


def best(asked: Iterable[Asked], *, most: int = MOST) -> list[Asked]:
    """First those that the member asked last, then those that the agency asks most often; each once."""
    groups = list(asked)
    mine = [(one.own_last, one) for one in groups if one.own_last is not None]
    own = [one for _last, one in sorted(mine, key=lambda pair: pair[0], reverse=True)][:OWN_LAST]
    often = sorted(groups, key=lambda one: (one.times, one.last), reverse=True)
    return list(dict.fromkeys([*own, *often]))[:most]


def often(*, is_child: bool, by: Member, at: datetime) -> list[Entry]:
    """These services as the directory has them now; without what does not take this person. Two questions."""
    groups = (
        Referral.objects.filter(agency_id=by.agency_id, side=Side.SENDER, created_at__gte=at - LOOKS_BACK)
        .exclude(state=State.DRAFT)
        .values("team_id", "service")
        .annotate(
            times=Count("id"), last=Max("created_at"), own_last=Max("created_at", filter=Q(worker_id=by.id))
        )
        .order_by("-last")[:GROUPS]
    )
    asked = [
        Asked(one["team_id"], one["service"], one["times"], one["last"], one["own_last"]) for one in groups
    ]
    if not asked:
        return []
    rows = Entry.objects.select_related("team", "agency").filter(team_id__in={one.team for one in asked})
    entries = {(row.team_id, row.service): row for row in rows if row.takes_children or not is_child}
    known = [one for one in asked if (one.team, one.service) in entries]
    return [entries[one.team, one.service] for one in best(known)]


def buttons(by: Member, at: datetime, is_child: bool) -> list[tuple[str, str, str]]:
    """The same for a page: id, service, and who gives it."""
    found = often(is_child=is_child, by=by, at=at)
    return [
        (str(row.id), row.service, f"{row.team.name}, {row.agency.name}, {row.agency.country}")
        for row in found
    ]
