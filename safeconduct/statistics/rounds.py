"""What the worker does for the figures: add tallies up, and count referrals that were there before the figures."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Q

from safeconduct.access.acting import working
from safeconduct.referrals.clockwork.parts import locked
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.statistics.loops import note
from safeconduct.vocabulary.together import asked

AT_ONCE = 500
_NEVER = Q(state=State.DRAFT) | Q(flags__contains=[Flag.ENTERED_IN_ERROR])
"""What is never counted."""
_SAY = "SELECT statistics.say_uncounted(%s::uuid[], %s::integer[])"
_UNCOUNTED = "SELECT referral, side FROM statistics.uncounted_loops(%s, %s)"


def add_up() -> int:
    """Rows of one key become one; how many rows are fewer. Runs as the worker."""
    with working():
        return int(asked("SELECT statistics.add_up()", [])[0][0])


def say_uncounted() -> None:
    """How many referrals and files of each agency are not counted yet, for the pages. Runs as the worker."""
    with working():
        found = Referral.objects.exclude(_NEVER).values_list("agency_id").annotate(number=Count("id"))
        known = list(found)
        asked(_SAY, [[agency for agency, _n in known], [number for _a, number in known]])


def count_uncounted() -> int:
    """Count each of them, in a transaction of its own; how many. May be ended and begun again at any time."""
    done = 0
    for rows in _uncounted():
        for referral in rows:
            with working():
                row = locked(referral.id)
                if row is not None:
                    note(row)
                    done += 1
    return done


def _uncounted() -> Iterator[list[Referral]]:
    """Some at a time, by their ids: a node may have a million of them."""
    last: UUID | None = None
    while True:
        with working():
            part = _part(last)
            if not part:
                return
            last = part[-1].id
            asked_of = [[row.shared for row in part], [row.side for row in part]]
            left = set(asked(_UNCOUNTED, asked_of))
        yield [row for row in part if (row.shared, row.side) in left]


def _part(after: UUID | None) -> list[Referral]:
    further = Q(id__gt=after) if after else Q()
    return list(
        Referral.objects.exclude(_NEVER).filter(further).only("id", "shared", "side").order_by("id")[:AT_ONCE]
    )
