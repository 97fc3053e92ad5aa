"""What Today says that is no referral: files that end, what waits for a second person, emergencies, follow-ups."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from safeconduct.access.terms import Ending
from safeconduct.agencies.models import Member
from safeconduct.cases.follow_up.rules import AHEAD
from safeconduct.cases.wrong.codes import Kind
from safeconduct.referrals import asides_of_figures, asides_of_lawyers, asides_of_services
from safeconduct.referrals.asides_asked import (
    ADMINISTERS,
    COORDINATES,
    EVERYTHING,
    KEEPS_NODE,
    NUMBERS,
    PARTS,
    PLEADS,
    REPORTS,
    SUPERVISES,
    asked_of,
)
from safeconduct.referrals.asides_of_figures import OfFigures
from safeconduct.referrals.asides_of_lawyers import OfLawyers
from safeconduct.referrals.asides_of_services import OfServices
from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.codes import EmergencyReason, NoConsentGround, Profession
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency reading that concerns the member: `what` is review, note or mine (`access.emergency.Use`)."""

    what: str
    id: UUID
    case: UUID
    reader: str
    profession: Profession
    reason: EmergencyReason
    at: datetime
    ends_at: datetime | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class LeadOffer:
    """A colleague offers the member the lead of a case."""

    case: UUID
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ToReview:
    """A sharing without consent that waits for a second person."""

    id: UUID
    at: datetime
    due_at: datetime
    ground: NoConsentGround


@dataclass(frozen=True, slots=True)
class Conferring:
    """A case conference that waits for the member."""

    case: UUID
    conference: UUID
    ends_at: datetime
    to_propose: int
    """Items to which the member has written no proposal, and the day is not over."""
    to_decide: int
    """Items whose day is over, and that the member decides."""


@dataclass(frozen=True, slots=True)
class Asides:
    """For the acting member; `second` and `held` are numbers, and 0 for whom they do not concern."""

    endings: list[Ending]
    second: int
    to_review: list[ToReview]
    """Sharings of the member's agency, by somebody else; the most urgent first."""
    grounds: int
    """Grounds of processing that wait for the member as the second person."""
    record: str
    """For an administrator: why the record of processing is to be kept anew (none, changed, year), or ""."""
    held: int
    letters: int
    """Questions without a name, of people, that wait for the member's teams."""
    emergencies: list[Emergency]
    leads: list[LeadOffer]
    asked: list[tuple[UUID, int]]
    """Cases in which colleagues wait for the member's word about a section that the member holds, and how many."""
    complaints: int
    """Of people, for the member to hear: not answered yet."""
    conflicts: int
    """For whoever supervises: possible conflicts of interest that colleagues met within three days."""
    plans: list[tuple[UUID, date]]
    """Cases that the member leads in whose plan something is due within a week, or was; the day, and nothing else."""
    reviews: list[tuple[UUID, date]]
    """The same of decisions in a child's best interests that are to be looked at again."""
    returned: list[tuple[UUID, date]]
    """The same of people who have left: somebody is to ask how it is there."""
    missing: list[tuple[str, datetime | None]]
    """References of children, or who may be some, that did not arrive: of the member's work, of a case that the member
    leads, and for a supervisor of the agency; and until when something is to be known."""
    follow_ups: list[tuple[UUID, date]]
    """Cases that the member leads in which a follow-up is due within a week, or was; the day, and nothing else."""
    late_follow_ups: list[tuple[UUID, str, date]]
    """Cases of colleagues whose follow-up is late beyond the grace, for who supervises; who leads, "" for nobody."""
    deadlines: list[tuple[UUID, date, int]]
    """Cases with last days of rights within a fortnight, or over, that the member leads or that are the member's: the
    earliest day, and how many."""
    moved_days: list[tuple[UUID, int]]
    """Of those cases the ones in which a change of a rule moved last days within a fortnight, or left them without a
    rule, however far ahead they lie; how many."""
    late_deadlines: list[tuple[UUID, str, date]]
    """Cases of colleagues with a last day that is over, for who supervises; who leads, "" for nobody."""
    to_answer: int
    """Enquiries without a name that wait for the member's teams."""
    answers: int
    """Own enquiries that were answered within three days."""
    late_to_answer: int
    """Of those that wait for the member's teams: past the time of their urgency."""
    unanswered: int
    """Own enquiries that nobody has answered in the time of their urgency, until they are taken back or deleted."""
    taken: int
    """Asked of the member's teams, and within three days somebody else could, or a yes was taken back."""
    rounds: int
    """Own rounds of enquiries in which nobody can or answers in time, or of which somebody could not be told."""
    emergency_enquiries: int
    """Of those that wait for the member's teams: asked in an emergency."""
    kept_enquiries: int
    """Asked of the member's teams, and within three days whoever asked said that they go on with them."""
    won_rounds: int
    """Own rounds in which within three days somebody could, and of which no referral was begun."""
    conferences: list[Conferring]
    """Those that wait for the member's proposal or decision, the earliest first."""
    asked_there: list[tuple[str, datetime, int]]
    """Referrals by which another agency asks for a conference what the member's profession has not answered yet: the
    reference, until when, how many items."""
    answered_there: list[tuple[UUID, UUID, int]]
    """Conferences of cases that the member leads to which other agencies have answered within three days."""
    decided_there: list[tuple[str, int]]
    """Referrals by which another agency asked, and how many items it has decided within three days."""
    authorities: list[tuple[UUID, int]]
    """Cases in hand for a section of which an authority waits for an answer, and how many."""
    givings: list[tuple[UUID, str, UUID, date, str]]
    """What the person or an authority asked for: to be decided by the member, told to the member as the lawyer of the
    case, or decided and not printed yet. Id, kind, case, until when, how it stands."""
    holds: list[tuple[str, datetime, str]]
    """For whoever supervises or coordinates: legal holds that end within thirty days, with who placed them."""
    words: list[tuple[UUID, UUID, Kind]]
    """What people whose case the member leads have said is wrong or to stop, and that waits: the word, the case."""
    guesses: int
    """Paper codes that were tried within a day and opened nothing, where that concerns the member and is an alarm."""
    tried: list[UUID]
    """Cases that the member leads of which an ended paper code was tried within a week."""
    erasures: list[tuple[UUID, UUID, Section]]
    """Sections that people wish erased and that wait for the member as the second person: the wish, the case."""
    numbers: list[tuple[str, int]]
    """For whoever supervises: colleagues who typed ten numbers of files or more within a day, and how many."""
    left: list[tuple[UUID, str]]
    """For whoever supervises: files that a colleague leads whose place is closed, and the colleague's name."""
    left_referrals: list[tuple[str, str]]
    """Likewise the references of referrals that such a colleague works on."""
    of_lawyers: OfLawyers
    of_services: OfServices
    of_figures: OfFigures


