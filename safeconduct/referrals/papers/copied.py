"""What stands in a file for the person's copy: read for who may read it, put into the person's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import localdate, make_aware

from safeconduct.access.queries import Held
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, teams
from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.cases.planning.rules import ACTIONS, CONSENT_ON, REVIEWS
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Withdrawal
from safeconduct.consent.queries import of_case, taken_back
from safeconduct.consent.rules import State as ConsentState
from safeconduct.consent.wording import Wording
from safeconduct.referrals import queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.referrals.pages import what_now
from safeconduct.referrals.papers.copy import Agreed, Copy, Day, Number, plan_sentences
from safeconduct.referrals.resting import NOTHING, Resting, resting_on
from safeconduct.vocabulary.sections import Section

WANTED = (Section.PROFILE, Section.PLAN, Section.HEALTH, Section.LEGAL)
"""What is read for a copy, as far as the member may: language, plan, and that there is an appointment."""
APPOINTMENTS = ((Section.HEALTH, "next_appointment"), (Section.LEGAL, "next_date"))

type Readings = dict[Section, Reading]


def readings(case: UUID, *, by: Member, at: datetime, grants: list[Held]) -> Readings:
    """What of the file a copy is made of; each reading is recorded."""
    return read_sections(case, list(WANTED), by=by, at=at, grants=grants)


def copy_of(case: UUID, found: Readings, text: Wording, *, by: Member, at: datetime) -> Copy:
    """All that a copy of this file may say, in the language of the text."""
    rows = [row for row in queries.of_case(case) if row.side == Side.SENDER]
    resting = resting_on(case)
    given = _given(case, at)
    in_force = [one for one in given if resting.get(one.consent, NOTHING).ended_at is None]
    known = agencies({row.other_agency_id for row in _under_way(rows)})
    unsent = {row.consent_id for row in rows if row.state == State.DRAFT} - {
        row.consent_id for row in _under_way(rows)
    }
    plan = found[Section.PLAN].content if Section.PLAN in found else {}
    return Copy(
        agreed=tuple(
            _agreed(one, resting.get(one.consent, NOTHING), rows, by.agency, text) for one in in_force
        ),
        has_agreed=bool(given),
        plan=plan_sentences(plan, _days_in_words(plan, text)),
        people=_numbers(
            # Who was never sent anything knows nothing of a caller.
            [by.agency, *known.values(), *(one.other for one in given if one.consent not in unsent)]
        ),
        days=tuple(sorted(_days(found, rows, known, by.agency, text, at), key=lambda day: day.order)),
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """A consent that holds now: what of it was not taken back, and to whose team."""

    consent: UUID
    document: Document
    sections: tuple[Section, ...]
    other: Agency


def _given(case: UUID, at: datetime) -> list[InForce]:
    """Of a consent that was taken back as a whole nothing is said."""
    active = [
        one
        for one in of_case(case)
        if one.state == ConsentState.ACTIVE and one.expires_at is not None and one.expires_at > at
    ]
    backs = taken_back([one.consent_id for one in active])
    known = teams({one.team_id for one in active})
    left = [
        InForce(
            one.consent_id,
            document,
            _left(document, backs.get(one.consent_id, [])),
            known[one.team_id].agency,
        )
        for one in active
        for document in [read(one.document)]
    ]
    return [one for one in left if one.sections]


def _left(document: Document, backs: list[Withdrawal]) -> tuple[Section, ...]:
    """The sections that were not taken back; one without sections takes back all."""
    if not all(back.sections for back in backs):
        return ()
    gone = {name for back in backs for name in back.sections}
    return tuple(section for section in document.sections if section not in gone)


def _agreed(one: InForce, resting: Resting, rows: list[Referral], own: Agency, text: Wording) -> Agreed:
    document = one.document
    conditions = dict.fromkeys([*document.conditions, *resting.conditions])
    limits = [text.limit(condition) for condition in conditions]
    return Agreed(
        agency=one.other.name,
        country=text.country(one.other.country),
        sections="; ".join(text.named("sections", section) for section in one.sections),
        purpose=text.named("purposes", document.purpose),
        until=what_now.day(document.until, text) if document.until else "",
        conditions="; ".join(limits) or text.named("conditions", "none"),
        own_number=own.duty_number,
        reference=next((row.reference for row in rows if row.consent_id == one.consent), ""),
    )


def _under_way(rows: Iterable[Referral]) -> list[Referral]:
    return [row for row in rows if State(row.state) not in ENDED | {State.DRAFT}]


def _numbers(agencies: Iterable[Agency]) -> tuple[Number, ...]:
    known = {one.id: Number(one.name, one.duty_number) for one in agencies if one.duty_number}
    return tuple(known.values())


# --- Days -----------------------------------------------------------------------------------------------------


def _days(
    found: Readings,
    rows: list[Referral],
    known: dict[UUID, Agency],
    own: Agency,
    text: Wording,
    at: datetime,
) -> Iterable[Day]:
    today = localdate(at).isoformat()
    plan = found[Section.PLAN].content if Section.PLAN in found else {}
    for row in rows_of(plan, REVIEWS):
        on = row.get("on", "")
        if on >= today and not row.get("held"):
            yield Day(on, "review", _in_words(on, text))
    for section, field in APPOINTMENTS:
        on = (answer(found[section].content, field) or "") if section in found else ""
        if on >= today:
            yield Day(on, "appointment", _in_words(on, text))
    for meeting in rows:
        if State(meeting.state) is State.HANDOVER_PLANNED:
            yield from _meeting(meeting, known[meeting.other_agency_id], own, text, at)


def _meeting(row: Referral, other: Agency, own: Agency, text: Wording, at: datetime) -> Iterable[Day]:
    places = {"agency": other.name, "own_agency": own.name}
    when = queries.position(row).handover_at
    if when is not None and when >= at:
        put = what_now.meeting(row, other, text, places, own)
        yield Day(when.isoformat(), "meet", put["meet_at"], put["place"], other.name)


def _days_in_words(plan: Content, text: Wording) -> dict[str, str]:
    written = [row.get("planned", "") for row in rows_of(plan, ACTIONS)] + [answer(plan, CONSENT_ON) or ""]
    return {day: _in_words(day, text) for day in written if day}


def _in_words(day: str, text: Wording) -> str:
    return what_now.day(make_aware(datetime.combine(date.fromisoformat(day), time(12))), text)
