"""The codes of the interview register, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class InterviewSubject(StrEnum):
    """What the person was asked about. Few, so that the same subject is seen to be the same."""

    IDENTIFICATION = "identification"
    WHAT_HAPPENED = "what_happened"
    DANGER = "danger"
    HEALTH = "health"
    FAMILY = "family"
    JOURNEY = "journey"
    STAY = "stay"
    DAMAGE = "damage"


class AgainWhy(StrEnum):
    """Why the person is asked about a subject again. No `other`: whoever has none of these does not ask again."""

    PERSON_WISHES = "person_wishes"
    NEW_FACTS = "new_facts"
    BAD_CONDITIONS = "bad_conditions"
    COURT_ORDERS = "court_orders"
    DEADLINE = "deadline"
    CHILD_NEEDS = "child_needs"
    NOT_AVAILABLE = "not_available"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    InterviewSubject: {
        InterviewSubject.IDENTIFICATION: _("Signs of trafficking"),
        InterviewSubject.WHAT_HAPPENED: _("What happened"),
        InterviewSubject.DANGER: _("Danger and safety"),
        InterviewSubject.HEALTH: pgettext_lazy("subject", "Health"),
        InterviewSubject.FAMILY: pgettext_lazy("subject", "Family"),
        InterviewSubject.JOURNEY: pgettext_lazy("subject", "The way here"),
        InterviewSubject.STAY: pgettext_lazy("subject", "Right to stay or protection"),
        InterviewSubject.DAMAGE: pgettext_lazy("subject", "Damage and lost pay"),
    },
    AgainWhy: {
        AgainWhy.PERSON_WISHES: _("The person wants to add or correct something"),
        AgainWhy.NEW_FACTS: _("Something new has come up"),
        AgainWhy.BAD_CONDITIONS: _("The first talk had no good interpreter, place or calm"),
        AgainWhy.COURT_ORDERS: _("A court or a law demands it"),
        AgainWhy.DEADLINE: _("A deadline cannot be kept otherwise"),
        AgainWhy.CHILD_NEEDS: _("It was not asked as one asks a child"),
        AgainWhy.NOT_AVAILABLE: _("What was said is with others, who may not or do not share it"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
