"""The two terms as they are asked for: a number of days, or no end; and what each answer would set off."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.site.administration.proposals import in_days
from safeconduct.site.setup.clocks import LEAST_DAYS, LONGEST_DAYS, RETENTION
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.questions import Question

AFTER, NO_END = "after", "none"

TITLES: dict[str, Words] = {
    "closed": gettext_lazy("The content of what is closed"),
    "audit": gettext_lazy("The record of who did what"),
}
AT_ONCE: dict[str, Words] = {
    "closed": gettext_lazy("A shorter term takes effect at once. A longer one, or no end, is seen by two."),
    "audit": gettext_lazy("A longer term, or no end, takes effect at once. A shorter one is seen by two."),
}
AT_ONCE_WITHOUT_END: dict[str, Words] = {
    "closed": gettext_lazy("Any number of days takes effect at once."),
    "audit": gettext_lazy("Any number of days is seen by two."),
}
"""`setup.change_terms` decides; these say it before anything is pressed."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term on the page: what stands, what a change sets off, and its two questions."""

    what: str
    title: Words
    stands: str
    sets_off: Words
    end: Question
    days: Question


def term_errors(what: str, given: Mapping[str, str], stands: int | None) -> dict[str, Words]:
    """What is wrong with the answer for one term, by the id of its question.

    A number that somebody writes beside "no end" is not passed over in silence; the one that stood there is.
    """
    if given["end"] not in (AFTER, NO_END):
        said = _("%(field)s: choose whether it ends.")
        return {f"{what}-end": said % {"field": TITLES[what]}}
    days = given["days"]
    if given["end"] == NO_END and days not in ("", str(stands)):
        said = _("%(field)s: you chose no end and wrote a number of days. Choose one of the two.")
        return {f"{what}-end": said % {"field": TITLES[what]}}
    is_number = days.isdecimal() and len(days) < 6
    if given["end"] == AFTER and not (is_number and LEAST_DAYS <= int(days) <= LONGEST_DAYS):
        return {
            f"{what}-days": _("%(field)s: write a number from 30 to 36500.") % {"field": RETENTION[what][0]}
        }
    return {}


def asked_of(
    what: str, stands: int | None, errors: Mapping[str, Words], *, entered: Mapping[str, str] | None
) -> Term:
    """A term, filled from what was entered, else from what stands."""
    given = entered or {
        "end": NO_END if stands is None else AFTER,
        "days": "" if stands is None else str(stands),
    }
    ways = [(AFTER, _("It ends after a number of days")), (NO_END, _("It has no end"))]
    end_error, days_error = errors.get(f"{what}-end", ""), errors.get(f"{what}-days", "")
    prefix = f"{what}-"
    return Term(
        what,
        TITLES[what],
        in_days(stands),
        (AT_ONCE_WITHOUT_END if stands is None else AT_ONCE)[what],
        Question("end", _("When it ends"), "radios", given["end"], ways, end_error, prefix=prefix),
        Question("days", RETENTION[what][0], "number", given["days"], (), days_error, prefix=prefix),
    )
