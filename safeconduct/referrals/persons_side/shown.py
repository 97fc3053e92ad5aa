"""What a person's page shows: plan, days, consents, who looked. Pure; where it comes from, the pages know.

Promised: no note of a professional, no address, no word on how the person is reached safely, and no other person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from uuid import UUID

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.cases.follow_up.codes import State as FollowUpState
from safeconduct.cases.follow_up.rules import FollowUp, Sheet
from safeconduct.cases.planning.rules import ACTIONS, REVIEWS, Standing, standing
from safeconduct.cases.seen import Sighting
from safeconduct.cases.wrong.lines import row_of
from safeconduct.consent.document import read
from safeconduct.consent.models import Version, Withdrawal
from safeconduct.consent.rules import State
from safeconduct.referrals.resting import NOTHING, Resting
from safeconduct.vocabulary.codes import ActionState
from safeconduct.vocabulary.lines import LineName

MOST_SEEN = 40
"""Lines of who looked: the newest. The page with the worker has the others."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done, by whom, until when."""

    what: str
    who: str
    until: date | None
    state: ActionState | None
    place: int = 0
    """Where it stands among the actions of this version."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as the person reads it."""

    standing: Standing
    goals: str
    objectives: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come. `at` is None where no hour was planned, or it is better not written."""

    on: date
    is_review: bool
    at: time | None = None
    by_telephone: bool = False
    name: LineName | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One consent, or what was told on a ground instead."""

    consent: UUID
    agency: UUID
    sections: tuple[str, ...]
    purpose: str
    until: datetime | None
    conditions: tuple[str, ...]
    is_ground: bool
    back_at: datetime | None
    """When all of it was taken back, or ended."""
    by_person: bool
    parts_back: tuple[tuple[datetime, tuple[str, ...]], ...]
    is_over: bool
    version: int = 1
    ended_at: datetime | None = None
    """When the last referral that rests on it was over: nothing of it is open there, though it could be used anew."""

    @property
    def may_stop(self) -> bool:
        """Whether there is something left to stop. What rests on a ground is not stopped here: the person asks."""
        return not (self.is_ground or self.is_over or self.back_at)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked on one day: one job of one agency, and at which sections; how often."""

    day: date
    agency: str
    role: str
    sections: tuple[str, ...]
    times: int
    is_copy: bool
    there: UUID | None = None
    """The agency."""
    is_made: bool = False
    """Nobody is known to have looked: a file or a document was made for that agency."""


def plan_of(content: Content) -> Plan:
    """The plan; what has no words is left out."""
    steps = tuple(
        Step(
            str(row.get("what", "")),
            str(row.get("who", "")),
            date.fromisoformat(row["planned"]) if row.get("planned") else None,
            ActionState(row["state"]) if row.get("state") in set(ActionState) else None,
            place,
        )
        for place, row in enumerate(rows_of(content, ACTIONS))
    )
    said = [answer(content, name) for name in ("persons_goals", "objectives")]
    goals, objectives = (one if isinstance(one, str) else "" for one in said)
    return Plan(standing(content), goals, objectives, steps)


def days_of(
    sheet: Sheet | None,
    plan: Content,
    today: date,
    hour_is_written: Callable[[FollowUp], bool],
    versions: tuple[int, int] = (0, 0),
) -> list[Day]:
    """The days to come, the next first: follow-ups that are planned, and looking at the plan again.

    `versions` are those of sheet and plan, by which a line is named.
    """
    asked = [
        Day(
            one.on,
            False,
            one.at if hour_is_written(one) else None,
            one.by_telephone and hour_is_written(one),
            LineName(one.after.value, versions[0]),
        )
        for one in (sheet.all if sheet else ())
        if one.state is FollowUpState.PLANNED and one.on >= today
    ]
    again = [
        Day(date.fromisoformat(row["on"]), True, name=row_of(REVIEWS, place, versions[1]))
        for place, row in enumerate(rows_of(plan, REVIEWS))
        if row.get("on") and not row.get("held") and row["on"] >= today.isoformat()
    ]
    return sorted([*asked, *again], key=lambda day: (day.on, day.at or time.min))


def given_of(
    versions: Iterable[Version],
    taken_back: Mapping[UUID, list[Withdrawal]],
    at: datetime,
    resting: Mapping[UUID, Resting] = MappingProxyType({}),
) -> list[Given]:
    """The consents that were given, and what was told without one; what runs first, then the newest.

    `resting` is what rests on them, where it is known.
    """
    found = [
        _given(row, taken_back.get(row.consent_id, []), at, resting.get(row.consent_id, NOTHING))
        for row in versions
        if row.state in (State.ACTIVE, State.GROUND)
    ]
    return sorted(found, key=lambda one: bool(one.back_at or one.is_over or one.ended_at))


def _given(row: Version, taken: list[Withdrawal], at: datetime, resting: Resting) -> Given:
    document = read(row.document)
    whole = next((one for one in taken if not one.sections), None)
    parts = tuple((one.at, tuple(one.sections)) for one in taken if one.sections and one.by_person)
    gone = {section for one in taken for section in one.sections}
    return Given(
        consent=row.consent_id,
        agency=document.agency,
        sections=tuple(section.value for section in document.sections if section.value not in gone),
        purpose=document.purpose.value,
        until=row.expires_at or document.until,
        conditions=tuple(dict.fromkeys([*document.conditions, *resting.conditions])),
        is_ground=row.state == State.GROUND,
        back_at=whole.at if whole else None,
        by_person=bool(whole and whole.by_person),
        parts_back=parts,
        is_over=bool(row.expires_at and row.expires_at <= at),
        version=row.version,
        ended_at=resting.ended_at,
    )


def looks(lines: Iterable[Sighting]) -> list[Look]:
    """Who looked, a line for each day, job and agency; copies by themselves."""
    found: dict[tuple[date, str, str, bool], Look] = {}
    for line in lines:
        name = line.agency.name if line.agency else ""
        key = (line.day, name, line.role, line.is_copy)
        before = found.get(key)
        sections = tuple(dict.fromkeys((*(before.sections if before else ()), line.section.value)))
        times = line.times + (before.times if before else 0)
        there = line.agency.id if line.agency else None
        # By a paper code such a line names the job that made it, and stands among what that one read.
        is_made = line.is_file and not line.role
        found[key] = Look(line.day, name, line.role, sections, times, line.is_copy, there, is_made)
    return list(found.values())[:MOST_SEEN]
