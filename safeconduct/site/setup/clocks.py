"""The sixth step: how long each state of a referral may last, and how long things are kept.

The same questions are asked in administration afterwards (`administration/terms.py`).
"""

import re
from collections.abc import Iterator, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.referrals.agreed import agree
from safeconduct.referrals.clocks import PERIODS, Periods
from safeconduct.referrals.labels import NEXT, STATES
from safeconduct.referrals.moves import State
from safeconduct.site.accounts import recording
from safeconduct.site.setup import door
from safeconduct.site.setup.steps import Answers, next_after, of_step, show
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.workdays import Period

MOST_HOURS, MOST_DAYS = 366 * 24, 260
ONLY_HOURS = frozenset({State.HANDOVER_PLANNED, State.IN_SERVICE})
"""Their clocks begin in the middle of the state, at any hour of the day: working days would not fit."""

RETENTION: dict[str, tuple[Words, int]] = {
    "closed": (gettext_lazy("Days that the content of a closed referral is kept"), 730),
    "audit": (gettext_lazy("Days that the record of who did what is kept"), 3650),
}
LEAST_DAYS, LONGEST_DAYS = 30, 36500

type Written = dict[str, str]


def written(period: Period) -> str:
    """A period as it is typed: 4h are four hours by the clock, 2d two working days."""
    return f"{period.hours}h" if period.hours else f"{period.working_days}d"


def read(text: str) -> Period | None:
    """The period that somebody typed; None for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,3})\s*([hd])", text.strip().lower())
    if found is None:
        return None
    number, is_hours = int(found[1]), found[2] == "h"
    if number > (MOST_HOURS if is_hours else MOST_DAYS):
        return None
    return Period(hours=number) if is_hours else Period(working_days=number)


def in_words(text: str) -> str:
    """A period that was typed, as people say it: 672h are 4 weeks; "" for what cannot be read."""
    period = read(text)
    if period is None:
        return ""
    if not period.hours:
        n = period.working_days
        return ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
    days, hours = divmod(period.hours, 24)
    if hours:
        return ngettext("%(n)d hour", "%(n)d hours", period.hours) % {"n": period.hours}
    if days % 7:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}


def period_name(state: State, urgency: Urgency) -> str:
    """What a question asks for, where it does not stand below its state."""
    return f"{STATES[state]}, {label(urgency)}"


def period_names() -> dict[str, str]:
    """Each question by its name, in words."""
    return {name: period_name(state, urgency) for state, urgency, name in _names()}


@of_step("clocks")
def clocks(request: HttpRequest, done: Answers) -> HttpResponse:
    """Shown with the periods that partners mostly agree on; nothing here is law."""
    kept: Written = done.get("clocks", {}) or as_written(PERIODS) | _defaults()
    if request.method != "POST":
        return _form(request, kept, {})
    given = {name: request.POST.get(name, "").strip() for name in as_written(PERIODS) | _defaults()}
    errors = period_errors(given) | term_errors(given)
    if errors:
        return _form(request, given, errors)
    with door.setting_up():
        agree(periods_in(given))
        for what in RETENTION:
            door.retain(what, int(given[what]))
        door.keep("clocks", dict(given))
    recording.by_nobody("setup:step", detail={"step": "clocks"})
    return next_after("clocks")


def _defaults() -> Written:
    return {what: str(days) for what, (_words, days) in RETENTION.items()}


def _form(request: HttpRequest, given: Written, errors: dict[str, Words]) -> HttpResponse:
    return show(
        request, "clocks", errors, groups=period_groups(given, errors), terms=term_questions(given, errors)
    )


# --- The questions, here and in administration --------------------------------------------------------------------


def _names() -> Iterator[tuple[State, Urgency, str]]:
    for state, by_urgency in PERIODS.items():
        for urgency in by_urgency:
            yield state, urgency, f"{state.value}-{urgency.value}"


def as_written(periods: Periods) -> Written:
    """Each period as it is typed, by the name of its question."""
    return {name: written(periods[state][urgency]) for state, urgency, name in _names()}


def periods_in(given: Written) -> dict[State, dict[Urgency, Period]]:
    """The periods that were typed; those that cannot be read are left out."""
    found: dict[State, dict[Urgency, Period]] = {}
    for state, urgency, name in _names():
        period = read(given[name])
        if period is not None:
            found.setdefault(state, {})[urgency] = period
    return found


def period_errors(given: Written) -> dict[str, Words]:
    """What is wrong with the periods, one sentence for each question."""
    errors: dict[str, Words] = {}
    for state, urgency, name in _names():
        period = read(given[name])
        named = {"field": period_name(state, urgency)}
        if period is None:
            said = _("%(field)s: write a number with h for hours or d for working days, such as 4h or 2d.")
            errors[name] = said % named
        elif state in ONLY_HOURS and not period.hours:
            said = _("%(field)s: this clock runs in hours, day and night. Write it with h, such as 720h.")
            errors[name] = said % named
    return errors


def term_errors(given: Written) -> dict[str, Words]:
    """What is wrong with the terms."""
    return {
        what: _("%(field)s: write a number from 30 to 36500.") % {"field": words}
        for what, (words, _days) in RETENTION.items()
        if not given[what].isdecimal()
        or len(given[what]) > 5
        or not LEAST_DAYS <= int(given[what]) <= LONGEST_DAYS
    }


def period_groups(
    given: Written, errors: dict[str, Words], promised: Mapping[str, int] | None = None
) -> list[tuple[Words, list[Question]]]:
    """For each state what its time is for, and its questions, one for each urgency.

    `promised` are the hours of the agreement that is followed, said beside the clocks of which it speaks.
    """
    groups: dict[State, list[Question]] = {}
    for state, urgency, name in _names():
        hint = in_words(given[name])
        if hours := (promised or {}).get(state.value):
            said = {"period": hint, "hours": hours}
            hint = _("%(period)s; the agreement promises %(hours)d hours") % said
        question = Question(name, label(urgency), value=given[name], error=errors.get(name, ""), hint=hint)
        groups.setdefault(state, []).append(question)
    return [(_time_for(state), questions) for state, questions in groups.items()]


def _time_for(state: State) -> str:
    """A state with what whoever has it does meanwhile: the clock asks for that and for nothing else."""
    return _("%(state)s: time to %(act)s") % {"state": STATES[state], "act": NEXT[state]}


def term_questions(given: Written, errors: dict[str, Words]) -> list[Question]:
    """How long things are kept."""
    return [
        Question(what, words, "number", given.get(what, ""), error=errors.get(what, ""))
        for what, (words, _days) in RETENTION.items()
    ]
