"""Whether a step was done as the standard asks: functions of the facts alone. Pure: no clock, no database.

A step is done, or not done yet, or done otherwise. Nothing is guessed: what the node does not record has no check.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import Event, State
from safeconduct.site.training import differences
from safeconduct.site.training.differences import Why
from safeconduct.site.training.facts import Facts, Sent
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.sections import Section


class Standing(StrEnum):
    """How a step stands."""

    DONE = "done"
    NOT_YET = "not_yet"
    OTHERWISE = "otherwise"


type Look = Callable[[Facts], Standing]


@dataclass(frozen=True, slots=True)
class Check:
    """How a step stands, and what was different where it was done in another way."""

    look: Look
    why: Why = differences.nothing

    def __call__(self, facts: Facts) -> Standing:
        """How it stands."""
        return self.look(facts)


def _otherwise(why: Why) -> Callable[[Look], Check]:
    """A function of the facts with what it says of another way."""
    return lambda look: Check(look, why)


def _done(holds: bool) -> Standing:
    return Standing.DONE if holds else Standing.NOT_YET


def _of_sent(look: Callable[[Sent], Standing], why: Why = differences.nothing) -> Check:
    """A check of the referral once it has left; before that the step is not done yet."""

    def check(facts: Facts) -> Standing:
        return Standing.NOT_YET if facts.sent is None or facts.sent.sent_at is None else look(facts.sent)

    return Check(check, why)


# --- Before it leaves -------------------------------------------------------------------------------------------


def written_before(section: Section) -> Check:
    """The section was written, and before the referral left."""

    def check(facts: Facts) -> Standing:
        at = facts.saved.get(section)
        left = facts.sent.sent_at if facts.sent else None
        if at is None:
            return Standing.NOT_YET if left is None else Standing.OTHERWISE
        return Standing.DONE if left is None or at <= left else Standing.OTHERWISE

    return Check(check, differences.written_late(section))


@_otherwise(differences.consent_is_other)
def agreed_before(facts: Facts) -> Standing:
    """A consent with an end was recorded, and before anything left; a ground in its place is something else."""
    sent = facts.sent
    if sent is None or sent.agreed is None:
        return Standing.NOT_YET
    agreed, left = sent.agreed, sent.sent_at
    is_right = (
        agreed.is_consent and agreed.ends_at is not None and (left is None or agreed.recorded_at <= left)
    )
    return Standing.DONE if is_right else Standing.OTHERWISE


def only(*sections: Section, at_least: tuple[Section, ...] = ()) -> Check:
    """Nothing but these sections travelled, and all of `at_least`."""
    most, least = frozenset(sections), frozenset(at_least)
    return _of_sent(
        lambda sent: Standing.DONE if least <= sent.sections <= most else Standing.OTHERWISE,
        differences.other_sections(most, least),
    )


def never(section: Section) -> Check:
    """This section did not travel."""
    return _of_sent(
        lambda sent: Standing.OTHERWISE if section in sent.sections else Standing.DONE,
        differences.other_sections(frozenset(Section) - {section}, frozenset()),
    )


def urgency(wanted: Urgency) -> Check:
    """It left with the urgency that the situation has."""
    return _of_sent(
        lambda sent: Standing.DONE if sent.urgency is wanted else Standing.OTHERWISE,
        differences.other_urgency(wanted),
    )


abroad: Check = _of_sent(
    lambda sent: Standing.DONE if sent.is_abroad else Standing.OTHERWISE,
    differences.one(_("It went to a service of the own country.")),
)
"""It went to another country."""
law_named: Check = _of_sent(
    lambda sent: Standing.DONE if sent.names_the_law else Standing.OTHERWISE,
    differences.one(_("The country of the law, or the proceedings, are not named.")),
)
"""It says about which country's law and which proceedings."""


# --- What the other side did ------------------------------------------------------------------------------------


@_otherwise(differences.was_late)
def answered_in_time(facts: Facts) -> Standing:
    """The receiver noticed and decided within the periods of its urgency."""
    sent = facts.sent
    if sent is None or not sent.answers:
        return Standing.NOT_YET
    if any((each.at or facts.now) > each.due for each in sent.answers):
        return Standing.OTHERWISE
    return _done(all(each.at is not None for each in sent.answers))


