"""The questions of a follow-up: moving it, writing it down as done or not done; and what was entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content
from safeconduct.cases.follow_up.codes import After, MovedWhy, NotDone, choices
from safeconduct.cases.follow_up.contents import DONE, EARLY, EARLY_WHY, VIEW, said
from safeconduct.cases.follow_up.rules import FollowUp, Planned
from safeconduct.cases.forms import in_words
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.purposes_of_forms import FOLLOW_UP
from safeconduct.cases.safe_hours import clock_time
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, day_in, filled
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

FROM_THE_START = "plan_follow_ups"
NO_DAY = _("Enter a day, such as 2027-03-31.")
NO_TIME = _("Enter the time as hours and minutes, for example 09:30.")
NOT_CHOSEN = _("Choose what comes closest.")
NOT_OFFERED = frozenset({NotDone.DAY_WAS_OVER})


@FOLLOW_UP.asks
def tick(entered: Entered | None) -> Question:
    """Beside the opening of a file: whether the four are planned at once. Ticked, until somebody takes it away."""
    value = "yes" if entered is None else filled(entered, FROM_THE_START)
    return Question(
        FROM_THE_START, _("Plan follow-ups after one, three, six and twelve months"), "tick", value,
        hint=_("Ask how the person is, as long as they wish it. They may end it at any time."),
    )  # fmt: skip


def is_ticked(entered: Entered) -> bool:
    """Whether the four are to be planned as the file is opened."""
    return filled(entered, FROM_THE_START) == "yes"


@FOLLOW_UP.asks
def start_question(value: str, errors: Mapping[str, Words]) -> Question:
    """From which day on the four are planned."""
    return Question(
        "start", _("On which day the help began"), "date", value, error=errors.get("start", ""),
        hint=_("The day on which this file was opened is offered."),
    )  # fmt: skip


@FOLLOW_UP.asks
def move_questions(one: FollowUp, entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """When it is to be, how, and why it is moved."""
    at = one.at.isoformat("minutes") if one.at else ""
    telephone = filled(entered, "by_telephone") if entered else ("yes" if one.by_telephone else "")
    return [
        Question("on", _("On which day"), "date", filled(entered, "on", str(one.on)), error=errors.get("on", "")),
        Question(
            "at", _("At what time"), "time", filled(entered, "at", at), error=errors.get("at", ""),
            hint=_("May stay empty: then it is for some hour of that day in which the person may be reached."),
        ),
        Question("by_telephone", _("By telephone"), "tick", telephone, error=errors.get("by_telephone", "")),
        Question(
            "why", _("Why it is moved"), "radios", filled(entered, "why"), choices(MovedWhy), errors.get("why", "")
        ),
    ]  # fmt: skip


def move_entered(entered: Entered) -> tuple[Planned, MovedWhy | None]:
    """What was entered to move one. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    on, text = day_in(filled(entered, "on")), filled(entered, "at").strip()
    at = clock_time(text[:5])
    if on is None:
        errors["on"] = NO_DAY
    if text and at is None:
        errors["at"] = NO_TIME
    if errors or on is None:
        raise BadInput(errors)
    why = filled(entered, "why")
    planned = Planned(on, at, by_telephone=filled(entered, "by_telephone") == "yes")
    return planned, MovedWhy(why) if why in set(MovedWhy) else None


@FOLLOW_UP.asks
def done_questions(entered: Entered, errors: Mapping[str, Words], *, is_early: bool) -> list[Question]:
    """What is asked of one that took place, the person's own view first; and why, where it was early."""
    early = [
        Question(
            "early", _("It is earlier than planned, because"), "tick", filled(entered, "early"),
            error=errors.get("early", ""), hint=_("More than a week before the day that was planned."),
        ),
        Question(
            EARLY, EARLY_WHY.label, "text", filled(entered, EARLY), error=errors.get(EARLY, ""),
            hint=_("A reason, and nothing about other people."),
        ),
    ]  # fmt: skip
    return (early if is_early or {"early", EARLY} & errors.keys() or filled(entered, "early") else []) + [
        Question(
            field.name, field.label, _kind(field), ", ".join(entered.get(field.name, [])),
            list((field.choices or {}).items()), errors.get(field.name, ""),
            open=filled(entered, f"{field.name}__open") if field is VIEW else None,
        )
        for field in DONE
    ]  # fmt: skip


def done_entered(entered: Entered) -> Content:
    """What was entered of one that took place. Raises BadInput, field by field. A reason counts with its tick only."""
    is_ticked = filled(entered, "early") == "yes"
    given = {name: list(values) for name, values in entered.items() if is_ticked or name != EARLY}
    content = said(given)
    if is_ticked and EARLY not in content:
        raise BadInput({EARLY: _("Say why it is earlier than planned.")})
    return content


def as_entered(content: Content) -> Entered:
    """What was written of one, as the form takes it again to be corrected."""
    found: dict[str, list[str]] = {}
    for name, value in content.items():
        if isinstance(value, Mapping):
            found[f"{name}__open"] = [str(value.get("unanswered", ""))]
        else:
            found[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return found | ({"early": ["yes"]} if EARLY in found else {})


@FOLLOW_UP.asks
def not_done_questions(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """Why it did not take place."""
    reasons = choices(NotDone, but=NOT_OFFERED)
    return [Question("why", _("Why not"), "radios", filled(entered, "why"), reasons, errors.get("why", ""))]


def not_done_entered(entered: Entered) -> NotDone:
    """Why one did not take place. Raises BadInput."""
    why = filled(entered, "why")
    if why not in {code for code, _words in choices(NotDone, but=NOT_OFFERED)}:
        raise BadInput({"why": NOT_CHOSEN})
    return NotDone(why)


def facts(content: Content) -> list[tuple[Words, str]]:
    """What was written of one that was done, in words."""
    asked = (*DONE, EARLY_WHY)
    return [(field.label, in_words(field, content[field.name])) for field in asked if field.name in content]


def _kind(field: Field) -> str:
    kinds: dict[Kind, Any] = {Kind.DATE: "date", Kind.CODE: "select", Kind.CODES: "ticks"}
    return str(kinds.get(field.kind, "long"))


FOLLOW_UP.unanswered(
    lambda: tick(None), lambda: start_question("", {}),
    lambda: move_questions(FollowUp(After.MONTH_1, date.max), {}, {}),
    lambda: done_questions({}, {}, is_early=True), lambda: not_done_questions({}, {}),
)  # fmt: skip
