"""Where in Safeconduct a measure is done: pages by the words that stand on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A page. `of_a_case`: it is found on the page of a person, and no card links to it."""

    words: Words
    page: str
    of_a_case: bool = True


PLACES: Mapping[str, Place] = {
    "today": Place(_("Today"), "today", False),
    "new": Place(_("Open a case"), "open_case", False),
    "blank": Place(_("Blank forms"), "blank_forms", False),
    "enquiries": Place(_("Ask without a name"), "enquiries", False),
    "interpreters": Place(_("Interpreters"), "interpreters", False),
    "conflicts": Place(_("Conflict of interest"), "conflicts", False),
    "sheet": Place(_("For lawyers, prosecutors and judges"), "rights_in_court", False),
    "person": Place(_("Person"), "person"),
    "screenings": Place(_("Signs of trafficking"), "screenings"),
    "interviews": Place(_("Who asked before"), "interviews"),
    "rights": Place(_("Rights"), "rights"),
    "told": Place(_("Telling the person of their rights"), "rights_told"),
    "refer": Place(_("Ask a service"), "refer"),
    "return": Place(_("Return"), "return"),
    "follow_up": Place(_("Follow-up"), "follow_ups"),
    "authorities": Place(_("Police and prosecution"), "authorities"),
}