def made(event: Event) -> Check:
    """This move stands in the history."""
    return _of_sent(lambda sent: _done(sent.first(event) is not None))


accepted: Check = _of_sent(
    lambda sent: (
        Standing.DONE
        if sent.first(Event.ACCEPT)
        else Standing.OTHERWISE
        if sent.first(Event.DECLINE)
        else Standing.NOT_YET
    ),
    differences.was_ended,
)
"""The receiver said yes, and who is responsible; a no is another exercise."""


@_otherwise(differences.was_ended)
def met(facts: Facts) -> Standing:
    """Both sides agreed where and when the person is met; it began without that: otherwise."""
    sent = facts.sent
    if sent is None or sent.sent_at is None:
        return Standing.NOT_YET
    if sent.first(Event.CONFIRM_HANDOVER) is not None:
        return Standing.DONE
    return Standing.OTHERWISE if sent.first(Event.START) is not None else Standing.NOT_YET


@_otherwise(differences.was_ended)
def loop_closed(facts: Facts) -> Standing:
    """The receiver wrote what came of it, and the sender said whether that is so; taken back is another end."""
    sent = facts.sent
    if sent is None or sent.sent_at is None:
        return Standing.NOT_YET
    if sent.first(Event.WITHDRAW) is not None:
        return Standing.OTHERWISE
    is_told = sent.first(Event.RECORD_OUTCOME) is not None and sent.first(Event.CLOSE) is not None
    return _done(is_told and sent.state is State.CLOSED)


@_otherwise(differences.nothing)
def taken_back(facts: Facts) -> Standing:
    """It was taken back, and the receiver's side has confirmed that nothing is open there."""
    sent = facts.sent
    if sent is None or sent.first(Event.WITHDRAW) is None:
        return Standing.NOT_YET
    return _done(sent.state is State.CLOSED)


# --- Without a name, in another room, for an authority ----------------------------------------------------------


@_otherwise(differences.question_came_late)
def asked_first(facts: Facts) -> Standing:
    """A service was asked without a name, before anything about the person left."""
    left = facts.sent.sent_at if facts.sent else None
    if not facts.questions:
        return Standing.NOT_YET if left is None else Standing.OTHERWISE
    first = min(each.asked_at for each in facts.questions)
    return Standing.DONE if left is None or first <= left else Standing.OTHERWISE


@_otherwise(differences.one(_("The referral was made by itself, and not from the answer.")))
def question_became_a_referral(facts: Facts) -> Standing:
    """The answer was turned into a referral, so that nobody is asked twice."""
    if any(each.became_a_referral for each in facts.questions):
        return Standing.DONE
    left = facts.sent.sent_at if facts.sent else None
    return Standing.NOT_YET if left is None else Standing.OTHERWISE


@_otherwise(differences.nothing)
def clinician_holds_health(facts: Facts) -> Standing:
    """A clinician of the agency has a place that opens health."""
    return _done(facts.clinician_has_place)


@_otherwise(differences.nothing)
def holder_was_asked(facts: Facts) -> Standing:
    """Whoever leads asked the clinician, and the clinician has answered by word of mouth."""
    return _done(facts.asked_the_holder and facts.holder_answered)


@_otherwise(differences.nothing)
def one_section_opened(facts: Facts) -> Standing:
    """The authority asked for one section of the file, and the person's answer is recorded; a no is an answer too."""
    return _done(any(each.answer for each in facts.authority))


@_otherwise(differences.nothing)
def over(facts: Facts) -> Standing:
    """What was opened to the authority is over: given back, taken back, or its day has come."""
    opened = [each for each in facts.authority if each.answer == "yes"]
    if not opened:
        return _done(any(each.answer == "no" for each in facts.authority))
    return _done(all(each.is_over for each in opened))


def asks_for(*sections: Section) -> Check:
    """The authority asked for nothing but these."""
    wanted = frozenset(sections)

    def check(facts: Facts) -> Standing:
        if not facts.authority:
            return Standing.NOT_YET
        is_right = {each.section for each in facts.authority} <= wanted
        return Standing.DONE if is_right else Standing.OTHERWISE

    return Check(check, differences.asked_for_others(wanted))
