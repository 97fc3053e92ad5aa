"""What is wrong on the page of a person, named as the reader finds it: "Plan, Actions 2: Who does it". Pure.

A sentence such as "Enter the date as year-month-day" stands at its question already; at the top of a long page it says
nothing without the name of that question (WCAG 2.2, 3.3.1).
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.rows import Entered, places
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


def summary(wrong: Mapping[Section, Mapping[str, Words]], entered: Entered) -> dict[str, str]:
    """By the id of the question, what is wrong with it, and before it where it stands."""
    return {
        f"{section}-{name}": named(section, name, said, entered)
        for section, found in wrong.items()
        for name, said in found.items()
    }


def named(section: Section, name: str, said: Words, entered: Entered) -> str:
    """One of them. What belongs to no question of the section is said with the section alone."""
    words = {"section": label(section), "said": said}
    for field in FIELDS[section]:
        if field.name == name:
            return _("%(section)s, %(field)s: %(said)s") % {**words, "field": field.label}
        if field.kind is Kind.ROWS and (found := _part(field, name, entered)):
            number, part = found
            return _("%(section)s, %(field)s, row %(number)d, %(part)s: %(said)s") % {
                **words, "field": field.label, "number": number, "part": part.label,
            }  # fmt: skip
    return _("%(section)s: %(said)s") % words


def _part(field: Field, name: str, entered: Entered) -> tuple[int, Field] | None:
    """Which row, as the form counts them, and which part of it."""
    found = re.fullmatch(rf"{re.escape(field.name)}-([0-9]+)-(\w+)", name)
    part = next((one for one in field.parts if found and one.name == found[2]), None)
    if found is None or part is None:
        return None
    shown, place = places(field, entered), int(found[1])
    return (shown.index(place) if place in shown else place) + 1, part
