"""Where an exercise may be done, who begins it, and when a sheet says so. Pure."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.site.training.checks import Standing
from safeconduct.site.training.scenario import Scenario
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LONGEST_NAME = 120

NOT_A_DEMONSTRATION = Reason(
    "exercises_in_the_demonstration_only",
    _("Exercises are done on a demonstration only. This node is for real people."),
    _("Whoever runs the course starts a demonstration with “./run demo”."),
)
NOTHING_DONE = Reason(
    "exercise_not_done", _("The exercise is not done yet."), _("Do the steps that are marked first.")
)
DONE_OTHERWISE = Reason(
    "exercise_done_otherwise",
    _("Some steps were done in another way than the standard asks."),
    _("Read what the standard says there, and begin the exercise anew."),
)
NO_NAME = Reason("no_name_for_the_sheet", _("No name is entered."), _("Enter the name for the paper."))
NAME_TOO_LONG = Reason(
    "name_too_long_for_the_sheet", _("This name is too long."), _("Enter at most 120 signs on one line.")
)


def may_train(is_demonstration: bool) -> Decision:
    """Whether there are exercises here at all: a real file is nobody's exercise."""
    return Allowed() if is_demonstration else Refused(NOT_A_DEMONSTRATION)


def may_begin(scenario: Scenario, *, profession: Profession, sector: Sector, country: str) -> Decision:
    """Whether this member can do the part with which the exercise begins."""
    begins = scenario.begins
    is_right = profession is begins.profession and sector is begins.sector
    if is_right and country == begins.country:
        return Allowed()
    return Refused(
        Reason(
            "exercise_begins_elsewhere",
            _("This exercise begins with somebody else."),
            format_lazy(
                _("Sign in as {name} of {agency}, {country}."),
                name=begins.name,
                agency=begins.agency,
                country=begins.country,
            ),
        )
    )


def may_attest(standings: Iterable[Standing]) -> Decision:
    """Whether a sheet may say that the exercise was done: each step, and each as the standard asks."""
    found = list(standings)
    if Standing.OTHERWISE in found:
        return Refused(DONE_OTHERWISE)
    is_whole = bool(found) and all(standing is Standing.DONE for standing in found)
    return Allowed() if is_whole else Refused(NOTHING_DONE)


def may_stand(name: str) -> Decision:
    """Whether this can be printed as a name: something, on one line, and not too long."""
    if not name.strip():
        return Refused(NO_NAME)
    return Allowed() if len(name) <= LONGEST_NAME and name.isprintable() else Refused(NAME_TOO_LONG)
