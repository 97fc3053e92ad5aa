"""A service as the page of a search shows it. A place of safety has no address and no number of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.directory.federation.origin import origin
from safeconduct.directory.finding.finding import Close, Line
from safeconduct.directory.keeping.said_wrong import is_said_wrong
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Service, Takes
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.regions import region_name
from safeconduct.vocabulary.telephones import grouped

SAID_WRONG = gettext_lazy("Somebody has said that this is wrong")


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
        return str(label(PlaceKind(entry.place))) if entry.place else _("It has not said")
    kind = str(label(PlaceKind(entry.place)))
    return f"{kind}. {entry.address}" if entry.address else kind


def places_of_work(entry: Entry) -> str:
    """The regions in which it works, or its country."""
    return ", ".join(map(region_name, entry.regions)) or country_in_full(entry.agency.country)


def spoken(entry: Entry) -> str:
    """The languages that somebody there speaks; where nobody has said so, those that the team reads."""
    if entry.spoken:
        return ", ".join(map(language_in_full, entry.spoken))
    read = ", ".join(map(language_in_full, entry.team.languages))
    return _("%(languages)s (read there; nobody has said who speaks)") % {"languages": read} if read else "–"


def whom(entry: Entry) -> list[str]:
    """Whom it takes, as far as it has said, a sentence each."""
    takes = ", ".join(str(label(Takes(one))) for one in entry.takes)
    ages = [str(one) if one is not None else "…" for one in (entry.min_age, entry.max_age)]
    child = (
        _("Takes a child or young person as the person")
        if entry.takes_children
        else _("Has not said that it takes a child or young person as the person")
    )
    family = {
        True: _("Takes an adult who brings children"),
        False: _("Takes no adult who brings children"),
        None: _("Has not said whether it takes an adult who brings children"),
    }[entry.with_children]
    said = [_("For whom: %(takes)s") % {"takes": takes or _("It has not said")}, child, family]
    return (
        said
        if ages == ["…", "…"]
        else [*said, _("Age: %(from)s to %(to)s") % dict(zip(("from", "to"), ages, strict=True))]
    )


def names_of(lines: Iterable[Line]) -> Iterator[str]:
    """By what services are found, as it is written: who they are, what they do, and where."""
    for entry in (line.entry for line in lines):
        yield from (entry.agency.name, entry.team.name, country_in_full(entry.agency.country))
        yield from (str(label(Need(one))) for one in entry.needs if one in set(Need))
        if entry.service in set(Service):
            yield str(label(Service(entry.service)))
        yield from (region_name(one) for one in entry.regions)


def _facts(entry: Entry) -> list[tuple[Words, Words]]:
    contact = entry.agency.duty_number if entry.is_confidential else entry.contact or entry.agency.duty_number
    contact = grouped(contact) or "–"
    if is_said_wrong(entry):
        contact = f"{contact}. {SAID_WRONG}"
    facts: list[tuple[Words, Words]] = [
        (_("Contact"), contact),
        (_("Hours"), entry.hours or "–"),
        (_("Languages"), spoken(entry)),
        (_("Works in"), places_of_work(entry)),
        (_("Kind of place"), place(entry)),
    ]
    if entry.intake:
        facts.append((_("How soon"), label(Intake(entry.intake))))
    if (source := origin(entry)) is not None:
        facts.append((_("Whose word this is"), " ".join(filter(None, (f"{source.words}.", source.warning)))))
    return facts
