"""What Today says beside the queues: a second person's list, reminders, and a coordinator's silent referrals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from safeconduct.access.policy import policy
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies
from safeconduct.cases.emergency.actions import reader_of
from safeconduct.cases.emergency.rules import could_read
from safeconduct.cases.rules import may_open_case
from safeconduct.referrals import given_back, nudging
from safeconduct.referrals.asides import answered, question, what_is
from safeconduct.referrals.authorities.rules import askable
from safeconduct.referrals.clocks import Asker, GapKind, Step
from safeconduct.referrals.labels import GAPS, STATES
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reminders import Giving, TaskDue, escalated, reminders
from safeconduct.referrals.reminders import question as standing
from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

ASKERS: dict[Asker, Words] = {
    Asker.COORDINATOR: _("The coordinator asks you to act"),
    Asker.SIDE: _("They ask you to act"),
}
STEPS: dict[Step, Words] = {
    Step.AT_ONCE: _("The person did not arrive; you and the lead are told at once"),
    Step.HALF: _("Half of the time is gone"),
    Step.DUE: _("The time is over"),
    Step.TEAM_LEAD: _("Late by half of its time; you are told because you lead the team"),
    Step.COORDINATOR: _("Twice the time; the coordinator is told"),
}


GIVINGS: dict[Giving, Words] = {
    Giving.COORDINATOR: _("The coordinator asks you to give it to a colleague"),
}


TASKS: dict[TaskDue, Words] = {
    TaskDue.TODAY: _("A task of yours is due today"),
    TaskDue.LATE: _("A task of yours is late"),
}


@dataclass(frozen=True, slots=True)
class Waits:
    """What can be asked ahead of the lists: what waits, with the names of its columns, and reminders."""

    names: list[str]
    asides: Ahead
    reminders: Ahead


def waiting(*, by: Member, at: datetime) -> Waits:
    """Both questions, not asked yet."""
    names, waits = question(localtime(at).date(), by.teams, what_is(by))
    return Waits(names, waits, standing(by, at))


def notices(*, by: Member, at: datetime, waits: Waits) -> dict[str, Any]:
    """The lists for the template; each is empty for whom it does not concern. `waits` is what `waiting` asked."""
    reminded = reminders(by=by, at=at, answer=waits.reminders)
    return {
        "may_open": bool(may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession))),
        **_asides(at, waits.names, waits.asides),
        "may_ask_for_a_section": bool(askable(policy(), Sector(by.agency.sector), Profession(by.profession))),
        "may_break": bool(could_read(policy(), reader_of(by, has_sign_in=True))),
        "reminders": [
            {"row": found.row, "words": words(found.what), "is_to_give": isinstance(found.what, Giving)}
            for found in reminded
        ],
        "escalated": _escalated(by, at),
        "gaps": _gaps(by),
    }


def _gaps(by: Member) -> list[dict[str, Any]]:
    """What a restore has left open with other sides, for whoever supervises."""
    rows = given_back.gaps(by=by)
    known = agencies({row.other_agency_id for row in rows}) if rows else {}
    return [
        {
            "row": row,
            "other": known.get(row.other_agency_id),
            "what": GAPS[row.kind],
            "state": STATES[State(row.state)] if row.state in set(State) else row.state,
            "is_here": row.kind != GapKind.FORGOTTEN_HERE,
        }
        for row in rows
    ]


def _asides(at: datetime, names: list[str], answer: Ahead) -> dict[str, Any]:
    found = answered(names, answer)
    lines = {
        what: [
            {
                "use": one,
                "reason_words": label(one.reason),
                "is_late": one.due_at <= at,
            }
            for one in found.emergencies
            if one.what == what
        ]
        for what in ("review", "note", "mine")
    }
    reviews = [
        {"id": one.id, "at": one.at, "due_at": one.due_at, "ground_words": label(one.ground)}
        for one in found.to_review
    ]
    return {"asides": found, "emergencies": lines, "reviews": reviews}


def words(what: Step | Asker | Giving | TaskDue) -> Words:
    """Why somebody is reminded. A table for each kind: two of them may have the same code."""
    match what:
        case Giving():
            return GIVINGS[what]
        case Asker():
            return ASKERS[what]
        case TaskDue():
            return TASKS[what]
        case Step():
            return STEPS[what]


def _escalated(by: Member, at: datetime) -> list[dict[str, Any]]:
    rows = escalated(by=by, at=at)
    asks = nudging.for_the_coordinator(rows, at) if rows else {}
    known = agencies({side for row in rows for side in (row.agency_id, row.other_agency_id)})
    lines = []
    for row in rows:
        own, other = known.get(row.agency_id), known.get(row.other_agency_id)
        sender, receiver = (own, other) if row.side == Side.SENDER else (other, own)
        lines.append(
            {
                "row": row,
                "state": STATES[State(row.state)],
                "sender": sender,
                "receiver": receiver,
                "ask": asks[row.id],
            }
        )
    return lines
