"""What the dimensions, codes and tables of editions are called: said by a node, and by its public site for known codes.

An edition that is signed carries its own words. These are what it is made with, and what is said in other languages.
"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA
from safeconduct.vocabulary.labels import label

TOTAL = "TOTAL"
"""The code that unites all classes of a dimension."""
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
    "A5": _("Registered persons by sex and age"),
    "G1": _("Registered persons by sex, and by age where it can be shown"),
    "G2": _("Registered persons by citizenship"),
    "G3": _("Registered persons by form of exploitation"),
    "G4": _("Registered persons by who registered them"),
    "G5": _("Measures in files that were opened in this time, each counted by itself"),
}
OF_MEASURES = "G5"
WITHOUT_MEASURES: Words = _(
    "The table of measures (G5) is not in this edition: claims in the files of an agency contradict one another, or the"
    " table would have given a small number away."
)
ZERO_OF_MEASURES: Words = _(
    "Of measures 0 means that none was written down in the files of these agencies, not that there was none."
)
KINDS: dict[str, Words] = {
    ARTICLE_19A: _("Tables of Article 19a of Directive 2011/36/EU"),
    GRETA: _("Tables for GRETA, the experts of the Council of Europe"),
}
SOURCES: dict[str, Words] = {ARTICLE_19A: _("Eurostat's own list"), GRETA: _("GRETA's own questionnaire")}
"""With what nobody has compared the codes."""


def are_measures(dimensions: Collection[str]) -> bool:
    """Whether a table of these dimensions counts measures: each of its lines is said, for its zeros say something."""
    return "measure" in dimensions


def of_zero(dimensions: Collection[str]) -> Words:
    """What 0 means in a table of these dimensions, where that is not that nobody was counted; else ""."""
    return ZERO_OF_MEASURES if are_measures(dimensions) else ""


def of_code(dimension: str, code: str) -> Words:
    """What a code is called; itself where nobody has named it."""
    return known(dimension, code) or code


def known(dimension: str, code: str) -> Words | None:
    """The same; None where nobody has named it."""
    if dimension not in DIMENSIONS:
        return None
    if code == TOTAL:
        return TOTAL_WORD
    if dimension == "by" and code in set(Sector) and code != "other":
        return label(Sector(code))
    return CODES[dimension].get(code)
