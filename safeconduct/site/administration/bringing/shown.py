"""How a proposal and what is wrong in a file are shown."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.directory.bringing import rules
from safeconduct.directory.bringing.kept import Proposal
from safeconduct.directory.bringing.proposed import CONFIDENCE_IN_WORDS, NOTE_IN_WORDS, Proposed
from safeconduct.directory.bringing.queries import Hint
from safeconduct.directory.models import Entry
from safeconduct.site.administration.bringing import acceptance
from safeconduct.site.administration.forms import Asked
from safeconduct.vocabulary.cells import defused
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Sector, Service, Takes
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.regions import region_name
from safeconduct.vocabulary.telephones import grouped

MISSING_IN_WORDS: dict[str, Words] = {
    "country": gettext_lazy("country"),
    "sector": gettext_lazy("sector"),
    "service": gettext_lazy("service, by our list"),
    "needs": gettext_lazy("needs"),
    "purpose": gettext_lazy("purpose"),
    "place": gettext_lazy("kind of place"),
    "duty_number": gettext_lazy("telephone"),
    "ways": gettext_lazy("how they are reached"),
}
OF_ALL = ("ways",)
"""What is asked once for several."""


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in a list: what it says, what was not taken over, what it may be, and what is still to be said."""

    row: Proposal
    confidence: Words
    notes: list[Words]
    hints: list[Hint]
    missing: list[Words]


def line(row: Proposal, hints: Sequence[Hint]) -> Line:
    """As the page of an import shows it."""
    notes = [NOTE_IN_WORDS[note] for note in row.data.get("notes", ()) if note in NOTE_IN_WORDS]
    return Line(row, CONFIDENCE_IN_WORDS[row.confidence], notes, list(hints), missing(row, hints))


def missing(row: Proposal, hints: Sequence[Hint] = ()) -> list[Words]:
    """What somebody has to say before it can be accepted."""
    stands = acceptance.stands(row, acceptance.known_of(hints))
    names = rules.lacking(stands | {"organisation": stands["name"], "name": stands["team"]})
    return [MISSING_IN_WORDS[name] for name in names if name in MISSING_IN_WORDS and name not in OF_ALL]


def for_all(asked: Asked) -> list[Question]:
    """What is asked once where several are accepted together."""
    return [*acceptance.for_all(asked), *acceptance.lacked(asked)]


def facts(row: Proposal) -> list[tuple[Words, Words]]:
    """Everything that the file says of it."""
    found = Proposed.from_json(row.data)
    several: dict[Words, list[Words]] = {
        _("Needs"): [label(Need(one)) for one in found.needs],
        _("For whom"): [label(Takes(one)) for one in found.takes],
        _("Languages"): [language_in_full(one) for one in found.spoken],
        _("Works in"): [region_name(one) for one in found.regions],
    }
    said: list[tuple[Words, Words]] = [
        (_("Organisation"), found.organisation),
        (_("Name of the service"), found.name),
        (_("Country"), country_in_full(found.country) if found.country else ""),
        (_("Sector"), label(Sector(found.sector)) if found.sector else ""),
        (_("Service"), label(Service(found.service)) if found.service else ""),
        *((name, ", ".join(map(str, values))) for name, values in several.items()),
        (_("Kind of place"), label(PlaceKind(found.place)) if found.place else ""),
        (_("Address"), found.address),
        (_("Contact"), grouped(found.contact)),
        (_("Contact of the organisation"), grouped(found.agency_contact)),
        (_("Website"), found.website),
        (_("Ages"), _ages(found)),
        (_("How soon"), label(Intake(found.intake)) if found.intake else ""),
        (_("Hours"), found.hours),
        (_("Role"), found.role),
        (_("For whom the entry is"), found.audience),
        (_("Note for editors"), found.note),
        (_("Number in the source"), found.origin),
    ]
    return [(name, value) for name, value in said if value]


def facts_of_entry(entry: Entry) -> list[tuple[Words, Words]]:
    """The same of a service that is here. A place of safety has no address and no contact of its own."""
    said: list[tuple[Words, Words]] = [
        (_("Organisation"), entry.agency.name),
        (_("Name of the service"), entry.team.name),
        (_("Country"), country_in_full(entry.agency.country)),
        (_("Service"), label(Service(entry.service)) if entry.service in set(Service) else entry.service),
        (_("Needs"), ", ".join(str(label(Need(one))) for one in entry.needs)),
        (_("Languages"), ", ".join(language_in_full(one) for one in entry.spoken or entry.team.languages)),
        (_("Works in"), ", ".join(map(region_name, entry.regions))),
        (_("Kind of place"), label(PlaceKind(entry.place)) if entry.place else ""),
        (_("Address"), entry.address),
        (_("Contact"), grouped(entry.contact)),
        (_("Contact of the organisation"), grouped(entry.agency.duty_number)),
        (_("Hours"), entry.hours),
        (_("Checked on"), entry.checked_on.isoformat() if entry.checked_on else _("not checked")),
    ]
    return [(name, value) for name, value in said if value]


def _ages(found: Proposed) -> str:
    if found.min_age is None and found.max_age is None:
        return ""
    oldest = "…" if found.max_age is None else found.max_age
    return f"{found.min_age or 0} - {oldest}"


def as_csv(wrong: Iterable[tuple[int, str, str]]) -> str:
    """Row, field, sentence; nothing in it runs in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("Row"), _("Field"), _("What is wrong")])
    writer.writerows([[row, defused(field), defused(sentence)] for row, field, sentence in wrong])
    return "\ufeff" + text.getvalue()