_NOTHING: dict[str, Any] = {name: 0 if name in NUMBERS else None for name in PARTS}
PLANS_AHEAD = timedelta(days=7)
"""So long before its day something in a plan is said on Today."""
DEADLINES_AHEAD = timedelta(days=14)
"""And so long the last day of a right."""


def what_is(by: Member) -> frozenset[str]:
    """What of `asides_asked.ONLY_FOR` the member is."""
    administers = by.profession == Profession.ADMINISTRATOR
    said = {
        SUPERVISES: by.supervises,
        ADMINISTERS: administers,
        COORDINATES: by.profession == Profession.COORDINATOR,
        KEEPS_NODE: administers and by.keeps_node,
        REPORTS: by.profession == Profession.RAPPORTEUR,
        PLEADS: by.profession == Profession.LAWYER,
    }
    return frozenset(name for name, is_so in said.items() if is_so)


def question(
    today: date, teams: Sequence[UUID], what: frozenset[str] = EVERYTHING
) -> tuple[list[str], Ahead]:
    """What is asked, and the names of its columns; `teams` are the member's, `what` what the member is (`what_is`)."""
    days = {"today": today, "ahead": today + PLANS_AHEAD, "soon": today + AHEAD}
    days["fortnight"] = today + DEADLINES_AHEAD
    given = {**days, **asides_of_services.values(), "teams": list(teams)}
    names, sql, wanted = asked_of(what)
    return names, Ahead(sql, [given[name] for name in wanted])


def asides(today: date, teams: Sequence[UUID], what: frozenset[str] = EVERYTHING) -> Asides:
    """All of it, in one question."""
    return answered(*question(today, teams, what))


