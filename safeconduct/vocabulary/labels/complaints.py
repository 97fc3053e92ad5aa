"""The labels of complaints: `codes/complaints.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.complaints import (
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    ComplaintAbout: {
        ComplaintAbout.SOMEBODY_HERE: _("Somebody of this agency"),
        ComplaintAbout.ANOTHER_AGENCY: _("Another agency that helps"),
        ComplaintAbout.AUTHORITY: _("An authority"),
        ComplaintAbout.INTERPRETER: _("An interpreter"),
        ComplaintAbout.SERVICE: _("A service or a place, and nobody by themselves"),
    },
    ComplaintKind: {
        ComplaintKind.NOT_LISTENED_TO: _("Was not listened to"),
        ComplaintKind.TOLD_WITHOUT_A_YES: _("Something was told without a yes"),
        ComplaintKind.PRESSED: _("Was pressed to do or say something"),
        ComplaintKind.TREATED_WORSE: _("Was treated worse than others"),
        ComplaintKind.HELP_NOT_GIVEN: _("Help was not given, or came too late"),
        ComplaintKind.PROMISE_NOT_KEPT: _("A promise was not kept"),
        ComplaintKind.HURT_OR_USED: _("Was hurt, threatened or used by somebody who helps"),
        ComplaintKind.MONEY_ASKED: _("Was asked for money or a favour"),
        ComplaintKind.SOMETHING_ELSE: _("Something else, which is spoken"),
    },
    ComplaintWish: {
        ComplaintWish.TO_BE_HEARD: _("To speak with somebody who is not involved"),
        ComplaintWish.ANSWER: _("An answer"),
        ComplaintWish.ANOTHER_WORKER: _("Another worker"),
        ComplaintWish.TO_BE_PUT_RIGHT: _("That it is put right"),
        ComplaintWish.ONLY_WRITTEN_DOWN: _("That it is written down, and nothing else"),
    },
    ComplaintAnswer: {
        ComplaintAnswer.PUT_RIGHT: _("The person was right; it is put right"),
        ComplaintAnswer.PARTLY: _("Partly so; what can be put right is"),
        ComplaintAnswer.NOT_SO: _("It was looked into, and was not so"),
        ComplaintAnswer.PASSED_ON: _("Passed on to whom it concerns, as the person wished"),
        ComplaintAnswer.TAKEN_BACK: _("The person has taken it back"),
    },
}
