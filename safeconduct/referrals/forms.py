"""The questions of a move, made from what the move must carry (`codes.shapes`): a new code list needs no new form."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.referrals.codes import REASON_REQUIRED, Kind, Shape, moment_text, reasons, shapes
from safeconduct.referrals.labels import word
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, State
from safeconduct.vocabulary.codes import Outcome, Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

type Post = Mapping[str, str]

LABELS: dict[str, Words] = {
    "worker": _("Who takes it on"),
    "conflict_check": _("Conflict of interest"),
    "review_on": _("Look at it again on"),
    "place": _("Place on the waiting list"),
    "where": _("Where (a code that both know, no address)"),
    "when": _("When"),
    "agency": _("Which agency"),
    "answer": _("Answer"),
    "section": _("What the question is about"),
    "closing": _("Why it is closed"),
    "confirmation": _("How it is confirmed"),
    "person_agrees": _("The person agrees"),
    "reason": _("Reason"),
    "sender_worker": _("Who brings"),
    "receiver_worker": _("Who receives"),
}

WITHOUT_A_FORM = frozenset(
    {
        Event.SEND,
        Event.DISCARD,
        Event.WITHDRAW,
        Event.CONFIRM_REROUTE,
        Event.PROPOSE_HANDOVER,
        Event.CONFIRM_REOPEN,
    }
)
"""Events that have pages of their own, or come with a later release."""


def questions(
    row: Referral,
    event: Event,
    *,
    colleagues: list[Member],
    agencies: list[Agency],
    entered: Post | None = None,
) -> list[Question]:
    """What must be answered for this move in the present state."""
    state, given = State(row.state), entered or {}
    asked = [
        _question(row, name, shape, given, colleagues, agencies)
        for name, shape in shapes(state, event).items()
    ]
    why = reasons(state, event)
    if why:
        asked.append(
            _select(
                "reason",
                [(code, word(code)) for code in sorted(why)],
                given,
                row,
                is_needed=(state, event) in REASON_REQUIRED,
            )
        )
    return [question for question in asked if question is not None]


def codes(row: Referral, event: Event, entered: Post) -> dict[str, object]:
    """What was entered, in the form that a move carries; empty answers are left out."""
    found: dict[str, object] = {}
    for name, shape in shapes(State(row.state), event).items():
        value = _value(row, name, shape, entered)
        if value not in (None, "", {}):
            found[name] = value
    if entered.get("reason"):
        found["reason"] = entered["reason"]
    return found


def _question(
    row: Referral, name: str, shape: Shape, given: Post, colleagues: list[Member], agencies: list[Agency]
) -> Question | None:
    if not isinstance(shape, Kind):
        options = sorted(shape)
        return (
            None if len(options) == 1 else _select(name, [(code, word(code)) for code in options], given, row)
        )
    match shape:
        case Kind.IDENTIFIER if name == "agency":
            return _select(name, [(str(agency.id), str(agency)) for agency in agencies], given, row)
        case Kind.IDENTIFIER:
            return _select(name, [(str(member.id), str(member)) for member in colleagues], given, row)
        case Kind.OUTCOMES:
            return _select("outcome", choices(Outcome), given, row, text=label(Service(row.service)))
        case Kind.DAY:
            return _plain(name, "date", given, row)
        case Kind.MOMENT:
            return _plain(name, "datetime-local", given, row)
        case Kind.COUNT:
            return _plain(name, "number", given, row)
        case Kind.PLACE:
            return _plain(name, "text", given, row)
        case Kind.YES:
            return Question(
                name=name, label=LABELS[name], kind="tick", value=given.get(name, ""), prefix="move-"
            )
        case _:
            return None


def _select(
    name: str, options: Any, given: Post, row: Referral, *, text: Words = "", is_needed: bool = True
) -> Question:
    hint = "" if is_needed else _("Only needed when not everything was given")
    return Question(
        name=name,
        label=text or LABELS.get(name, name),
        kind="select",
        value=given.get(name, ""),
        options=list(options),
        hint=hint,
        prefix="move-",
    )


def _plain(name: str, kind: str, given: Post, row: Referral) -> Question:
    return Question(name=name, label=LABELS[name], kind=kind, value=given.get(name, ""), prefix="move-")


def _value(row: Referral, name: str, shape: Shape, entered: Post) -> object:
    if not isinstance(shape, Kind):
        options = list(shape)
        return options[0] if len(options) == 1 else entered.get(name, "")
    match shape:
        case Kind.OUTCOMES:
            return {row.service: entered["outcome"]} if entered.get("outcome") else {}
        case Kind.MOMENT:
            return _moment(entered.get(name, ""))
        case Kind.COUNT:
            text = entered.get(name, "")
            return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
        case Kind.YES:
            return True if entered.get(name) else None
        case _:
            return entered.get(name, "")


def _moment(text: str) -> str | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment_text(when if when.tzinfo else when.replace(tzinfo=UTC))