def answered(names: list[str], by: Ahead) -> Asides:
    """What the question was answered."""
    found = _NOTHING | dict(zip(names, by.rows()[0], strict=True))
    lists = {name: json.loads(value or "[]") for name, value in found.items() if name not in NUMBERS}
    waiting, answered, late, unanswered, taken, rounds, emergencies, kept, won = lists["enquiries"]
    there, back, decided = lists["confers"]
    guesses, tried = lists["papers"] or (0, [])
    return Asides(
        endings=[_ending(*one) for one in lists["endings"]],
        second=found["second"],
        to_review=[
            ToReview(UUID(one), _at(at), _at(due_at), NoConsentGround(ground))
            for one, at, due_at, ground in lists["to_review"]
        ],
        grounds=found["grounds"],
        record=next(iter(lists["record"]), ""),
        held=found["held"],
        letters=found["letters"],
        emergencies=[_emergency(*one) for one in lists["emergencies"]],
        leads=[LeadOffer(UUID(case), by, _at(until)) for case, by, until in lists["leads"]],
        asked=[(UUID(case), n) for case, n in lists["asked"]],
        complaints=found["complaints"],
        conflicts=found["conflicts"],
        plans=_due(lists["plans"], Section.PLAN),
        reviews=_due(lists["plans"], Section.FAMILY),
        returned=_due(lists["plans"], Section.RETURN),
        follow_ups=[(UUID(case), date.fromisoformat(day)) for case, day in lists["follow_ups"]],
        late_follow_ups=[
            (UUID(case), lead, date.fromisoformat(day)) for case, lead, day in lists["late_follow_ups"]
        ],
        deadlines=[(UUID(case), date.fromisoformat(day), n) for case, day, n in lists["deadlines"]],
        moved_days=[(UUID(case), n) for case, n in lists["moved_days"]],
        late_deadlines=[
            (UUID(case), lead, date.fromisoformat(day)) for case, lead, day in lists["late_deadlines"]
        ],
        missing=[(reference, _at(due) if due else None) for reference, due in lists["missing"]],
        to_answer=waiting,
        answers=answered,
        late_to_answer=late,
        unanswered=unanswered,
        taken=taken,
        rounds=rounds,
        emergency_enquiries=emergencies,
        kept_enquiries=kept,
        won_rounds=won,
        conferences=[
            Conferring(UUID(case), UUID(one), _at(ends_at), mine, late)
            for case, one, ends_at, mine, late in lists["conferences"]
        ],
        asked_there=[(reference, _at(until), n) for reference, until, n in there or []],
        answered_there=[(UUID(case), UUID(one), n) for case, one, n in back or []],
        decided_there=[(reference, n) for reference, n in decided or []],
        authorities=[(UUID(case), n) for case, n in lists["authorities"]],
        givings=[
            (UUID(one), kind, UUID(case), date.fromisoformat(due), verdict)
            for one, kind, case, due, verdict in lists["givings"]
        ],
        holds=[(reference, _at(until), who) for reference, until, who in lists["holds"]],
        words=[(UUID(word), UUID(case), Kind(kind)) for word, case, kind in lists["words"]],
        guesses=guesses,
        tried=[UUID(case) for case in tried],
        erasures=[(UUID(one), UUID(case), Section(section)) for one, case, section in lists["erasures"]],
        numbers=[(name, n) for name, n in lists["numbers"]],
        left=[(UUID(case), name) for case, name in lists["left"]],
        left_referrals=[(reference, name) for reference, name in lists["left_referrals"]],
        of_lawyers=asides_of_lawyers.of_lawyers(lists),
        of_services=asides_of_services.of_services(lists),
        of_figures=asides_of_figures.of_figures(lists, found["pairs"]),
    )


def _due(found: list[Any], wanted: Section) -> list[tuple[UUID, date]]:
    return [(UUID(case), date.fromisoformat(day)) for section, case, day in found if section == wanted]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _ending(case: str, ends_at: str, is_mine: bool, latest: str) -> Ending:
    return Ending(UUID(case), _at(ends_at), is_mine, _at(latest))


def _emergency(*said: Any) -> Emergency:
    what, use, case, reader, profession, reason, at, ends_at, due_at = said
    moments = [datetime.fromisoformat(moment) if moment else None for moment in (at, ends_at, due_at)]
    begun, ends, due = moments
    assert begun is not None and due is not None  # noqa: S101, PT018  (columns that are never empty)
    return Emergency(
        what, UUID(use), UUID(case), reader, Profession(profession), EmergencyReason(reason), begun, ends, due
    )
