"""Lists of envelopes for a member's own software: filtered, in pages; and what has changed, as a feed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.ledger import ASKS_ABOUT_CHAIN, PROPOSED_BY, TO_TELL_BY_HAND
from safeconduct.referrals.models import FeedLine, Referral
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.referrals.queries import mine
from safeconduct.vocabulary.codes import Urgency

type Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is filtered by; what is empty does not filter. `yours` is whether it is this side's turn."""

    states: tuple[State, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    yours: bool | None = None
    changed_since: datetime | None = None


def envelopes(
    wanted: Wanted, *, by: Member, at: datetime, before: Place | None, most: int
) -> tuple[list[Referral], bool]:
    """At most `most` of the member's referrals, the newest first, those made `before`; and whether there are more.

    One audit record names the cases of those shown.
    """
    rows = Referral.objects.filter(mine(by)).order_by("-created_at", "-id")
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    if wanted.urgencies:
        rows = rows.filter(urgency__in=wanted.urgencies)
    if wanted.yours is not None:
        rows = rows.filter(YOUR_TURN) if wanted.yours else rows.exclude(YOUR_TURN)
    if wanted.changed_since is not None:
        changed = FeedLine.objects.filter(referral=OuterRef("pk"), at__gte=wanted.changed_since)
        rows = rows.filter(Exists(changed))
    if before is not None:
        rows = rows.filter(Q(created_at__lt=before[0]) | Q(created_at=before[0], id__lt=before[1]))
    found = list(rows[: most + 1])
    shown = found[:most]
    cases = [str(row.case_id) for row in shown if row.case_id]
    record("list:referrals", by=as_actor(by), at=at, detail={"cases": cases})
    return shown, len(found) > most


def _turn_of(side: Side) -> Q:
    """As `ledger.has_turn`, for the database."""
    by_state = Q(state__in=[state for state in State if side in TURN[state]])
    by_state &= ~Q(flags__contains=[PROPOSED_BY[side]])
    return Q(side=side) & (Q(flags__contains=[PROPOSED_BY[side.other]]) | by_state)


YOUR_TURN = _turn_of(Side.SENDER) | _turn_of(Side.RECEIVER) | TO_TELL_BY_HAND | ASKS_ABOUT_CHAIN


# --- The feed -------------------------------------------------------------------------------------------------

LOOKED_AT = 500
"""So many lines of the agency are gone through at once; those of other members are passed over."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Lines about the member's referrals, and the place up to which everything was looked at: number and line."""

    lines: list[FeedLine]
    place: tuple[int, UUID] | None
    has_more: bool


class PlaceIsGone(Exception):
    """The line at which a reader stopped is not there: too old, or of before the node was restored from a backup."""


def feed(*, by: Member, after: tuple[int, UUID] | None, most: int) -> Feed:
    """At most `most` lines after a place, oldest first. Raises PlaceIsGone.

    A place names its line beside its number, so that a number that was given twice, before and after a restore, is
    never taken for the same.
    """
    lines = FeedLine.objects.filter(agency_id=by.agency_id).order_by("number")
    if after is not None and not lines.filter(number=after[0], id=after[1]).exists():
        raise PlaceIsGone
    looked_at = list(lines.filter(number__gt=after[0] if after else 0)[: LOOKED_AT + 1])
    has_more, looked_at = len(looked_at) > LOOKED_AT, looked_at[:LOOKED_AT]
    rows = {line.referral_id for line in looked_at}
    own = Referral.objects.filter(mine(by), id__in=rows).in_bulk()
    shown: list[FeedLine] = []
    place = after
    for line in looked_at:
        if line.referral_id in own:
            if len(shown) == most:
                has_more = True
                break
            line.referral = own[line.referral_id]
            shown.append(line)
        place = (line.number, line.id)
    return Feed(shown, place, has_more)
