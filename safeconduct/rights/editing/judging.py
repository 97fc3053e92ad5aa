"""What is wrong with a proposed rule, field by field, in the words of a page. Pure.

The rule is read as strictly as a file (`reading`), and the packs with it are held against each other (`checking`).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.checking import faults_of_rules
from safeconduct.rights.editing.content import rule_of
from safeconduct.rights.editing.overlay import with_version
from safeconduct.rights.reading import PackError
from safeconduct.rights.rule import Book, Rule
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput

NO_TEXT = _("Write a text.")
NO_CODE = _("Choose one of the list.")
NO_DAY = _("Enter a day, such as 2027-03-31.")
NO_SOURCE = _("Name a source: one of this country’s file, or a new one that you have read.")
NO_NUMBER = _("Enter a whole number from 1.")
NO_LENGTH = _("What starts or is counted needs a length.")
OTHER = _("This cannot be read. In English: {said}.")
NO_ID = _("Begin with the country and a hyphen, then capital letters, digits and hyphens, such as RO-RP-02.")
THERE_ALREADY = _("There is a rule of this name. Change that one, or take another name.")
TOGETHER: Mapping[str, Words] = {
    "valid_from": _(
        "Two versions of this rule would hold on one day. Let one end on the day before the next begins."
    ),
    "valid_to": _("It ends before it begins."),
    "read_on": _("This day is still to come. Enter the day on which you read it."),
    "rests_on": _("It rests on a rule that is not there, or by way of others on itself."),
    "counting": _(
        "Regulation 1182/71 counts periods of acts of the European Union only: a day of this rule would not be counted "
        "by it. Choose the earliest reading."
    ),
    "says": _(
        "The words begin with another moment than the one that opens the right. Read the source, and let both say the "
        "same."
    ),
    "starts": _("The time would run before its right is open. Choose another moment."),
    "on_cooperation": _("This is a service, and no service may depend on co-operation with authorities."),
}
"""What cannot be so once the rule stands among the others."""

QUESTION = {"duration": "n", "source": "source", "checked_on": "valid_from"}
"""At which question a field is asked, where their names differ."""


def judged(jurisdiction: str, content: Mapping[str, Any], book: Book, today: date, *, is_new: bool) -> Rule:
    """The rule that was proposed. Raises BadInput, field by field."""
    if is_new:
        _named(jurisdiction, str(content["rule"].get("id", "")), book)
    try:
        rule = rule_of(jurisdiction, content)
    except PackError as fault:
        raise BadInput({QUESTION.get(fault.what, fault.what): _words(fault)}) from None
    errors = among_others(rule, book, today)
    if not rule.sources:
        errors["source"] = NO_SOURCE
    if errors:
        raise BadInput(errors)
    return rule


def among_others(rule: Rule, book: Book, today: date) -> dict[str, Words]:
    """What cannot be so once the rule stands in the book, and could before."""
    before = set(faults_of_rules(book, today))
    new = [one for one in faults_of_rules(with_version(book, rule), today) if one not in before]
    errors: dict[str, Words] = {}
    for field, said in new:
        at = "read_on" if field == "source" else field
        errors.setdefault(at, TOGETHER.get(at) or format_lazy(OTHER, said=said))
    return errors


def _named(jurisdiction: str, name: str, book: Book) -> None:
    if not re.fullmatch(rf"{jurisdiction}-[A-Z0-9]+(-[A-Z0-9]+)*", name) or len(name) > 40:
        raise BadInput({"id": NO_ID})
    if any(rule.id == name for rule in book.rules):
        raise BadInput({"id": THERE_ALREADY})


def _words(fault: PackError) -> Words:
    said = fault.mend
    if said == "write a text":
        return NO_TEXT
    if "is not one of" in said or said.startswith("say true"):
        return NO_CODE
    if said.startswith(("write a day", "say on which day")):
        return NO_DAY
    if said.startswith("n is"):
        return NO_NUMBER
    if said.startswith("what starts"):
        return NO_LENGTH
    if fault.what in ("source", "cites"):
        return NO_SOURCE
    return format_lazy(OTHER, said=said)
