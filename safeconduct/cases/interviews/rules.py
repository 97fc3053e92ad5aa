"""When the person may be asked about a subject again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

AGAIN = Reason(
    "asked_before",
    _("The person was asked about this before; see below who asked."),
    _("Ask them what they know, or say why the person must be asked again."),
)
NOT_YET = Reason(
    "interview_not_yet", _("This day has not come."), _("Enter a talk after it has taken place.")
)


@dataclass(frozen=True, slots=True)
class Before:
    """One talk that stands in the register."""

    subject: InterviewSubject
    held_on: date


def asked_before(subject: InterviewSubject, register: Iterable[Before]) -> bool:
    """Whether the register has a talk about this subject, by whomever."""
    return any(one.subject is subject for one in register)


def may_ask_again(
    subject: InterviewSubject, again_why: AgainWhy | None, register: Iterable[Before]
) -> Decision:
    """A further talk on a subject says why; the first one needs no reason."""
    return Refused(AGAIN) if again_why is None and asked_before(subject, register) else Allowed()


def may_enter(
    subject: InterviewSubject,
    held_on: date,
    again_why: AgainWhy | None,
    register: Iterable[Before],
    *,
    today: date,
) -> Decision:
    """Whether a talk may be entered: its day has come, and a second one on a subject says why."""
    if held_on > today:
        return Refused(NOT_YET)
    return may_ask_again(subject, again_why, register)
