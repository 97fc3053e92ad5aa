"""The paper about an exercise that was done: what it attests, and what it does not. Made in memory, kept nowhere."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from safeconduct.site.training.scenario import Scenario
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet


def sheet(scenario: Scenario, name: str, *, on: date) -> Sheet:
    """In the language of now. The title, which is also the file's, names nobody."""
    said = {"name": name, "exercise": scenario.title, "day": date_format(on, "j F Y")}
    lead = (
        gettext(
            "Somebody who gave the name %(name)s did the exercise “%(exercise)s” on a training demonstration on "
            "%(day)s."
        )
        % said
    )
    return Sheet(
        get_language() or "en",
        gettext("An exercise was done"),
        (
            Group(gettext("What this paper does not say"), _limits()),
            Group(str(scenario.title), _about(scenario)),
            Group(gettext("Steps, and what the standard says"), (_steps(scenario),)),
        ),
        lead,
        foot=gettext("Issued by a demonstration of Safeconduct"),
    )


def _limits() -> tuple[Item, ...]:
    lines = (
        gettext(
            "Nobody watched. Who did the exercise is not known: the name was typed, and nobody checked it."
        ),
        gettext("Nothing about it is kept, so nobody can confirm this paper."),
        gettext(
            "No authority, school or professional body stands behind it. It gives no right and no licence."
        ),
        gettext("All people in the exercise are invented. No practitioner has reviewed the exercise."),
    )
    return (Item("list", "", lines),)


def _about(scenario: Scenario) -> tuple[Item, ...]:
    lines = (
        gettext("Course: %(course)s") % {"course": scenario.course},
        gettext("For: %(profession)s") % {"profession": scenario.profession},
    )
    return (Item("list", "", lines),)


def _steps(scenario: Scenario) -> Item:
    headings = (gettext("What the standard says"), gettext("Source"))
    rows = tuple((str(step.standard), _source(step.source, step.is_compared)) for step in scenario.steps)
    return Item("filled", gettext("Each was done as the standard asks"), headings, rows=rows)


def _source(source: str, is_compared: bool) -> str:
    if source == "practice":
        return gettext("practice of this network, no law")
    return source if is_compared else f"{source} ({gettext('not compared with its text')})"
