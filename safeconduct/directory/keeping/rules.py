"""When a part is stale, when places are in doubt, which contacts two people see, and who may say what. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.keeping.parts import Part
from safeconduct.vocabulary.codes import Intake, PlaceKind
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words


@dataclass(frozen=True, slots=True)
class Checked:
    """When a part was said or checked last, and by which agency; None where nobody has."""

    on: date | None = None
    by: str = ""
    """The id of the agency."""


class Standing(StrEnum):
    """How sure a part is."""

    CHECKED = "checked"
    STALE = "stale"
    NEVER = "never"
    """Nobody has said when it was checked."""
    DOUBTED = "doubted"
    """Places only: somebody was declined for want of them after they were said."""

    @property
    def is_to_do(self) -> bool:
        """Whether who keeps the service is reminded of it."""
        return self is not Standing.CHECKED


def standing(checked: date | None, *, after: timedelta, today: date) -> Standing:
    """How sure a part is that was checked on a day and holds for so long; the last day still counts."""
    if checked is None:
        return Standing.NEVER
    return Standing.STALE if today - checked > after else Standing.CHECKED


@dataclass(frozen=True, slots=True)
class Places:
    """What a service says of its places, and what happened since."""

    free: int | None = None
    said_on: date | None = None
    doubted_at: datetime | None = None
    """When a referral was declined for want of a place; forgotten as soon as places are said anew."""

    @property
    def are_counted(self) -> bool:
        """Whether anybody has said anything about places; many services have none."""
        return self.said_on is not None or self.doubted_at is not None


def places_standing(places: Places, *, after: timedelta, today: date) -> Standing:
    """How sure the number of places is: a decline weighs more than any day on which it was said."""
    if places.doubted_at is not None:
        return Standing.DOUBTED
    return standing(places.said_on, after=after, today=today)


def standings(
    checked: Mapping[Part, Checked], places: Places, *, after: Mapping[Part, timedelta], today: date
) -> dict[Part, Standing]:
    """Every part of a service; places only where they are counted."""
    found: dict[Part, Standing] = {
        part: standing(checked.get(part, Checked()).on, after=after[part], today=today)
        for part in Part
        if part is not Part.PLACES
    }
    if places.are_counted:
        found[Part.PLACES] = places_standing(places, after=after[Part.PLACES], today=today)
    return found


def is_told(today: date) -> bool:
    """Whether the mail of this day says that parts are to be checked: on Mondays. What comes daily is not read."""
    return today.weekday() == 0


# --- Contacts of hotlines -----------------------------------------------------------------------------------------


def is_hotline(intake: str, place: str) -> bool:
    """Whether people call it when nothing else is open: a wrong number there helps nobody, or the wrong one.

    The database asks the same (`directory.is_hotline`), and lets its contact wait for a second person
    (`directory.say_facts`).
    """
    return intake == Intake.EMERGENCY_24H or place == PlaceKind.REMOTE


# --- This is wrong ------------------------------------------------------------------------------------------------


class Answer(StrEnum):
    """What became of what somebody said is wrong. Stored as it is."""

    PUT_RIGHT = "put_right"
    STAYS = "stays"
    TOLD = "told"
    """Of a service that is not ours to edit: its agency was told."""

    @classmethod
    def labels(cls) -> Mapping["Answer", Words]:
        """As they are chosen and shown."""
        return {
            cls.PUT_RIGHT: _("It was put right"),
            cls.STAYS: _("It was checked, and is right as it stands"),
            cls.TOLD: _("The agency was told"),
        }


MOST_WAITING = 3
"""So many words of one member about one service wait at most."""
SAID_ALREADY = Reason(
    "wrong_said_already",
    _("What you said of this service waits for an answer already."),
    _("Call the agency when it cannot wait."),
)
NOT_YOURS_TO_ANSWER = Reason(
    "wrong_not_yours",
    _("This is answered by who edits the service, or for another node by who keeps this one."),
    _("Ask the administrator of your agency."),
)
ANSWERED = Reason("wrong_answered", _("This was answered already."), _("Read on the page what became of it."))


def may_say_wrong(waiting: int) -> Decision:
    """Whether a member whose words about a service wait, so many of them, may say one more."""
    return Refused(SAID_ALREADY) if waiting >= MOST_WAITING else Allowed()


def answers_for(*, is_edited_here: bool) -> tuple[Answer, ...]:
    """Which answers there are: what is edited elsewhere cannot be put right here."""
    return (Answer.PUT_RIGHT, Answer.STAYS) if is_edited_here else (Answer.TOLD, Answer.STAYS)


def may_answer(answer: Answer, *, is_edited_here: bool, answers: bool, is_answered: bool) -> Decision:
    """Whether somebody who `answers` for a service, or does not, may answer so."""
    if not answers or answer not in answers_for(is_edited_here=is_edited_here):
        return Refused(NOT_YOURS_TO_ANSWER)
    return Refused(ANSWERED) if is_answered else Allowed()
