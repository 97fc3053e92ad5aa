"""What a move says besides its name: place and hour, outcome, reason. Codes and dates in words, for both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from safeconduct.referrals.codes import day, moment, outcomes
from safeconduct.referrals.forms import PLACES, Place
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.hours import hour
from safeconduct.referrals.labels import PAST, word
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.referrals.partners.rules import Told, told_of
from safeconduct.vocabulary.codes import HoldGround, PartnerWay
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

ON = "D j M Y"

LAST_WORDS: dict[State, tuple[frozenset[Event], ...]] = {
    State.HANDOVER_PLANNED: (frozenset({Event.PROPOSE_HANDOVER}), frozenset({Event.CONFIRM_HANDOVER})),
    State.INFO_REQUESTED: (frozenset({Event.ASK}),),
    State.ON_HOLD: (frozenset({Event.HOLD}),),
    State.DECLINED: (frozenset({Event.DECLINE, Event.PROPOSE_REROUTE}), frozenset({Event.DECLINE_REROUTE})),
    State.REROUTE_PROPOSED: (frozenset({Event.PROPOSE_REROUTE}),),
    State.OUTCOME_RECORDED: (frozenset({Event.RECORD_OUTCOME}),),
    State.CLOSED: (
        frozenset({Event.RECORD_OUTCOME}),
        frozenset({Event.CLOSE, Event.CONFIRM_REROUTE, Event.CONFIRM_FREEZE}),
    ),
}
"""The moves whose codes a reader needs in a state, before deciding: of each set the last one."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a move: the country of the own agency and of the other, and the names of agencies by their ids."""

    here: str
    there: str
    names: Mapping[str, str] = field(default_factory=dict)


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


def says(codes: Mapping[str, object], reader: Reader) -> list[str]:
    """The codes of a move in words, in the order in which a reader asks."""
    found: list[str] = []
    if told := told_of(codes):
        found.append(told_by(told, reader))
    if (suggested := codes.get("agency")) and isinstance(suggested, str):
        name = reader.names.get(suggested) or _("an agency that is not known here")
        found.append(_("suggested: %(agency)s") % {"agency": name})
    if place := codes.get("where"):
        found.append(str(PLACES[Place(str(place))]) if place in set(Place) else str(place))
    if when := moment(codes.get("when")):
        found.append(hour(when, reader.here, reader.there))
    if brought := codes.get("brought_by"):
        found.append(_("brings the person: %(who)s") % {"who": word(str(brought))})
    if met := codes.get("met_by"):
        found.append(_("meets the person: %(who)s") % {"who": word(str(met))})
    found += [
        f"{label(service)}: {label(result)}" for service, result in outcomes(codes.get("outcomes")).items()
    ]
    if (section := codes.get("section")) in set(Section):
        found.append(_("about: %(section)s") % {"section": label(Section(str(section)))})
    if caller := codes.get("caller"):
        found.append(_("reaches the person: %(side)s") % {"side": word(str(caller))})
    if codes.get("reason") and codes["reason"] != codes.get("closing"):
        found.append(str(word(str(codes["reason"]))))
    if closing := codes.get("closing"):
        found.append(_("why it is closed: %(why)s") % {"why": word(str(closing))})
    if confirmation := codes.get("confirmation"):
        found.append(_("how it is confirmed: %(how)s") % {"how": word(str(confirmation))})
    if review := day(codes.get("review_on")):
        found.append(_("looked at again on %(day)s") % {"day": _day(review)})
    return list(dict.fromkeys(found))


def told_by(told: Told, reader: Reader) -> str:
    """Of what a partner without a node said: what the one who told it is there, how and when."""
    who = word(told.by)
    how = label(PartnerWay(told.how)) if told.how in set(PartnerWay) else told.how
    when = hour(told.at, reader.here, reader.here) if told.at else ""
    return _("Told by: %(who)s. %(how)s, %(when)s") % {"who": who, "how": how, "when": when}


def essentials(history: History, reader: Reader) -> list[str]:
    """What must stand beside the buttons: the place and hour that are proposed or agreed, the outcome to confirm."""
    if history.state is State.IN_SERVICE:
        return _disputed(history, reader)
    proposal = history.position.proposal
    wanted = (frozenset({proposal.event}),) if proposal else LAST_WORDS.get(history.state, ())
    last = [_last(history, events) for events in wanted]
    return list(dict.fromkeys(said for move in last if move for said in says(move.codes, reader)))


def _disputed(history: History, reader: Reader) -> list[str]:
    """In service again because the sender says that the outcome is not what happened, until another is closed on."""
    last = _last(history, frozenset({Event.DISPUTE, Event.CLOSE}))
    if last is None or last.event is Event.CLOSE:
        return []
    return [_("The sender says that this outcome is not what happened"), *says(last.codes, reader)]


def _last(history: History, events: frozenset[Event]) -> Move | None:
    return next((move for move in reversed(history.standing) if move.event in events), None)


def _day(when: date) -> str:
    return formats.date_format(when, ON)
