"""Invented services, and a clock that stands still."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from safeconduct.directory.hsds.told import Agency, Told
from safeconduct.directory.rules import Hours
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Service, Takes
from safeconduct.vocabulary.codes.audiences import Audience

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
STREET = "Strada Ascunsă 17"
"""Where the invented shelter is: to be found nowhere."""
AGENCY = Agency("6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1a01", "Lumina (invented)", "RO", "Shelter")
OFFICE = Told(
    id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1b01",
    agency=AGENCY,
    service=Service.LEGAL_ADVICE,
    needs=(Need.LEGAL_AID, Need.DOCUMENTS),
    audience=Audience.PUBLIC,
    checked_on=date(2026, 11, 2),
    place=PlaceKind.OFFICE,
    address="Strada Vizibilă 3, 010101 București",
    contact="+40 21 000 0001",
    takes=(Takes.WOMEN, Takes.MEN),
    takes_children=True,
    min_age=16,
    step_free=True,
    without_papers=True,
    from_abroad=True,
    languages=("ro", "uk", "rom"),
    interpreters=True,
    regions=("RO-B",),
    hours=Hours(frozenset({0, 1, 4}), time(9, 0), time(17, 30), "RO"),
    hours_in_words="Mon, Tue, Fri, 9 to 17:30",
    intake=Intake.PLANNED_ONLY,
    places=5,
    places_as_of=datetime(2026, 11, 29, 8, 0, tzinfo=UTC),
)
SHELTER = Told(
    id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1b02",
    agency=AGENCY,
    service=Service.SHELTER,
    needs=(Need.HOUSING, Need.SAFETY),
    audience=Audience.PUBLIC,
    checked_on=date(2026, 11, 2),
    place=PlaceKind.SHELTER,
    address=STREET,  # the database refuses it; whoever comes by another way must not get it out either
    takes=(Takes.WOMEN,),
    with_children=True,
    languages=("ro",),
    regions=("RO-CJ",),
    hours=Hours(country="RO"),
    hours_in_words=f"Ring at {STREET}",
    intake=Intake.EMERGENCY_24H,
    places=2,
    places_as_of=datetime(2026, 11, 30, 8, 0, tzinfo=UTC),
)


def changed(told: Told, **more: Any) -> Told:
    """The same with something else."""
    return replace(told, **more)
