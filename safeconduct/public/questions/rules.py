"""What is taken of a question, how much waits at once, and how long it is kept. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.letters.form import LONGEST
from safeconduct.vocabulary.marking import mark as _

KEPT = timedelta(days=30)
"""After its last letter a conversation is deleted on both sides."""
MOST_WAITING = 1_000
"""Questions that wait for the node, in each of the two queues: some 17 MB."""
MOST_OF_A_DESK = 200
"""And for one of those who answer, so that a flood to one leaves room for the others."""
MOST_OF_A_THREAD = 5
"""Questions of one conversation that wait at once."""
ASKED_IN_AN_HOUR = 120
"""Of those without work; a flood of them fills this, and what waits of them, and nothing of the others."""
WORKED_IN_AN_HOUR = 600
"""Of those that came with work."""
LOOKED_IN_AN_HOUR = 3_000
"""Codes that are tried, right or wrong: each takes some tenths of a second of a processor."""
WRONG_IS_AN_ALARM = 60
"""So many wrong codes in an hour are no slips: the log says it, and those who answer are told."""

EMPTY = Reason("question_empty", _("Nothing is written yet."), _("Write your question in the field."))
TOO_LONG = Reason(
    "question_too_long",
    _("This is too long: at most 3,000 characters."),
    _("It still stands in the field. Make it shorter. You can write more later with the code."),
)
CLOSED = Reason(
    "question_closed",
    _("They take no questions here now. Nothing was sent."),
    _("What you wrote still stands in the field. Choose somebody else, and copy it there."),
)
FULL = Reason(
    "question_full",
    _("Too many questions wait now. Nothing was sent."),
    _("What you wrote still stands in the field. Try again in an hour, or call."),
)
BUSY = Reason("question_busy", _("Too many people look at the same time."), _("Try again in a minute."))
NO_CODE = Reason(
    "question_no_code",
    _("These are not six words of a code."),
    _("Type all six words, as they were shown. Four letters of each are enough."),
)
NOTHING = Reason(
    "question_nothing",
    _("There is nothing under these words."),
    _("Look at each word again. It may also be deleted: after 30 days everything is."),
)
OVER = Reason(
    "question_over",
    _("They have ended this conversation, and take no more in it."),
    _("You can ask a new question."),
)
REASONS = (EMPTY, TOO_LONG, CLOSED, FULL, BUSY, NO_CODE, NOTHING, OVER)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Questions that wait for the node: of all, of this desk, of this conversation; and what came in this hour.

    All of one queue: those that came with work, or those without.
    """

    of_all: int
    of_desk: int
    of_thread: int
    in_the_hour: int


def may_ask(text: str) -> Decision:
    """Whether this is a question that is taken."""
    if not text.strip():
        return Refused(EMPTY)
    return Allowed() if len(text) <= LONGEST else Refused(TOO_LONG)


def is_room(waiting: Waiting, *, is_worked: bool = False) -> Decision:
    """Whether one more can wait in the queue of those with work, or without; `in_the_hour` holds the one asked for."""
    most_in_the_hour = WORKED_IN_AN_HOUR if is_worked else ASKED_IN_AN_HOUR
    is_full = (
        waiting.of_all >= MOST_WAITING
        or waiting.of_desk >= MOST_OF_A_DESK
        or waiting.of_thread >= MOST_OF_A_THREAD
        or waiting.in_the_hour > most_in_the_hour
    )
    return Refused(FULL) if is_full else Allowed()


def last_day(today: date) -> date:
    """Until when a conversation stays whose last letter is of today."""
    return today + KEPT
