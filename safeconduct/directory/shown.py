"""A service as the page of a search shows it. A place of safety has no address and no number of its own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from safeconduct.directory.finding import Close, Line
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Intake, PlaceKind
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.regions import region_name
from safeconduct.vocabulary.telephones import grouped


@dataclass(frozen=True, slots=True)
class Shown:
    """One card."""

    entry: Entry
    reasons: list[str]
    facts: list[tuple[Words, Words]]
    """What stands about it, each under its name."""


def line(found: Line) -> Shown:
    """A service that fits, and why it stands where it stands."""
    return Shown(found.entry, found.ranked.reasons, _facts(found.entry))


def close(found: Close) -> Shown:
    """A service that does not fit, and what would have to change."""
    return Shown(found.entry, [str(reason.whole) for reason in found.nearly.reasons], _facts(found.entry))


def place(entry: Entry) -> str:
    """Where it is, as far as that may be known."""
    if entry.place in ("", *PlaceKind) and entry.is_confidential:
        return str(label(PlaceKind(entry.place))) if entry.place else _("Its address is not shown")
    kind = str(label(PlaceKind(entry.place)))
    return f"{kind}. {entry.address}" if entry.address else kind


def _facts(entry: Entry) -> list[tuple[Words, Words]]:
    contact = entry.agency.duty_number if entry.is_confidential else entry.contact or entry.agency.duty_number
    spoken = entry.spoken or entry.team.languages
    facts: list[tuple[Words, Words]] = [
        (_("Contact"), grouped(contact) or "–"),
        (_("Hours"), entry.hours or "–"),
        (_("Languages"), ", ".join(map(language_in_full, spoken)) or "–"),
        (_("Works in"), ", ".join(map(region_name, entry.regions)) or country_in_full(entry.agency.country)),
        (_("Kind of place"), place(entry)),
    ]
    if entry.intake:
        facts.append((_("How soon"), label(Intake(entry.intake))))
    return facts
