"""What goes to the agency that receives a person who returns, and what of its words stands in the dossier. Pure.

Source: the form F9: who receives the person assesses, plans and asks afterwards; the sender does not do it for them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.returning.questions import TOLD
from safeconduct.cases.rows import TOO_MANY
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.sections import Section

ABOUT = (Section.RETURN, Section.PLAN, Section.NEEDS, Section.SAFETY, Section.PROFILE)
"""What the words of such a task are about: the first of them that is shared."""
NOTHING_TO_PUT = Reason(
    "no_days_to_put",
    _("No day lies ahead that they do not have already and that lies within the person’s consent."),
    _("Set the days in the dossier, or ask the person for a longer consent."),
)
NO_SUCH_TEXT = Reason(
    "no_text_to_take", _("They have told nothing under this choice."), _("Choose again on the page.")
)
FULL = Reason("told_in_full", TOLD.label, format_lazy(TOO_MANY, most=TOLD.most))
"""The dossier holds so many of their words; none goes for another."""


class Told(StrEnum):
    """What the words of the receiver say."""

    PLAN = "plan"
    RISK = "risk"
    RECEPTION = "reception"


WHAT: dict[Told, Words] = {
    Told.PLAN: _("The plan for the time after the return, as they drafted it with us"),
    Told.RISK: _("Their word on the danger there"),
    Told.RECEPTION: _("Who receives the person"),
}
NAMES: dict[Told, tuple[str, str]] = {
    Told.PLAN: ("plan_with", "plan_on"),
    Told.RISK: ("there_by", "there_on"),
    Told.RECEPTION: ("met_by", ""),
}
"""The questions of the dossier that say by whom it is, and on which day."""


@dataclass(frozen=True, slots=True)
class Days:
    """Which days become tasks of the receiver, and which lie after the end of the person's consent."""

    put: tuple[date, ...]
    beyond: tuple[date, ...]


def days_to_put(days: Iterable[date], *, theirs: Collection[date], today: date, consent_until: date) -> Days:
    """Those ahead that the receiver does not have yet, the earliest first."""
    ahead = sorted({day for day in days if day >= today} - set(theirs))
    return Days(
        tuple(day for day in ahead if day <= consent_until),
        tuple(day for day in ahead if day > consent_until),
    )


def may_take(rows: int) -> Decision:
    """Whether their words find room beside this many that stand in the dossier already."""
    return Allowed() if rows < TOLD.most else Refused(FULL)


def about(shared: Collection[Section], open_ones: Collection[Section]) -> Section | None:
    """The section that the words of the task name; None where none of them is shared and open."""
    return next((section for section in ABOUT if section in shared and section in open_ones), None)
