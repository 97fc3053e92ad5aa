"""The codes of what the person says, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class Kind(StrEnum):
    """What the person wants."""

    WRONG = "wrong"
    STOP = "stop"
    """Nothing more leaves under this consent already: those who have something are to be told."""


class About(StrEnum):
    """Of what the person speaks; the same parts as a paper code shows (`access.papers.Part`)."""

    PLAN = "plan"
    APPOINTMENTS = "appointments"
    CONSENTS = "consents"
    SEEN = "seen"


class Answer(StrEnum):
    """What became of it."""

    PUT_RIGHT = "put_right"
    PARTLY = "partly"
    STAYS = "stays"
    SPOKE = "spoke"
    STOPPED = "stopped"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    Kind: {
        Kind.WRONG: _("The person says: this is wrong"),
        Kind.STOP: _("The person says: stop sharing"),
    },
    About: {
        About.PLAN: pgettext_lazy("about", "The plan"),
        About.APPOINTMENTS: pgettext_lazy("about", "Appointments"),
        About.CONSENTS: pgettext_lazy("about", "What was agreed to"),
        About.SEEN: pgettext_lazy("about", "Who saw what"),
    },
    Answer: {
        Answer.PUT_RIGHT: _("It was put right"),
        Answer.PARTLY: _("A part of it was put right"),
        Answer.STAYS: _("It stays as it is, and the person was told why"),
        Answer.SPOKE: _("We spoke about it, and nothing has to change"),
        Answer.STOPPED: _("The sharing has ended, and the others were told"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]
