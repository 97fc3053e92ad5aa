"""The counts as a coordinator may see them: quarters that are over, small numbers hidden."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.counted.models import Count
from safeconduct.referrals.counted.rules import Cell, Quarter, Subject, may_read, quarter_of, released
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import require

MOST_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Table:
    """One subject within a quarter."""

    subject: Subject
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """A quarter in one country: its total, and a table for each subject. `total` is None while it is too small."""

    quarter: Quarter
    country: str
    total: int | None
    tables: list[Table]


def counts(*, by: Member, at: datetime) -> list[Shown]:
    """For a named coordinator, the newest quarter first; the look is recorded. Raises NotPossible.

    The agencies that named the coordinator are added up: no number is one agency's.
    """
    is_named = Coordination.objects.filter(coordinator_id=by.id).exists()
    require(may_read(Profession(by.profession), is_named=is_named))
    record("list:refusals", by=as_actor(by), at=at)
    sums: dict[tuple[Quarter, str], dict[Subject, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = Count.objects.values("country", "month", "subject", "code").annotate(n=Sum("number"))
    for row in rows:
        place = (quarter_of(row["month"]), row["country"])
        counted = sums[place][Subject(row["subject"])]
        counted[row["code"]] = counted.get(row["code"], 0) + row["n"]
    over = sorted((place for place in sums if place[0].is_over(_day(at))), reverse=True)
    return [_shown(*place, sums[place]) for place in over[:MOST_QUARTERS]]


def _day(at: datetime) -> date:
    return at.date()  # months are counted in UTC, as the database does


def _shown(quarter: Quarter, country: str, sums: dict[Subject, dict[str, int]]) -> Shown:
    total, tables = released(sums)
    return Shown(quarter, country, total, [Table(subject, cells) for subject, cells in tables.items()])
