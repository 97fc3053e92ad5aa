"""The words of an edition's document, and of what is said of one that is prepared.

What dimensions, codes and tables are called stands in `vocabulary/labels/editions.py`, for the public site says it too.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.classes import classes
from safeconduct.statistics.greta import definitions
from safeconduct.statistics.greta.measures import CONTRADICT, NOT_PROTECTED
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import GRETA
from safeconduct.vocabulary.labels.editions import CODES, DIMENSIONS, KINDS, SOURCES, TABLES, of_code

__all__ = ["CODES", "DIMENSIONS", "KINDS", "SOURCES", "TABLES", "of_code"]

LANGUAGE = "en"
"""The language of the words in the signed document; a page says them in its own."""

IN_CLASSES = {"by": "registered_by", "citizen": "citizenship"}
"""What a dimension is called in `classes.toml`, where it is not its name."""


def confidence(dimension: str, kind: str) -> str:
    """How sure it is that the codes are those of the receiver: verified, unverified, uncertain."""
    if kind == GRETA:
        return definitions.confidence()
    return str(classes()[IN_CLASSES.get(dimension, dimension)]["confidence"])


def dimensions(codes: dict[str, Iterable[str]], kind: str) -> dict[str, Any]:
    """The dimensions of an edition with their codes, for the document."""
    with translation.override(LANGUAGE):
        return {
            name: {
                "label": {LANGUAGE: str(DIMENSIONS[name])},
                "whole": "TOTAL" if "TOTAL" in of else "",
                "confidence": confidence(name, kind),
                "codes": {code: {LANGUAGE: str(of_code(name, code))} for code in of},
            }
            for name, of in ((name, tuple(each)) for name, each in codes.items())
        }


def title(table: str) -> dict[str, str]:
    """A table's title, for the document."""
    with translation.override(LANGUAGE):
        return {LANGUAGE: str(TABLES[table])}


RUNGS: dict[str, Words] = {
    "whole": _("Each table by status, sex and age"),
    "sex_age": _("Each table by sex and age"),
    "status_beside": _("Each table by status; sex and age together in one more table (A5)"),
    "beside": _("Each table by its own classes; sex and age together in one more table (A5)"),
    "status_sex": _("Each table by status and sex"),
    "status": _("Each table by status"),
    "sex": _("Each table by sex"),
    "alone": _("Each table by its own classes alone"),
    "single": _("Each table by one class alone"),
}
"""The layouts of the ladder, the finest first."""
WHY_HIDDEN: dict[str, Words] = {
    "small": _("1 to 4 persons"),
    "few": _("counted by one agency alone"),
    "line": _("all of a group of 1 to 4 are in one class, and it is not told in which"),
    "changed": _("changed by 1 to 4 persons since the edition before"),
    "second": _("hidden only because it would give another one away"),
}
"""Why cells are hidden. Outside all look the same."""
ENDS: dict[str, Words] = {
    "proven": _("No other pattern loses fewer persons."),
    "effort": _(
        "The search was ended after its share of work: it is safe, and another pattern might lose less."
    ),
    "time": _("There was no time for the search: the plain pattern was taken, which is safe and loses more."),
    "coarser": _("No fine pattern was safe, so whole levels of detail are hidden."),
}
ORDER: Words = _(
    "Where you need both kinds, have the yearly tables of Article 19a released first, and prepare the report to GRETA "
    "after that: after them it may show a little less, while released first it may close finer yearly tables, for "
    "good. Prepared at the same time, each makes the other out of date."
)
"""In which order the two kinds of the same years are made: docs/reference/performance.md has what each loses."""
NO_MEASURES: dict[str, Words] = {
    CONTRADICT: _(
        "The table of measures (G5) is left out: in the files of an agency more claims were paid than awarded, or "
        "awarded than filed. Ask the agencies to look at their claims."
    ),
    NOT_PROTECTED: _(
        "The table of measures (G5) is left out: it would give a small number away, whatever is hidden in it."
    ),
}
"""Why, for whoever prepares it; everybody else is told that it is one of both."""
STEPS: dict[str, Words] = {
    "": _("It begins"),
    "protect": _("Numbers are hidden, and the outcome is attacked"),
    "cheaper": _("Coarser layouts are looked at"),
    "table": _("Each table is looked at by itself"),
    "years": _("More years are looked at together"),
}
"""How far a preparation has come."""
