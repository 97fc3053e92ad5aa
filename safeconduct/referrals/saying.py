"""What a move says besides its name: place and hour, outcome, reason. Codes and dates in words, for both sides."""

from collections.abc import Mapping
from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from safeconduct.referrals.codes import day, moment, outcomes
from safeconduct.referrals.forms import PLACES, Place
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.labels import PAST, word
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.vocabulary.codes import HoldGround
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

WHEN, ON = "D j M, H:i", "D j M Y"

LAST_WORD: dict[State, Event] = {
    State.HANDOVER_PLANNED: Event.PROPOSE_HANDOVER,
    State.INFO_REQUESTED: Event.ASK,
    State.ON_HOLD: Event.HOLD,
    State.DECLINED: Event.DECLINE,
    State.REROUTE_PROPOSED: Event.PROPOSE_REROUTE,
    State.OUTCOME_RECORDED: Event.RECORD_OUTCOME,
    State.CLOSED: Event.RECORD_OUTCOME,
}
"""The move whose codes a reader needs in a state, before deciding."""


def name_of(move: Move) -> str:
    """What happened. A clock saw nobody: it only knows that nothing was said."""
    if move.event is Event.MISS and move.actor is Actor.CLOCK:
        return _("Nobody has said whether the person arrived")
    return str(PAST[move.event])


def holder_answer(answer: str) -> str:
    """What the holder said to a taking back: erased, or kept on a named ground; empty while nothing is said."""
    if answer.startswith("retained:"):
        ground = answer.removeprefix("retained:")
        words = label(HoldGround(ground)) if ground in set(HoldGround) else ground
        return _("Kept on a legal ground: %(ground)s") % {"ground": words}
    return _("Erased") if answer == "erased" else answer


def says(codes: Mapping[str, object]) -> list[str]:
    """The codes of a move in words, in the order in which a reader asks."""
    found: list[str] = []
    if place := codes.get("where"):
        found.append(str(PLACES[Place(str(place))]) if place in set(Place) else str(place))
    if when := moment(codes.get("when")):
        found.append(formats.date_format(timezone.localtime(when), WHEN))
    found += [
        f"{label(service)}: {label(result)}" for service, result in outcomes(codes.get("outcomes")).items()
    ]
    if (section := codes.get("section")) in set(Section):
        found.append(_("about: %(section)s") % {"section": label(Section(str(section)))})
    if caller := codes.get("caller"):
        found.append(_("calls the person: %(side)s") % {"side": word(str(caller))})
    found += [
        str(word(str(codes[name]))) for name in ("reason", "closing", "confirmation") if codes.get(name)
    ]
    if review := day(codes.get("review_on")):
        found.append(_("looked at again on %(day)s") % {"day": _day(review)})
    return list(dict.fromkeys(found))


def essentials(history: History) -> list[str]:
    """What must stand beside the buttons: the place and hour that are proposed or agreed, the outcome to confirm."""
    position = history.position
    wanted = Event.PROPOSE_HANDOVER if position.proposal else LAST_WORD.get(history.state)
    if wanted is None:
        return []
    for move in reversed(history.standing):
        if move.event is wanted:
            return says(move.codes)
    return []


def _day(when: date) -> str:
    return formats.date_format(when, ON)
