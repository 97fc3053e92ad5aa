"""A talk with an interpreter as it is sealed. Pure."""

from datetime import date, time
from uuid import UUID

from safeconduct.cases.answering import Content
from safeconduct.cases.interpreters.codes import State
from safeconduct.cases.interpreters.rules import Assignment, Meeting

APART = "apart"
"""The mark of a row that says only: this one is not offered for this person."""


def stored(one: Assignment) -> Content:
    """An assignment as it is sealed; without its id, which is the row's."""
    meeting = one.meeting
    return {
        "helper": str(one.helper) if one.helper else "",
        "reference": one.reference,
        "on": meeting.on.isoformat() if meeting.on else "",
        "at": meeting.at.isoformat("minutes") if meeting.at else "",
        "language": meeting.language,
        "by_telephone": meeting.by_telephone,
        "place": meeting.place,
        "state": one.state.value,
        "country": one.country,
    }


def assignment(row_id: UUID, content: Content) -> Assignment:
    """The assignment that was sealed in this row."""
    meeting = Meeting(
        on=date.fromisoformat(content["on"]) if content["on"] else None,
        at=time.fromisoformat(content["at"]) if content["at"] else None,
        language=content["language"],
        by_telephone=content["by_telephone"],
        place=content["place"],
    )
    helper = UUID(content["helper"]) if content["helper"] else None
    return Assignment(
        row_id, helper, content["reference"], meeting, State(content["state"]), content["country"]
    )


def apart(helper: UUID, reference: str) -> Content:
    """That somebody is not offered any more: who, and no reason."""
    return {APART: True, "helper": str(helper), "reference": reference}
