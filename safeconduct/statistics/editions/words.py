"""What dimensions, codes and tables of an edition are called."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.statistics.classes import classes
from safeconduct.statistics.greta import definitions
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA
from safeconduct.vocabulary.labels import label

LANGUAGE = "en"
"""The language of the words in the signed document; a page says them in its own."""

DIMENSIONS: dict[str, Words] = {
    "status": _("Where identification stands"),
    "by": _("Registered by"),
    "sex": _("Sex"),
    "age": _("Age at registration"),
    "citizen": _("Citizenship"),
    "form": _("Form of exploitation"),
    "measure": _("Measure (persons, or claims)"),
}
CODES: dict[str, dict[str, Words]] = {
    "status": {
        "identified": _("Identified"),
        "presumed": _("Presumed"),
        "declined_identification": _("Declined to be identified"),
        "UNK": _("Not known"),
    },
    "by": {
        "AUTH": _("Authorities"),
        "CARE": _("Help and protection"),
        "other": _("Others"),
        "UNK": _("Not known"),
    },
    "sex": {"F": _("Female"), "M": _("Male"), "OTH": pgettext_lazy("sex", "Other"), "UNK": _("Not known")},
    "age": {"Y_LT18": _("Under 18"), "Y_GE18": _("18 and over"), "UNK": _("Not known")},
    "citizen": {
        "NAT": _("Of the reporting country"),
        "EU": _("Of another country of the Union"),
        "NEU": _("Of a country outside the Union"),
        "STLS": _("Stateless"),
        "FOR": _("Not of the reporting country"),
        "UNK": _("Not known"),
    },
    "form": {
        "SEX": _("Sexual exploitation"),
        "LAB": _("Labour exploitation"),
        "OTH": _("Other forms"),
        "UNK": _("Not known, or the main form was not chosen"),
    },
    "measure": {
        "reflection_granted": _("Reflection period granted"),
        "residence_granted": _("Residence permit granted"),
        "protection_granted": _("International protection granted"),
        "return_right_granted": _("Safe return granted"),
        "legal_aid_granted": _("Legal aid granted"),
        "compensation_claimed": _("Claims for compensation filed"),
        "compensation_awarded": _("Claims with a sum awarded"),
        "compensation_paid": _("Claims paid at least in part"),
    },
}
TOTAL_WORD: Words = _("Total")
TABLES: dict[str, Words] = {
    "A1": _("Registered persons by who registered them"),
    "A2": _("Registered persons by citizenship"),
    "A3": _("Registered persons by form of exploitation"),
    "A4": _("Registered persons by form, citizenship and who registered them"),
    "G1": _("Registered persons by sex, and by age where it can be shown"),
    "G2": _("Registered persons by citizenship"),
    "G3": _("Registered persons by form of exploitation"),
    "G4": _("Registered persons by who registered them"),
    "G5": _("Measures in files that were opened in this time, each counted by itself"),
}
KINDS: dict[str, Words] = {
    ARTICLE_19A: _("Tables of Article 19a of Directive 2011/36/EU"),
    GRETA: _("Tables for GRETA, the experts of the Council of Europe"),
}
SOURCES: dict[str, Words] = {ARTICLE_19A: _("Eurostat's own list"), GRETA: _("GRETA's own questionnaire")}
"""With what nobody has compared the codes."""


def of_code(dimension: str, code: str) -> Words:
    """What a code is called; itself where nobody has named it."""
    if code == "TOTAL":
        return TOTAL_WORD
    if dimension == "by" and code in set(Sector) and code != "other":
        return label(Sector(code))
    return CODES[dimension].get(code, code)


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
STEPS: dict[str, Words] = {
    "": _("It begins"),
    "protect": _("Numbers are hidden, and the outcome is attacked"),
    "cheaper": _("Coarser layouts are looked at"),
    "table": _("Each table is looked at by itself"),
    "years": _("More years are looked at together"),
}
"""How far a preparation has come."""
