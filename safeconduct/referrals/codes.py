"""What a move carries: codes, dates and identifiers. Texts lie in sections and travel under a grant.

The lists below are this project's proposal, as those of the vocabulary. A move may carry more than is asked
for (a later version may add a code), as long as every value is plain: see `is_plain`.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from safeconduct.referrals.moves import Event, Side, State
from safeconduct.vocabulary.codes import (
    Closing,
    Confirmation,
    Decline,
    Hold,
    NotTakenUp,
    Outcome,
    Profession,
    Service,
    Urgency,
    Withdrawal,
)
from safeconduct.vocabulary.sections import NEVER_SENT, Section


class Answered(StrEnum):
    """How a question ended."""

    GIVEN = "given"
    NO_LONGER_SHARED = "no_longer_shared"


class ConflictCheck(StrEnum):
    """What the receiver knows before it accepts, without the name; a possible match is no answer yet."""

    NONE = "none"
    CLEARED = "cleared"


class SafetyCheck(StrEnum):
    """What the search for a person who did not arrive has found."""

    FOUND_SAFE = "found_safe"
    FOUND_AT_RISK = "found_at_risk"
    NOT_FOUND = "not_found"


class Companion(StrEnum):
    """Who is with the person at a handover without acting in a profession. A role, never a name."""

    ALONE = "alone"
    TRUSTED_PERSON = "trusted_person"
    ESCORT = "escort"
    DRIVER = "driver"


class Reopening(StrEnum):
    """Why a closed referral is opened again."""

    CLOSED_TOO_EARLY = "closed_too_early"
    NEED_RETURNED = "need_returned"
    PERSON_ASKED = "person_asked"
    OUTCOME_WRONG = "outcome_wrong"


class Mistake(StrEnum):
    """What was wrong with a referral that should never have been entered."""

    WRONG_PERSON = "wrong_person"
    WRONG_RECIPIENT = "wrong_recipient"
    DUPLICATE = "duplicate"
    NOT_REAL = "not_real"


class Kind(StrEnum):
    """The form of a value that comes from no list."""

    IDENTIFIER = "identifier"
    PLACE = "place"
    DAY = "day"
    MOMENT = "moment"
    COUNT = "count"
    YES = "yes"
    SERVICES = "services"
    OUTCOMES = "outcomes"


type Shape = frozenset[str] | Kind
type Shapes = Mapping[str, Shape]
type Codes = Mapping[str, object]

MOST_HOLD_DAYS = 14
"""A hold is looked at again within so many days. Practice, not law."""


def _codes(*lists: type[StrEnum]) -> frozenset[str]:
    return frozenset(str(code) for codes in lists for code in codes)


_NOT_APPLICABLE = frozenset({str(Confirmation.NOT_APPLICABLE)})
_WITHOUT_SERVICE = frozenset(
    {str(Closing.RE_REFERRED), str(Closing.SERVICE_GAP), str(Closing.PERSON_CHANGED_MIND)}
)
_AFTER_OUTCOME = _codes(Confirmation) - _NOT_APPLICABLE
_WHY_NOT = _codes(Decline, NotTakenUp)
_FOUND = frozenset({str(SafetyCheck.FOUND_SAFE), str(SafetyCheck.FOUND_AT_RISK)})

AT_A_HANDOVER = (
    Profession.SOCIAL_WORKER,
    Profession.ADVOCATE,
    Profession.CHILD_PROTECTION_WORKER,
    Profession.GUARDIAN,
    Profession.LAWYER,
    Profession.DOCTOR,
    Profession.NURSE,
    Profession.PSYCHOLOGIST,
    Profession.INTERPRETER,
    Profession.MEDIATOR,
    Profession.CONSULAR_OFFICER,
    Profession.ASYLUM_OFFICER,
    Profession.BORDER_GUARD,
    Profession.POLICE_OFFICER,
)
"""The professions that bring or meet a person, the nearest to the person first."""
BROUGHT_BY = _codes(Companion) | frozenset(map(str, AT_A_HANDOVER))
MET_BY = BROUGHT_BY - {str(Companion.ALONE)}

TO_BE_SAID = frozenset({"station", "airport", "border", "health_centre", "agreed_place"})
"""Places of a handover of which there are many: the code alone does not lead anybody there."""

REASONS: dict[Event, frozenset[str]] = {
    Event.DECLINE: _codes(Decline),
    Event.PROPOSE_REROUTE: _codes(Decline),
    Event.DECLINE_REROUTE: _WHY_NOT,
    Event.HOLD: _codes(Hold),
    Event.PROPOSE_HANDOVER: _codes(SafetyCheck),
    Event.ARRIVE_LATE: _FOUND,
    Event.RECORD_OUTCOME: _WHY_NOT,
    Event.DISPUTE: _codes(Outcome),  # what the sender knows to have happened instead
    Event.CLOSE: _WITHOUT_SERVICE,
    Event.WITHDRAW: _codes(Withdrawal),
    Event.PROPOSE_REOPEN: _codes(Reopening),
    Event.MARK_AS_ERROR: _codes(Mistake),
}
"""From which list the `reason` of an event comes."""

REASONS_IN: dict[tuple[State, Event], frozenset[str]] = {
    (State.ACKNOWLEDGED, Event.HOLD): frozenset({str(Hold.WAITING_LIST)}),
    (State.NO_SHOW, Event.RECORD_OUTCOME): _codes(SafetyCheck),
}
"""Where a state narrows the list."""

REASON_REQUIRED: frozenset[tuple[State, Event]] = frozenset(
    {(state, Event.DECLINE) for state in (State.SENT, State.ACKNOWLEDGED, State.INFO_REQUESTED)}
    | {
        (state, Event.PROPOSE_REROUTE)
        for state in (
            State.SENT,
            State.ACKNOWLEDGED,
            State.INFO_REQUESTED,
            State.ACCEPTED,
            State.ON_HOLD,
        )
    }
    | {(state, Event.HOLD) for state in (State.ACKNOWLEDGED, State.ACCEPTED, State.IN_SERVICE)}
    | {
        (state, event)
        for state in State
        for event in (Event.WITHDRAW, Event.MARK_AS_ERROR)
        if state is not State.DRAFT
    }
    | {
        (State.REROUTE_PROPOSED, Event.DECLINE_REROUTE),
        (State.NO_SHOW, Event.PROPOSE_HANDOVER),
        (State.NO_SHOW, Event.ARRIVE_LATE),
        (State.NO_SHOW, Event.RECORD_OUTCOME),
        (State.OUTCOME_RECORDED, Event.DISPUTE),
        (State.DECLINED, Event.CLOSE),
        (State.CLOSED, Event.PROPOSE_REOPEN),
    }
)
"""The moves that need a coded reason. RECORD_OUTCOME needs one elsewhere too unless all was given or still is."""
NEEDS_NO_REASON: frozenset[str] = frozenset({str(Outcome.GIVEN), str(Outcome.ONGOING_AT_CLOSE)})
"""Outcomes that say all: every listed reason is one why something was not given."""

CODES: dict[Event, Shapes] = {
    Event.SEND: {"urgency": _codes(Urgency), "services": Kind.SERVICES},
    Event.ASK: {"section": _codes(Section) - {str(section) for section in NEVER_SENT}},
    Event.ANSWER: {"answer": _codes(Answered)},
    Event.ACCEPT: {"worker": Kind.IDENTIFIER, "conflict_check": _codes(ConflictCheck)},
    Event.PROPOSE_REROUTE: {"agency": Kind.IDENTIFIER},
    Event.CONFIRM_REROUTE: {
        "person_agrees": Kind.YES,
        "next_referral": Kind.IDENTIFIER,
        "closing": frozenset({str(Closing.REROUTED)}),
        "confirmation": _NOT_APPLICABLE,
    },
    Event.HOLD: {"review_on": Kind.DAY},
    Event.PROPOSE_HANDOVER: {
        "where": Kind.PLACE,
        "when": Kind.MOMENT,
        "sender_worker": Kind.IDENTIFIER,
        "receiver_worker": Kind.IDENTIFIER,
    },
    Event.RECORD_OUTCOME: {"outcomes": Kind.OUTCOMES},
    Event.CLOSE: {"confirmation": _codes(Confirmation)},
    Event.CONFIRM_FREEZE: {
        "closing": frozenset({str(Closing.WITHDRAWN)}),
        "confirmation": _NOT_APPLICABLE,
    },
}
"""What an event must carry besides its reason."""

CODES_IN: dict[tuple[State, Event], Shapes] = {
    (State.ACKNOWLEDGED, Event.HOLD): {"place": Kind.COUNT},
    (State.DECLINED, Event.CLOSE): {"closing": _WITHOUT_SERVICE, "confirmation": _NOT_APPLICABLE},
    (State.OUTCOME_RECORDED, Event.CLOSE): {"confirmation": _AFTER_OUTCOME},
}
"""What a state adds to it."""

_BY_WHOM: dict[Side, Shapes] = {
    Side.SENDER: {"brought_by": BROUGHT_BY},
    Side.RECEIVER: {"met_by": MET_BY},
}
CODES_OF: dict[Event, Mapping[Side, Shapes]] = {
    Event.PROPOSE_HANDOVER: _BY_WHOM,
    Event.CONFIRM_HANDOVER: _BY_WHOM,
}
"""What a side adds that only it knows: the sender who brings the person, the receiver who meets them."""

MAY: dict[Event, Shapes] = {
    Event.ARRIVE: {"when": Kind.MOMENT},  # absent: about when it was said
    Event.MISS: {"caller": _codes(Side)},  # absent: the sender, whom the person knows
    # One of the two must say it (`rules.may_reopen`): a person is asked once, by whom they trust.
    Event.PROPOSE_REOPEN: {"person_agrees": Kind.YES},
    Event.CONFIRM_REOPEN: {"person_agrees": Kind.YES},
}
"""What an event may carry besides: it has a default, and a wrong value is refused."""

_PLAIN = re.compile(r"[A-Za-z0-9_.:+\-]{1,64}")


def reasons(state: State, event: Event) -> frozenset[str]:
    """The codes from which the reason of this move is chosen; empty when the move has none."""
    return REASONS_IN.get((state, event), REASONS.get(event, frozenset()))


def shapes(state: State, event: Event, side: Side | None = None) -> Shapes:
    """What this move must carry besides its reason; with what this side alone knows, where a side is named."""
    own = CODES_OF.get(event, {}).get(side, {}) if side else {}
    return {**CODES.get(event, {}), **CODES_IN.get((state, event), {}), **own}


def optional(event: Event) -> Shapes:
    """What this move may leave out."""
    return MAY.get(event, {})


def is_reason_due(state: State, event: Event, codes: Codes) -> bool:
    """Whether this move needs a coded reason: by the table, or because not everything was given."""
    if (state, event) in REASON_REQUIRED:
        return True
    if event is not Event.RECORD_OUTCOME:
        return False
    outcomes = codes.get("outcomes")
    return isinstance(outcomes, dict) and any(
        str(value) not in NEEDS_NO_REASON for value in outcomes.values()
    )


def missing(state: State, event: Event, codes: Codes, side: Side | None = None) -> list[str]:
    """The names of what is absent or wrong, in the order of the tables; empty when the move is complete."""
    wanted = shapes(state, event, side)
    wrong = [name for name, shape in wanted.items() if not has_shape(codes.get(name), shape)]
    wrong += [n for n, shape in optional(event).items() if n in codes and not has_shape(codes[n], shape)]
    if "reason" in codes or is_reason_due(state, event, codes):
        wrong += [] if has_shape(codes.get("reason"), reasons(state, event)) else ["reason"]
    return wrong + [name for name, value in codes.items() if name not in wrong and not is_plain(value)]


def has_shape(value: object, shape: Shape) -> bool:
    """Whether a value is a code of the list, or has the form."""
    if not isinstance(shape, Kind):
        return isinstance(value, str) and value in shape
    match shape:
        case Kind.IDENTIFIER:
            return _is_identifier(value)
        case Kind.PLACE:
            return isinstance(value, str) and is_plain(value)
        case Kind.DAY:
            return day(value) is not None
        case Kind.MOMENT:
            return moment(value) is not None
        case Kind.COUNT:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 1
        case Kind.YES:
            return value is True
        case Kind.SERVICES:
            return bool(services(value))
        case Kind.OUTCOMES:
            return bool(outcomes(value))


def is_plain(value: object) -> bool:
    """A code, number, date or identifier, or lists and tables of them: nothing that could be a sentence."""
    match value:
        case None | bool() | int():
            return True
        case str():
            return _PLAIN.fullmatch(value) is not None
        case list():
            return all(is_plain(item) for item in value)
        case dict():
            return all(is_plain(key) and is_plain(item) for key, item in value.items())
        case _:
            return False


def services(value: object) -> frozenset[Service]:
    """The services that a list names; empty when anything in it is not one."""
    if not isinstance(value, list) or not _are_codes(value, Service):
        return frozenset()
    return frozenset(Service(item) for item in value)


def outcomes(value: object) -> dict[Service, Outcome]:
    """The outcome of each service; empty when anything in it is no service or no outcome."""
    if not isinstance(value, dict):
        return {}
    if not (_are_codes(value.keys(), Service) and _are_codes(value.values(), Outcome)):
        return {}
    return {Service(service): Outcome(outcome) for service, outcome in value.items()}


def day(value: object) -> date | None:
    """The day that `2026-03-01` names; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        named = date.fromisoformat(value)
    except ValueError:
        return None
    return named if named.isoformat() == value else None


def moment(value: object) -> datetime | None:
    """The moment that an ISO text ending in Z names, in UTC; None for anything else."""
    if not isinstance(value, str) or not value.endswith("Z"):
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment_text(at: datetime) -> str:
    """The one text of a moment, to the microsecond: `2026-03-01T09:30:00.000000Z`. It must know its zone."""
    if at.utcoffset() is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _are_codes(values: Iterable[object], codes: type[StrEnum]) -> bool:
    return all(has_shape(value, _codes(codes)) for value in values)


def _is_identifier(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
