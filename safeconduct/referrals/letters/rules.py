"""Who answers questions without a name, what an answer is, and how long a conversation is kept. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.rules import may_have_cases
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.letters.form import LONGEST
from safeconduct.vocabulary.letters.slips import slips

KEPT = timedelta(days=30)
"""After its last letter a conversation is deleted, here and on the site."""
MOST_KEPT = 5_000
"""Conversations of a node: above this none is fetched, and they wait on the site, which takes no more either."""

MOST_WORKED = 1_000
"""And so many more of those that came with work: a flood without it takes nothing from them."""

NOT_YOUR_WORK = Reason(
    "letters_not_your_work",
    _("Your profession answers no questions of people."),
    _("Ask a colleague who works with people."),
)
EMPTY = Reason("answer_empty", _("Nothing is written yet."), _("Write the answer in the field."))
TOO_LONG = Reason(
    "answer_too_long",
    _("The answer is longer than 3,000 characters."),
    _("Shorten it, or send it in two letters."),
)
OVER = Reason(
    "letters_over",
    _("This conversation was ended."),
    _("The person can ask again on the public site."),
)
DELETED = Reason(
    "letters_deleted",
    _("This conversation is not here any more: the person has deleted it, or its last day has passed."),
    _("Nothing was sent. The person can ask again on the public site."),
)
CANNOT_OPEN = Reason(
    "letter_cannot_be_opened",
    _("No letter of this conversation can be opened here, so nothing can be sealed to the person."),
    _("Tell whoever runs the node: a key file may be missing. The person can ask again."),
)
WRONG_CODE = Reason(
    "letters_wrong_code",
    _("No conversation of your team has this code."),
    _("Ask the person for the six words again, one by one."),
)
NOT_LISTED = _("“{typed}” (word {place}) is not in the list of words. Ask the person for this word again.")
NEAR_TO = _(
    "“{typed}” (word {place}) is not in the list of words; near to it: {near}. Ask the person for this word again."
)
NOT_SIX = _("You typed {many} words, and a code has six. Ask the person for all of them, one by one.")
FILED = Reason(
    "letters_filed",
    _("This conversation stands in a file already."),
    _("It is chosen now. Send the form again to add what is new to it."),
)
FILED_BY_OTHERS = Reason(
    "letters_filed_by_others",
    _("A colleague of your team has put this conversation into a file that you do not have in hand."),
    _("Ask in your team who works with the person."),
)
NOTHING_NEW = Reason(
    "letters_nothing_new",
    _("The whole conversation stands in this file already."),
    _("Nothing was added. Open the file to read it."),
)
NO_ROOM = Reason(
    "letters_no_room",
    _("The notes of this file have no room for the whole conversation, so nothing was added."),
    _("Shorten the notes first. A conversation that stands in no file yet can go into a new one."),
)
NO_TEAM = Reason("letters_no_team", _("No team is chosen."), _("Choose the team that answers."))
NO_COORDINATOR = Reason(
    "letters_no_coordinator",
    _("Only an agency in which a national coordinator works is the contact of its country."),
    _("Leave this empty: people can choose your agency by its name."),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What an administrator says of the questions that the agency takes."""

    has_team: bool
    is_contact: bool
    has_coordinator: bool


def may_take_part(profession: Profession) -> Decision:
    """Whether this profession reads and answers; which conversations, the team decides."""
    return Allowed() if may_have_cases(profession) else Refused(NOT_YOUR_WORK)


def may_answer(text: str, *, is_over: bool) -> Decision:
    """Whether this answer leaves."""
    if is_over:
        return Refused(OVER)
    if not text.strip():
        return Refused(EMPTY)
    return Allowed() if len(text) <= LONGEST else Refused(TOO_LONG)


def may_open_desk(desk: Desk) -> Decision:
    """Whether an agency can take questions so."""
    if not desk.has_team:
        return Refused(NO_TEAM)
    return Refused(NO_COORDINATOR) if desk.is_contact and not desk.has_coordinator else Allowed()


def may_file_again(*, into_the_same: bool, last: int, there: int) -> Decision:
    """Whether a conversation that stands in a file goes there once more: into no other, and only what is new.

    `last` is the place of its last letter, `there` of the last that stands in the file.
    """
    if not into_the_same:
        return Refused(FILED)
    return Allowed() if last > there else Refused(NOTHING_NEW)


def may_stand_in_notes(length: int, *, longest: int) -> Decision:
    """Whether a conversation fits into the notes behind what they hold: nothing that somebody wrote is cut off."""
    return Allowed() if length <= longest else Refused(NO_ROOM)


def wrong_code(typed: str) -> Reason:
    """Why typed words open nothing; the first word that is in no list is named, and how many there are.

    The list of words alone is looked at: a word that is in it says nothing about a conversation.
    """
    found = slips(typed)
    instead = WRONG_CODE.instead
    if found.words:
        one = found.words[0]
        said = NEAR_TO if one.near else NOT_LISTED
        instead = format_lazy(said, typed=one.typed, place=one.place, near=", ".join(one.near))
    elif found.many and not found.is_six:
        instead = format_lazy(NOT_SIX, many=found.many)
    return Reason(WRONG_CODE.code, WRONG_CODE.sentence, instead)


def last_day(today: date) -> date:
    """Until when a conversation is kept whose last letter is of today."""
    return today + KEPT
