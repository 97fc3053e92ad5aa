"""What may be said, and who answers it. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.wrong.codes import Answer, Kind
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

MOST_WAITING = 30
"""Words of one person that wait at once: more of them would hide each other."""

TOO_MANY = Reason(
    "too_many_words_wait",
    _("Thirty such words of this person wait for an answer already."),
    _("Speak with whoever leads: they answer all of them together."),
)
ONLY_THE_LEAD = Reason(
    "only_the_lead_answers",
    _("Whoever leads the case answers this."),
    _("Tell them; it stands on their page Today."),
)
WORD_ANSWERED = Reason(
    "word_answered", _("This was answered already."), _("Look at what was said, on the page of the case.")
)
NOT_SAID_TO_THE_PERSON = Reason(
    "person_not_told",
    _("The person does not know yet what became of it."),
    _("Tell them first, in a way that is safe, and then write it down."),
)
NOT_THIS_ANSWER = Reason(
    "not_this_answer",
    _("This answer does not fit what the person said."),
    _("Of what is to stop say that it has ended; of what is wrong say what became of it."),
)


@dataclass(frozen=True, slots=True)
class Answering:
    """What the rule asks before a word is answered."""

    kind: Kind
    answer: Answer
    is_lead: bool
    is_answered: bool
    person_knows: bool


def may_say(waiting: int) -> Decision:
    """Always, but for a heap that nobody could read."""
    return Refused(TOO_MANY) if waiting >= MOST_WAITING else Allowed()


def may_answer(asked: Answering) -> Decision:
    """The lead, once, with an answer that fits; the person hears it first."""
    if not asked.is_lead:
        return Refused(ONLY_THE_LEAD)
    if asked.is_answered:
        return Refused(WORD_ANSWERED)
    # What the person has stopped is stopped here already: nothing but the end of it can be its answer.
    if (asked.kind is Kind.STOP) is not (asked.answer is Answer.STOPPED):
        return Refused(NOT_THIS_ANSWER)
    return Allowed() if asked.person_knows else Refused(NOT_SAID_TO_THE_PERSON)
