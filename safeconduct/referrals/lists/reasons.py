"""Why something of a list is not possible, and what is instead."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason

NO_LISTS = Reason(
    "no_lists",
    _("Your profession opens no case here, so the list of referrals is not for you."),
    _("Ask a colleague who works on cases."),
)
ALARM = Reason(
    "alarm_stays",
    _("This is an emergency, or it alarms; it cannot be put away."),
    _("Act on it now, or ask a colleague to take it on."),
)
NOT_YOURS_TO_DO = Reason(
    "not_your_turn",
    _("It is not your turn, so it does not wait among your work."),
    _("It comes back by itself when the others have acted."),
)
LATE = Reason(
    "late_stays",
    _("Its time is over, so it cannot be put away."),
    _("Act on it, or ask a colleague to take it on."),
)
PAST_ITS_CLOCK = Reason(
    "past_its_clock",
    _("This day lies after the end of its clock, or not after today."),
    _("Choose a day after today and not after the clock ends."),
)
NO_REASON = Reason("no_reason", _("A reason is missing."), _("Choose the one that comes closest."))
NOTHING_PUT_AWAY = Reason(
    "nothing_put_away", _("You have not put this away."), _("It stands among your work already.")
)

SENDERS_OWN = Reason(
    "goes_with_the_case",
    _("What your agency has sent goes with the case of who leads it."),
    _("An administrator hands the case over, and its referrals go with it."),
)
WORKER_IS_NAMED = Reason(
    "worker_is_named",
    _("It is accepted or over; the other side knows who works on it, and access is that colleague's."),
    _("An administrator can hand over what a colleague has in hand."),
)
NOT_THE_TEAM = Reason(
    "not_the_team",
    _("It was sent to a team in which you have no seat."),
    _("Ask a member of that team, or a supervisor."),
)
COLLEAGUE_NOT_IN_TEAM = Reason(
    "colleague_not_in_team",
    _("It was sent to a team in which this colleague has no seat, so nothing of it would open."),
    _("Choose a colleague of that team."),
)
COLLEAGUE_WITHOUT_CASES = Reason(
    "colleague_without_cases",
    _("The profession of this colleague opens no case."),
    _("Choose another colleague."),
)
IS_THEIRS_ALREADY = Reason(
    "is_theirs_already", _("This colleague has it already."), _("Nothing has to be done.")
)
NOT_HERE = Reason("not_here", _("It is not in your agency's list any more."), _("Open the list again."))

TOO_MANY_ROWS = Reason(
    "too_many_rows",
    _("This list is longer than 500 rows, and no more than that is taken out at a time."),
    _("Narrow the list by a filter, for example by the period."),
)
NO_ROWS = Reason("no_rows", _("The list is empty; there is nothing to take out."), _("Reset the filters."))
ENOUGH_TODAY = Reason(
    "enough_today",
    _("You have taken out three lists within the last day, and no more are possible."),
    _("Use one of those, or wait until tomorrow."),
)

NO_NAME = Reason("no_name", _("A name is missing, or longer than 40 signs."), _("Write a short name."))
NAME_IS_TAKEN = Reason("name_is_taken", _("You keep a list under this name already."), _("Choose another."))
ENOUGH_KEPT = Reason(
    "enough_kept", _("You keep twenty lists, and no more are possible."), _("Delete one that you do not use.")
)
NOT_YOUR_TEAM = Reason(
    "not_your_team",
    _("You have no seat in this team."),
    _("Keep the list for yourself, or for a team of yours."),
)
