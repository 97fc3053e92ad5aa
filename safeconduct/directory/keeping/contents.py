"""What each part of a service says, in words: beside the button that says that it is still right."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from safeconduct.directory.finding.shown import place, places_of_work, spoken, whom
from safeconduct.directory.keeping.parts import Part
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Intake, Need
from safeconduct.vocabulary.labels import label


def contents(entry: Entry) -> dict[Part, list[str]]:
    """By part, in sentences of one line each; places say themselves."""
    return {
        Part.TAKES: list(_takes(entry)),
        Part.REACHED: list(_reached(entry)),
        Part.WHERE: list(_where(entry)),
        Part.PLACES: [],
    }


def _takes(entry: Entry) -> Iterator[str]:
    needs = ", ".join(str(label(Need(one))) for one in entry.needs if one in set(Need))
    yield _("Needs: %(needs)s") % {"needs": needs or "–"}
    yield from whom(entry)
    if entry.intake:
        yield _("How soon: %(intake)s") % {"intake": label(Intake(entry.intake))}


def _reached(entry: Entry) -> Iterator[str]:
    own = "" if entry.is_confidential else entry.contact
    yield _("Contact: %(number)s") % {"number": own or entry.agency.duty_number or "–"}
    yield _("Hours: %(hours)s") % {"hours": entry.hours or "–"}


def _where(entry: Entry) -> Iterator[str]:
    yield _("Kind of place: %(place)s") % {"place": place(entry)}
    yield _("Works in: %(where)s") % {"where": places_of_work(entry)}
    yield _("Languages: %(languages)s") % {"languages": spoken(entry)}
