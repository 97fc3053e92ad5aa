"""What members have put away from Today, and what has woken since: read beside the rows, or by itself."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.lists.models import PutAway
from safeconduct.referrals.lists.rules import Standing, is_asleep
from safeconduct.referrals.models import AboutChild, Referral
from safeconduct.referrals.moves import Side, State

MOST = 100


def put_away_by(member: UUID) -> Subquery:
    """What this member put away of a referral, in the same question as the rows: until when, why, and how it stood."""
    mine = PutAway.objects.filter(member_id=member, referral_id=OuterRef("pk"))
    return Subquery(mine.values(said=JSONObject(until="until", reason="reason", stood="stood"))[:1])


def standing_of(row: Referral, *, is_alarm: bool) -> Standing:
    """Where a referral stands, for the rules of putting away."""
    turn = has_turn(row, Side(row.side))
    return Standing(row.head, row.due_at, frozenset(row.flags), row.urgency, is_alarm, is_our_turn=turn)


def asleep_of(row: Referral, at: datetime, *, is_alarm: bool) -> PutAway | None:
    """What the member put away and nothing has woken, of a row that was asked with `put_away_by`; else None."""
    said = getattr(row, "away", None)
    until = parse_datetime(said["until"]) if said else None
    if said is None or until is None:
        return None
    standing = standing_of(row, is_alarm=is_alarm)
    if not is_asleep(standing, stood=said["stood"], until=until, now=at):
        return None
    return PutAway(referral=row, until=until, reason=said["reason"], stood=said["stood"])


def asleep_for(by: Member, at: datetime) -> list[UUID]:
    """The referrals that this member has put away and nothing has woken."""
    return [away.referral_id for away in _asleep(PutAway.objects.filter(member_id=by.id), at)]


def put_away(*, by: Member, at: datetime) -> list[PutAway]:
    """What is put away and sleeps: the member's own; for a supervisor, of everybody in the agency. One audit record."""
    of_whom = PutAway.objects.filter(agency_id=by.agency_id)
    rows = _asleep(of_whom if by.supervises else of_whom.filter(member_id=by.id), at)
    shown = sorted(str(away.referral.shared) for away in rows)
    record("list:put_away", by=as_actor(by), at=at, detail={"referrals": shown})
    return rows


def _asleep(rows: QuerySet[PutAway], at: datetime) -> list[PutAway]:
    child = Exists(AboutChild.objects.filter(referral_id=OuterRef("referral_id")))
    found = rows.filter(until__gt=at).annotate(is_about_child=child).select_related("referral")
    return [
        away
        for away in found.order_by("until", "id")[:MOST]
        if _sleeps(away, is_about_child=away.is_about_child, at=at)
    ]


def _sleeps(away: PutAway, *, is_about_child: bool, at: datetime) -> bool:
    alarms = is_about_child and State(away.referral.state) in ALARMING
    standing = standing_of(away.referral, is_alarm=alarms)
    return is_asleep(standing, stood=away.stood, until=away.until, now=at)
