"""A sheet of follow-ups as it is sealed, and the questions of one that was done. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content
from safeconduct.cases.fields import CHANNEL_LABELS
from safeconduct.cases.follow_up.codes import LABELS, After, MovedWhy, RiskChange, State
from safeconduct.cases.follow_up.rules import FollowUp, Moved, Sheet, Written
from safeconduct.cases.kinds import Field, Kind, sentence
from safeconduct.cases.safe_hours import Channel
from safeconduct.vocabulary.codes import Answer3, Need, Unanswered
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices

HOW: dict[str, Words] = {channel.value: CHANNEL_LABELS[channel] for channel in Channel}
VIEW = Field("view", Kind.TEXT, _("How the person sees it, in their own words"), long=True)
DONE: tuple[Field, ...] = (
    VIEW,
    Field("well", Kind.TEXT, _("What goes well"), long=True),
    Field("not_well", Kind.TEXT, _("What does not go well"), long=True),
    Field("needs", Kind.CODES, _("Needs that are still open"), choices=dict(choices(Need))),
    Field("risk", Kind.CODE, _("The danger, beside the last time"), choices=LABELS[RiskChange]),
    Field("how", Kind.CODE, _("How you spoke"), choices=HOW),
    Field("on", Kind.DATE, _("On which day")),
    Field(
        "contact", Kind.CODE, _("Does the person still wish to be contacted?"), choices=dict(choices(Answer3))
    ),
)
"""What is asked of a follow-up that was done: the person's own view first, then what a professional writes."""
EARLY = "early_why"
EARLY_WHY = Field(EARLY, Kind.TEXT, _("Why it is earlier than planned"), longest=300)
"""Asked where the talk was more than a week before the day that was planned."""
MUST: dict[str, Words] = {
    "view": _("Write what the person says, or say why it stays open."),
    "how": _("Choose how you spoke."),
    "on": _("Enter the day on which you spoke with the person."),
    "contact": _("Ask the person, and say what they answered."),
}


def said(entered: Mapping[str, list[str]]) -> Content:
    """What was entered of one that was done, in stored form. Raises BadInput, field by field."""
    content: Content = {}
    errors: dict[str, Words] = {}
    for field in (*DONE, EARLY_WHY):
        try:
            value = field.cleaned(list(entered.get(field.name, [])))
        except ValueError as error:
            errors[field.name] = sentence(error)
            continue
        way = next(iter(entered.get(f"{field.name}__open", [])), "")
        if value is None and field is VIEW and way in set(Unanswered):
            value = {"unanswered": way}
        if value is not None:
            content[field.name] = value
        elif field.name in MUST:
            errors[field.name] = MUST[field.name]
    if errors:
        raise BadInput(errors)
    return content


def stored(sheet: Sheet) -> Content:
    """The sheet as it is sealed."""
    return {"start": sheet.start.isoformat(), "follow_ups": [_stored(one) for one in sheet.all]}


def sheet_of(content: Content) -> Sheet:
    """The sheet that was sealed."""
    return Sheet(date.fromisoformat(content["start"]), tuple(_one(row) for row in content["follow_ups"]))


def _stored(one: FollowUp) -> Content:
    row: Content = {"after": one.after.value, "on": one.on.isoformat(), "state": one.state.value}
    if one.at is not None:
        row["at"] = one.at.isoformat("minutes")
    if one.by_telephone:
        row["by_telephone"] = True
    if one.moved:
        row["moved"] = [{"day": each.day.isoformat(), "why": each.why.value} for each in one.moved]
    if one.written:
        row["written"] = {"by": str(one.written.by), "at": one.written.at.isoformat()}
        if one.written.before is not None:
            row["written"]["before"] = dict(one.written.before)
    return row | ({"said": dict(one.said)} if one.said else {})


def _one(row: Mapping[str, Any]) -> FollowUp:
    return FollowUp(
        After(row["after"]),
        date.fromisoformat(row["on"]),
        time.fromisoformat(row["at"]) if "at" in row else None,
        bool(row.get("by_telephone")),
        State(row["state"]),
        tuple(Moved(date.fromisoformat(each["day"]), MovedWhy(each["why"])) for each in row.get("moved", [])),
        dict(row.get("said", {})),
        _written(row["written"]) if "written" in row else None,
    )


def _written(row: Mapping[str, Any]) -> Written:
    return Written(UUID(row["by"]), datetime.fromisoformat(row["at"]), row.get("before"))
