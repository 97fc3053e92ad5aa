"""Who prepares, approves and sees editions, and why one is not made. Pure."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.rules import ONLY_COORDINATORS
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.editions import MOST_YEARS

FIRST_YEAR = 2020

ONLY_OFFICERS = Reason(
    "only_officers_see_editions",
    _("Editions are for a coordinator whom an agency of this node has named, and for a rapporteur."),
    _("Ask your administrator. What was released is on the public site."),
)
OWN_PREPARATION = Reason(
    "own_preparation",
    _("You have prepared this edition, so somebody else has to approve it."),
    _("Ask another coordinator, or the rapporteur."),
)
NOT_READY = Reason(
    "preparation_not_ready",
    _("This edition cannot be approved: it is still counted, was refused, or is finished."),
    _("Open the list of editions to see how it stands."),
)
READ_AGAIN = Reason(
    "edition_read_again",
    _("This is not the edition that stands here now."),
    _("Open it again, and read it before you approve."),
)
NOT_YOURS = Reason(
    "not_your_preparation",
    _("Somebody else has prepared this edition."),
    _("Ask them to prepare it again, or prepare the year yourself."),
)
LEDGER_MOVED = Reason(
    "ledger_moved",
    _(
        "Something was shown, released or answered since this edition was prepared. Beside that it was not examined."
    ),
    _("Prepare it again: it is then examined beside everything that was said."),
)
NOT_BY_ALL = Reason(
    "edition_before_counted_more",
    _("What was said of this year before counts an agency that has not named you."),
    _("Ask that agency to name you, or ask the coordinator who made the edition before or asked."),
)
WAITS_ALREADY = Reason(
    "edition_waits_already",
    _("You have already an edition of this year that is being made or waits for approval."),
    _("Open it and drop it, or wait until it is approved."),
)
NO_DATA = Reason(
    "no_persons_in_year",
    _("No person was registered in this year in the agencies that named you. There is nothing to publish."),
    _("Choose another year. Look first whether files are not counted yet."),
)
NOTHING_LEFT = Reason(
    "nothing_is_shown",
    _("Every number would be hidden, so the edition would say nothing. It is not made."),
    _("Wait until more persons, or more agencies, are counted."),
)
NO_SUCH_YEAR = Reason(
    "no_such_year",
    _("An edition is of a whole year that is over."),
    _("Choose a year that is over."),
)
REASON_MISSING = Reason(
    "correction_without_reason",
    _("A correction says why it is made, in at most 500 characters."),
    _("Write it under “Why it is corrected”. It is published."),
)
EMBARGO_PAST = Reason(
    "embargo_is_past",
    _("The moment from which it may be shown lies in the past, or more than a year ahead."),
    _("Choose a moment within the next year, or leave the field empty."),
)
NOT_READ = Reason(
    "edition_not_read",
    _("Nothing was released: say first that you have read the edition."),
    _("Tick the box above the button."),
)
NOT_SHOWN = Reason(
    "edition_not_shown",
    _("The numbers of this edition were not shown yet, so nobody has read them."),
    _("Open its page, press “Show the tables”, and read them."),
)
LONGEST_EMBARGO_DAYS = 366
LAYOUT_NOT_CHOSEN = Reason(
    "layout_not_chosen",
    _("Who prepared this edition chooses its layout, and has its tables shown first."),
    _("Ask them to press “Show the tables”. A week after it was prepared you may press it yourself."),
)
UNTIL_OTHERS_SHOW = timedelta(days=7)
"""So long who prepared an edition chooses alone: a practice of the developers. The database keeps it too."""
ALL = (
    ONLY_COORDINATORS, ONLY_OFFICERS, OWN_PREPARATION, NOT_READY, NOT_YOURS, READ_AGAIN, LEDGER_MOVED, NOT_BY_ALL,
    WAITS_ALREADY, NO_DATA, NOTHING_LEFT, NO_SUCH_YEAR, REASON_MISSING, EMBARGO_PAST, NOT_READ,
    NOT_SHOWN, LAYOUT_NOT_CHOSEN,
)  # fmt: skip


def may_see(profession: Profession, *, is_named: bool) -> Decision:
    """Released editions and those in preparation: for a named coordinator, and for a rapporteur, who sees no case."""
    is_coordinator = profession is Profession.COORDINATOR and is_named
    return Allowed() if is_coordinator or profession is Profession.RAPPORTEUR else Refused(ONLY_OFFICERS)


def may_be_of(year: int, today: date, *, years: int = 1) -> Decision:
    """Only years that are over: of a running one the next look would tell who was added. `year` is the last."""
    is_over = year - years + 1 >= FIRST_YEAR and year < today.year
    return Allowed() if is_over and 1 <= years <= MOST_YEARS else Refused(NO_SUCH_YEAR)


def years_over(today: date) -> list[int]:
    """The years that an edition is made of, and that can be asked: all that are over, the newest first."""
    return list(range(today.year - 1, FIRST_YEAR - 1, -1))


def may_be_made_again(*, is_own: bool, state: str, is_old: bool) -> Decision:
    """Whoever prepared it drops it and begins another one in its place, while nobody has released it; what is still
    being made only where it is out of date."""
    if not is_own:
        return Refused(NOT_YOURS)
    return (
        Allowed() if state in ("ready", "refused") or (state == "counting" and is_old) else Refused(NOT_READY)
    )


def may_count(*, is_of_country: bool, is_named: bool) -> Decision:
    """A correction counts every agency that the edition before counted: all of them have named who prepares it."""
    return Allowed() if is_of_country and is_named else Refused(NOT_BY_ALL)


def may_be_reworded(*, is_own: bool, state: str, corrects: bool) -> Decision:
    """Whoever prepared a correction changes its reason while it waits for a second person."""
    if not is_own:
        return Refused(NOT_YOURS)
    return Allowed() if state == "ready" and corrects else Refused(NOT_READY)


def embargo_that_is_left(embargo: datetime | None, now: datetime) -> datetime | None:
    """What a preparation that is made again keeps of its embargo: none that has passed meanwhile."""
    return embargo if embargo is not None and embargo > now else None


def may_correct(reason: str, *, corrects: bool, longest: int) -> Decision:
    """A correction says why, and is not longer than it may be; a first edition says nothing."""
    is_right = bool(reason.strip()) and len(reason) <= longest and "\0" not in reason
    return Allowed() if is_right or not corrects else Refused(REASON_MISSING)


def may_be_shown_from(embargo: datetime | None, now: datetime) -> Decision:
    """An embargo lies ahead, and no more than a year."""
    if embargo is None or 0 < (embargo - now).total_seconds() <= LONGEST_EMBARGO_DAYS * 86_400:
        return Allowed()
    return Refused(EMBARGO_PAST)


def may_be_shown(
    *, state: str, is_old: bool, is_own: bool, is_shown: bool = False, waits: timedelta = timedelta()
) -> Decision:
    """The numbers of what is ready, as long as nothing was said that it was not examined beside: by who prepared it,
    for others have not chosen its layout; by these when it was shown, or has waited for a week."""
    if state != "ready":
        return Refused(NOT_READY)
    if is_old:
        return Refused(LEDGER_MOVED)
    if is_own or is_shown or waits >= UNTIL_OTHERS_SHOW:
        return Allowed()
    return Refused(LAYOUT_NOT_CHOSEN)


def may_approve(
    *, is_own: bool, state: str, is_old: bool, is_shown: bool, is_read: bool, read: str, digest: str
) -> Decision:
    """A second person approves exactly what they read, and says so; nobody what was not examined beside all."""
    if is_own:
        return Refused(OWN_PREPARATION)
    if state != "ready":
        return Refused(NOT_READY)
    if is_old:
        return Refused(LEDGER_MOVED)
    if not is_shown:
        return Refused(NOT_SHOWN)
    if read != digest:
        return Refused(READ_AGAIN)
    return Allowed() if is_read else Refused(NOT_READ)
