"""The periods that are in force on this node: what was agreed on here, over the defaults of `clocks.py`.

The side whose turn it is computes with its own periods; the other side shows the defaults, for it knows no more. So
the two may show different times until periods travel. Each process keeps them for a minute: so long after a change,
every clock that begins runs by it. A clock that runs keeps its end, and the agreement that it began under.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import replace

from django.db import connection

from safeconduct.access.ring import ring
from safeconduct.referrals.citing import Citation, citation_in
from safeconduct.referrals.clocks import PERIODS, Periods
from safeconduct.referrals.models import AgreedPeriod, Referral
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.workdays import Period

type Agreed = Mapping[State, Mapping[Urgency, Period]]
type Followed = Mapping[tuple[State, Urgency], Citation]

KEPT_SECONDS = 60.0
_kept: list[tuple[float, Periods, Followed]] = []


def agreed() -> Periods:
    """This node's own periods; a clock that nobody agreed on otherwise keeps its default."""
    return _all()[0]


def followed() -> Followed:
    """Which agreement each of them follows, read in the same question; a clock that follows none is not in it."""
    return _all()[1]


def _all() -> tuple[Periods, Followed]:
    now = time.monotonic()
    if not _kept or now - _kept[-1][0] >= KEPT_SECONDS:
        periods, cited = in_force()
        _kept[:] = [(now, periods, _stood_to(cited))]
    return _kept[-1][1:]


def _stood_to(cited: Followed) -> Followed:
    """Without agreements that every agency here took back; those that one stands to are marked."""
    said = {(one.code, one.version): "" for one in cited.values()}
    with connection.cursor() as cursor:
        for code, version in said:
            cursor.execute("SELECT referrals.agreement_stands(%s, %s)", [code, version])
            said[code, version] = cursor.fetchone()[0]
    return {
        clock: replace(one, is_agreed=said[one.code, one.version] == "stands")
        for clock, one in cited.items()
        if said[one.code, one.version] != "withdrawn"
    }


def forget() -> None:
    """Read them anew at the next question."""
    _kept.clear()


def in_force() -> tuple[Periods, Followed]:
    """Periods and the agreements that were named for them, read now: for the page that changes them."""
    found = {state: dict(by_urgency) for state, by_urgency in PERIODS.items()}
    cited: dict[tuple[State, Urgency], Citation] = {}
    for row in AgreedPeriod.objects.all():
        if row.state in set(State) and row.urgency in set(Urgency):
            period = Period(hours=row.hours, working_days=row.working_days)
            found[State(row.state)][Urgency(row.urgency)] = period
            if (one := citation_in(row.cites)) is not None:
                cited[State(row.state), Urgency(row.urgency)] = one
    return found, cited


def is_agreed_on() -> bool:
    """Whether every clock has a period of this node's own; before that any change waits for a second person."""
    wanted = {(state.value, urgency.value) for state, found in PERIODS.items() for urgency in found}
    return wanted <= set(AgreedPeriod.objects.values_list("state", "urgency"))


def periods_of(row: Referral, state: State) -> Periods:
    """The periods by which the clock of this state runs, as far as they are known here."""
    return agreed() if _is_ours(row, state) else PERIODS


def cited_by(row: Referral, state: State, urgency: Urgency) -> Citation | None:
    """The agreement that the clock of this state follows, as far as it is known here."""
    return followed().get((state, urgency)) if _is_ours(row, state) else None


def _is_ours(row: Referral, state: State) -> bool:
    return Side(row.side) in TURN[state] or row.peer == ring().node


def agree(periods: Agreed) -> None:
    """Keep these periods, all at once. The database allows it to who sets the node up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referrals.agree_periods(%s::jsonb)", [as_rows(periods)])
    forget()


def as_rows(periods: Agreed, cited: Mapping[State, Citation] | None = None) -> str:
    """As the database's functions take them, with the agreement that each state's clocks follow."""
    follows = {state: each.members() for state, each in (cited or {}).items()}
    rows = [
        {
            "state": state,
            "urgency": urgency,
            "hours": period.hours,
            "working_days": period.working_days,
            "cites": follows.get(state),
        }
        for state, by_urgency in periods.items()
        for urgency, period in by_urgency.items()
    ]
    return json.dumps(rows)
