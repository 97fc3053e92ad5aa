"""Who may open a matter, when it may be written, and what cannot be so. Pure.

Source: a lawyer keeps what a client tells them, and acts by a mandate; no lawyer has checked these rules. What nobody
asks here: whether the person helps an authority.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.counsel.codes import Aid, CheckState, State
from safeconduct.counsel.sheet import AidStep, End, Hearing, Mandate, Served, Sheet
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LONG_BEFORE = timedelta(days=30 * 366)
"""No day of a matter lies further back."""
LONG_AFTER = timedelta(days=20 * 366)

FOR_LAWYERS = Reason(
    "matters_are_for_lawyers",
    _("Matters are kept by lawyers."),
    _("Ask for a place on the case where you keep Legal matters."),
)
NOT_CHECKED = Reason(
    "matter_conflict_not_checked",
    _("The check for a conflict of interest has not been run."),
    _("Run it first: it takes a moment."),
)
NOT_CLEARED = Reason(
    "matter_conflict_not_cleared",
    _("There may be a conflict of interest in your agency."),
    _("Ask whoever supervises. They clear it without seeing what was met."),
)
CLOSED = Reason("matter_closed", _("This matter is closed."), _("Open a new one."))
MANDATE_OVER = Reason(
    "matter_mandate_over",
    _("The mandate has ended: this matter can be read and not written."),
    _("Enter a new mandate, hand the matter over, or close it."),
)
AHEAD = Reason(
    "matter_day_ahead", _("This day is still to come."), _("Write down what has happened already.")
)
WRONG_YEAR = Reason("matter_wrong_year", _("This day is far away."), _("Look at the year."))
BEFORE = Reason(
    "matter_wrong_order", _("This day lies before the one that must come first."), _("Look at both days.")
)
NO_WHY = Reason("matter_mandate_why", _("Why the mandate ended is missing."), _("Choose what comes closest."))
AID_NOT_ASKED = Reason(
    "matter_aid_not_asked", _("Legal aid was not asked for before."), _("Write down first when it was asked for.")
)  # fmt: skip
NO_SUCH_ITEM = _("There is no such entry in this matter.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a matter may be written."""

    state: State
    mandate_until: date | None

    def is_over(self, today: date) -> bool:
        """Whether the last day of its last mandate has passed."""
        return self.mandate_until is not None and self.mandate_until < today


def may_keep(profession: Profession, *, edits: bool) -> Decision:
    """Whether somebody keeps matters of a case: a lawyer who writes its section Legal matters."""
    return Allowed() if profession is Profession.LAWYER and edits else Refused(FOR_LAWYERS)


def may_open(check: CheckState) -> Decision:
    """Whether a matter may be opened, by the check for a conflict of interest."""
    match check:
        case CheckState.NO_MATCH | CheckState.CLEARED:
            return Allowed()
        case CheckState.POSSIBLE_MATCH:
            return Refused(NOT_CLEARED)
        case CheckState.NOT_RUN:
            return Refused(NOT_CHECKED)


def may_write(matter: Facts, *, today: date) -> Decision:
    """Whether what happens in a matter may be written."""
    if matter.state is State.CLOSED:
        return Refused(CLOSED)
    return Refused(MANDATE_OVER) if matter.is_over(today) else Allowed()


def may_renew(matter: Facts) -> Decision:
    """Whether a mandate may be entered or a matter closed: also after the last mandate is over."""
    return Refused(CLOSED) if matter.state is State.CLOSED else Allowed()


type Wrong = dict[str, Reason]
"""What is wrong, by question."""


def wrong_mandate(one: Mandate, *, today: date) -> Wrong:
    """What cannot be so of a mandate."""
    wrong = _passed({"signed_on": one.signed_on, "ended_on": one.ended_on}, today) | _near(
        {"valid_until": one.valid_until}, today
    )
    for later in ("valid_until", "ended_on"):
        day = getattr(one, later)
        if day is not None and day < one.signed_on:
            wrong.setdefault(later, BEFORE)
    if one.ended_on is not None and one.why is None:
        wrong["why"] = NO_WHY
    return wrong


def wrong_aid(sheet: Sheet, one: AidStep, *, today: date) -> Wrong:
    """What cannot be so of a step of legal aid: it is answered after it was asked for."""
    wrong = _passed({"on": one.on}, today)
    asked = [step.on for step in sheet.aid if step.what is Aid.ASKED]
    if one.what in (Aid.GRANTED, Aid.REFUSED):
        if not asked:
            wrong["what"] = AID_NOT_ASKED
        elif one.on < min(asked):
            wrong.setdefault("on", BEFORE)
    return wrong


def wrong_hearing(one: Hearing, *, today: date) -> Wrong:
    """What cannot be so of a hearing: what took place lies behind."""
    held_ahead = one.held.value == "held" and one.on > today
    return {"on": AHEAD} if held_ahead else _near({"on": one.on}, today)


def wrong_served(one: Served, *, today: date) -> Wrong:
    """What cannot be so of a document that was served."""
    wrong = _passed({"on": one.on}, today) | _near({"last_day": one.last_day}, today)
    if one.last_day is not None and one.last_day < one.on:
        wrong.setdefault("last_day", BEFORE)
    return wrong


def wrong_end(one: End, *, today: date) -> Wrong:
    """What cannot be so of the end of a matter."""
    return _passed({"on": one.on}, today)


def wrong_course(next_on: date | None, *, today: date) -> Wrong:
    """What cannot be so of the next date."""
    return _near({"next_on": next_on}, today)


def _passed(days: dict[str, date | None], today: date) -> Wrong:
    ahead = {name: AHEAD for name, day in days.items() if day is not None and day > today}
    return _near(days, today) | ahead


def _near(days: dict[str, date | None], today: date) -> Wrong:
    return {
        name: WRONG_YEAR
        for name, day in days.items()
        if day is not None and not today - LONG_BEFORE <= day <= today + LONG_AFTER
    }
