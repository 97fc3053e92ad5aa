"""The codes of follow-ups, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class After(StrEnum):
    """How long after the start a follow-up is planned: the form F7 asks for these four."""

    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"

    @property
    def months(self) -> int:
        """The same as a number."""
        return int(self.removeprefix("month_"))


class State(StrEnum):
    """How a follow-up stands."""

    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"
    ENDED = "ended"
    """The person wishes no further contact; nobody asks them again."""


class MovedWhy(StrEnum):
    """Why a follow-up is moved."""

    PERSON_ASKED = "person_asked"
    NOT_SAFE_THEN = "not_safe_then"
    NO_INTERPRETER = "no_interpreter"
    WORKER_AWAY = "worker_away"
    SOMETHING_ELSE = "something_else"


class NotDone(StrEnum):
    """Why a follow-up did not take place."""

    NOT_REACHED = "not_reached"
    NOT_THIS_TIME = "not_this_time"
    NO_MORE_CONTACT = "no_more_contact"
    NOT_SAFE = "not_safe"
    DAY_WAS_OVER = "day_was_over"
    """Its day was over when the four were planned: nobody says this, it is entered by itself."""


class RiskChange(StrEnum):
    """How the danger is, beside the last time."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNKNOWN = "unknown"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    After: {
        After.MONTH_1: _("After one month"),
        After.MONTH_3: _("After three months"),
        After.MONTH_6: _("After six months"),
        After.MONTH_12: _("After a year"),
    },
    State: {
        State.PLANNED: pgettext_lazy("follow-up", "Planned"),
        State.DONE: pgettext_lazy("follow-up", "Done"),
        State.NOT_DONE: pgettext_lazy("follow-up", "Not done"),
        State.ENDED: pgettext_lazy("follow-up", "Not asked any more: the person wishes no further contact"),
    },
    MovedWhy: {
        MovedWhy.PERSON_ASKED: _("The person asked for another day"),
        MovedWhy.NOT_SAFE_THEN: _("It would not have been safe then"),
        MovedWhy.NO_INTERPRETER: _("There was no interpreter"),
        MovedWhy.WORKER_AWAY: _("Whoever leads was away"),
        MovedWhy.SOMETHING_ELSE: pgettext_lazy("follow-up", "Something else"),
    },
    NotDone: {
        NotDone.NOT_REACHED: _("The person could not be reached"),
        NotDone.NOT_THIS_TIME: _("The person does not wish it this time"),
        NotDone.NO_MORE_CONTACT: _("The person wishes no further contact"),
        NotDone.NOT_SAFE: _("It was not safe"),
        NotDone.DAY_WAS_OVER: _("Its day was over before it was planned"),
    },
    RiskChange: {
        RiskChange.UP: _("Greater than before"),
        RiskChange.SAME: _("As before"),
        RiskChange.DOWN: _("Smaller than before"),
        RiskChange.UNKNOWN: pgettext_lazy("danger", "Not known"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C], *, but: frozenset[C] = frozenset()) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes if code not in but]
