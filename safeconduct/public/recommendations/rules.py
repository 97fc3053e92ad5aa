"""How a recommendation stands, when it is late or done, who lets a comment be read, what a signature freezes. Pure."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

SOON = timedelta(days=30)
"""So long before its day a promise is asked about."""

QUARTER = 91
"""Days between two reminders of something late."""

_VERSION = re.compile(r"\b(?:(?:versi|верси)\w*\W{0,3}|v\.? ?)(\d{1,3})(?!\d)", re.IGNORECASE)

COMMENTS_CLOSED = Reason(
    "comments_closed",
    _("Comments on this text are closed."),
    _("Write to the organisation that answers for it: it is named at the foot of the page."),
)
NOT_YOURS_TO_DECIDE = Reason(
    "not_yours_to_decide",
    _("Somebody who approves pages decides about comments."),
    _("Ask one of them."),
)
DECIDED_ALREADY = Reason(
    "decided_already",
    _("This comment was decided about in the meantime, in the same way."),
    _("Look at the list again."),
)
NO_EVIDENCE = Reason(
    "no_evidence",
    _("Nothing on this page shows that it is done."),
    _("Add a step with its day and what shows it, or choose another state."),
)
NO_REASON = Reason(
    "no_reason",
    _("A recommendation that was refused or given up says why."),
    _("Add a step with its day and the reason."),
)
IN_THE_FUTURE = Reason(
    "in_the_future",
    _("This day has not come yet, so nothing can have happened on it."),
    _("Write down what has happened, on its day."),
)
NO_WAY = Reason(
    "no_way",
    _("The beginning and the aim are the same number."),
    _("Give an aim that is not reached yet, or another number to go by."),
)
NUMBER_TAKEN = Reason(
    "number_taken",
    _("Another version of this agreement has this number."),
    _("Leave the number empty: the next one is given."),
)
ANOTHER_NUMBER = Reason(
    "another_number",
    _("The title names another version than the number of this one."),
    _("Write the same number in both, or none in the title."),
)
NOT_SIGNED = Reason(
    "not_signed",
    _("A version that nobody has signed is not in force."),
    _("Add who signed, or leave it a draft."),
)
NOT_YET = Reason(
    "not_yet_in_force",
    _("The day from which it is in force has not come yet."),
    _("Leave it a draft until then; its signatures can stand there already."),
)
SIGNED = Reason(
    "signed",
    _("This version is signed, so its text and its times stay as they are."),
    _("Write a new version below the same agreement."),
)


class Stage(StrEnum):
    """What has become of it, as whoever is asked says."""

    PROPOSED = "proposed"
    PROMISED = "promised"
    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"
    GIVEN_UP = "given-up"


OPEN_STAGES = (Stage.PROPOSED, Stage.PROMISED, Stage.BEGUN)


class Standing(StrEnum):
    """How it stands for readers: what has become of it, and the day."""

    LATE = "late"
    PROMISED = "promised"
    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"


def standing_of(stage: Stage, due_on: date, *, today: date) -> Standing:
    """Late is what was promised or begun and whose day is over. What nobody promised is late for nobody."""
    if stage in (Stage.PROMISED, Stage.BEGUN):
        return Standing.LATE if due_on < today else Standing.PROMISED
    return {
        Stage.PROPOSED: Standing.PROPOSED,
        Stage.DONE: Standing.DONE,
        Stage.REFUSED: Standing.REFUSED,
        Stage.GIVEN_UP: Standing.REFUSED,
    }[stage]


def share_done(baseline: Decimal, target: Decimal, measured: Decimal | None) -> float | None:
    """The part of the way from baseline to target, 0 to 1; None where nothing was measured or there is no way."""
    if measured is None or baseline == target:
        return None
    return float(max(Decimal(0), min(Decimal(1), (measured - baseline) / (target - baseline))))


def occasion(due_on: date, *, today: date) -> str:
    """Why its owner is reminded now: it comes, or the how-manieth quarter after its day has begun."""
    late = (today - due_on).days
    return "soon" if late <= 0 else f"late {late // QUARTER}"


def may_stand(stage: Stage, *, steps: int) -> Decision:
    """Whether a page may say this of a recommendation; `steps` are those written down with a day."""
    if stage is Stage.DONE and not steps:
        return Refused(NO_EVIDENCE)
    if stage in (Stage.REFUSED, Stage.GIVEN_UP) and not steps:
        return Refused(NO_REASON)
    return Allowed()


def may_have_happened(days: Iterable[date | None], *, today: date) -> Decision:
    """Days on which something happened or was measured."""
    return Refused(IN_THE_FUTURE) if any(day is not None and day > today for day in days) else Allowed()


def may_lead(baseline: Decimal, target: Decimal) -> Decision:
    """Whether there is a way from the beginning to the aim."""
    return Refused(NO_WAY) if baseline == target else Allowed()


def lengths(*numbers: Decimal | None) -> list[int | None]:
    """How long each number's bar is, in percent of the longest; none where one is below zero or all are zero."""
    known = [each for each in numbers if each is not None]
    if not known or min(known) < 0 or max(known) == 0:
        return [None] * len(numbers)
    return [None if each is None else round(100 * each / max(known)) for each in numbers]


def may_be_version(
    *, is_in_force: bool, signatures: int, since: date | None, number_is_taken: bool, today: date
) -> Decision:
    """Whether a version of an agreement may say this of itself."""
    if number_is_taken:
        return Refused(NUMBER_TAKEN)
    if is_in_force and not signatures:
        return Refused(NOT_SIGNED)
    return Refused(NOT_YET) if is_in_force and since is not None and since > today else Allowed()


def version_in(title: str) -> int | None:
    """The version that a title names, as “version 2” or “v2” in the languages of the site; None where it names none."""
    found = _VERSION.search(title)
    return int(found[1]) if found else None


def may_be_called(title: str, *, number: int, signatures: int) -> Decision:
    """Whether a version has this title: it names its own number or none. What was signed keeps its title."""
    named = version_in(title)
    return Allowed() if signatures or named in (None, number) else Refused(ANOTHER_NUMBER)


def may_comment(until: date | None, *, today: date) -> Decision:
    """Until the end of its last day; a text without one takes none."""
    return Allowed() if until is not None and today <= until else Refused(COMMENTS_CLOSED)


def may_decide(*, approves: bool, is_so_already: bool) -> Decision:
    """Who lets a comment be read or leaves it out; a decision can be changed."""
    if not approves:
        return Refused(NOT_YOURS_TO_DECIDE)
    return Refused(DECIDED_ALREADY) if is_so_already else Allowed()


def may_change(*, signatures: int, changes_text: bool) -> Decision:
    """A text that somebody has signed stays; signatures and states may come on."""
    return Refused(SIGNED) if signatures and changes_text else Allowed()
