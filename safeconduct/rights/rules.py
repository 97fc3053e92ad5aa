"""What may be written of a person's rights: days in their order, steps that follow one another, proof. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right, Standing, Told, Trigger, label
from safeconduct.rights.sheet import Line, Sheet, Step, Struck, Telling
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words

AHEAD = Reason(
    "rights_day_ahead", _("This day is still to come."), _("Write down what has happened already.")
)
LONG_AGO = Reason("rights_day_long_ago", _("This day lies more than 30 years back."), _("Look at the year."))
WRONG_ORDER = Reason("rights_wrong_order", _("These two days cannot be so."))
NO_STEP = Reason(
    "rights_no_such_step",
    _("This cannot follow what is written of this right."),
    _("Look at what stands there."),
)
BEFORE_LAST = Reason(
    "rights_before_the_last",
    _("This day lies before the last thing that is written of this right."),
    _("Enter that day or a later one."),
)
NO_PROOF = Reason(
    "rights_no_proof",
    _("Nothing shows yet that the person was told."),
    _("Say whether they signed, somebody witnessed it, or it was left unsigned for their safety."),
)
NO_LANGUAGE = Reason(
    "rights_no_language", _("In which language the person was told is missing."), _("Enter it.")
)
NO_WAY = Reason("rights_no_way", _("How the person was told is missing."), _("Choose what comes closest."))
NO_LINE = Reason("rights_no_such_line", _("This does not stand there."), _("Look at the page again."))
STRUCK = Reason("rights_struck_already", _("Somebody has said already that this was written in error."))
RESTS_ON_IT = Reason(
    "rights_rests_on_it",
    _("What was written after it would have nothing before it."),
    _("Say first of the later one that it was written in error."),
)

FOLLOWS: Mapping[Standing | None, frozenset[Standing]] = {
    None: frozenset({Standing.ASKED, Standing.GRANTED, Standing.REFUSED}),
    Standing.INFORMED: frozenset({Standing.ASKED, Standing.GRANTED, Standing.REFUSED}),
    Standing.ASKED: frozenset({Standing.GRANTED, Standing.REFUSED, Standing.ENDED}),
    Standing.GRANTED: frozenset({Standing.ENDED}),
    Standing.REFUSED: frozenset({Standing.ASKED, Standing.GRANTED, Standing.ENDED}),
    Standing.ENDED: frozenset({Standing.ASKED, Standing.GRANTED}),
}
"""What may follow. That somebody was told is written by telling, and takes nothing back that was reached."""

ORDER: tuple[tuple[Trigger, Trigger], ...] = (
    (Trigger.REFLECTION_GRANTED, Trigger.REFLECTION_UNTIL),
    (Trigger.PROCEEDINGS, Trigger.PROCEEDINGS_ENDED),
    (Trigger.COMPLAINT, Trigger.PROCEEDINGS_ENDED),
    (Trigger.REASONABLE_GROUNDS, Trigger.REFLECTION_GRANTED),
)
"""Of each pair the second is never before the first."""
MAY_LIE_AHEAD = frozenset({Trigger.REFLECTION_UNTIL})
YEARS_BACK = 30
YEARS_ASKED = 10
"""A practice of this project: further back than this a wrong year is likelier than a right one."""


def is_far_back(day: date, today: date) -> bool:
    """Whether a day is asked about once before it is written: it may be right, or a wrong year."""
    return (day.year + YEARS_ASKED, day.month, day.day) < (today.year, today.month, today.day)


def born_after(age_band: str | None, today: date) -> date | None:
    """The earliest day on which the person can have been born, by the age in the file; None where it sets none."""
    _youngest, _, oldest = (age_band or "").partition("_")
    return date(today.year - int(oldest) - 1, 1, 1) if oldest.isdigit() else None


def may_know(events: Mapping[Trigger, date], *, today: date) -> dict[Trigger, Reason]:
    """What is wrong with these days, each with its reason; nothing where all can be so."""
    wrong: dict[Trigger, Reason] = {}
    for trigger, day in events.items():
        if day.year < today.year - YEARS_BACK:
            wrong[trigger] = LONG_AGO
        elif day > today and trigger not in MAY_LIE_AHEAD:
            wrong[trigger] = AHEAD
    for former, later in ORDER:
        if former in events and later in events and events[later] < events[former]:
            instead: Words = format_lazy(
                _("“{later}” cannot be before “{former}”."), later=label(later), former=label(former)
            )
            wrong.setdefault(later, Reason(WRONG_ORDER.code, WRONG_ORDER.sentence, instead))
    return wrong


def may_step(sheet: Sheet, right: Right, to: Standing, on: date, *, today: date) -> Decision:
    """Whether this may be written of a right."""
    if on > today:
        return Refused(AHEAD)
    if on.year < today.year - YEARS_BACK:
        return Refused(LONG_AGO)
    if to not in FOLLOWS[sheet.standing(right)]:
        return Refused(NO_STEP)
    steps = sheet.steps_of(right)
    if steps and on < steps[-1].on:
        return Refused(BEFORE_LAST)
    return Allowed()


def may_tell(telling: Telling, *, today: date) -> Decision:
    """Whether this may be written as a record of information: what was told has language, way and proof."""
    if telling.on > today:
        return Refused(AHEAD)
    if telling.on.year < today.year - YEARS_BACK:
        return Refused(LONG_AGO)
    if telling.told is not Told.YES:
        return Allowed()
    if not telling.language:
        return Refused(NO_LANGUAGE)
    if telling.how is None:
        return Refused(NO_WAY)
    return Allowed() if telling.proof else Refused(NO_PROOF)


def may_strike(sheet: Sheet, line: Line) -> Decision:
    """Whether a line may be said to be wrong: it is there, nobody said so yet, and nothing later rests on it."""
    rows: Sequence[object] = sheet.tellings if line.right is None else sheet.steps.get(line.right, ())
    if not 0 <= line.number < len(rows):
        return Refused(NO_LINE)
    if line in sheet.struck:
        return Refused(STRUCK)
    if line.right is None:
        return Allowed()
    left = [
        step
        for number, step in enumerate(sheet.steps[line.right])
        if number != line.number and Line(line.right, number) not in sheet.struck
    ]
    before: Standing | None = None
    for step in left:
        if step.standing not in FOLLOWS[before]:
            return Refused(RESTS_ON_IT)
        before = step.standing
    return Allowed()


def struck(sheet: Sheet, line: Line, how: Struck) -> Sheet:
    """The sheet with one line that counts no more."""
    return replace(sheet, struck={**sheet.struck, line: how})


def stepped(sheet: Sheet, right: Right, step: Step) -> Sheet:
    """The sheet with one more step."""
    return replace(sheet, steps={**sheet.steps, right: (*sheet.steps.get(right, ()), step)})


def told(sheet: Sheet, telling: Telling) -> Sheet:
    """The sheet with one more record of information."""
    return replace(sheet, tellings=(*sheet.tellings, telling))


def known(sheet: Sheet, country: str, events: Mapping[Trigger, date]) -> Sheet:
    """The sheet with other days."""
    return replace(sheet, country=country, events=dict(events))
