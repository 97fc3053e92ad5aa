"""A service as far as it may be given out to other systems. Pure: codes, texts, days and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from safeconduct.directory.rules import Hours
from safeconduct.vocabulary.codes import Confidence, Intake, Need, PlaceKind, Service, Takes
from safeconduct.vocabulary.codes.audiences import Audience


class Reader(StrEnum):
    """Who reads what is given out."""

    EVERYBODY = "everybody"
    PROFESSIONALS = "professionals"


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose service it is."""

    id: str
    name: str
    country: str
    sector_words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One service. None and empty: it has not said."""

    id: str
    agency: Agency
    service: Service
    needs: Sequence[Need]
    audience: Audience
    checked_on: date | None
    place: PlaceKind | None = None
    address: str = ""
    contact: str = ""
    """A number, a mail address or a page that everybody may know."""
    takes: Sequence[Takes] = ()
    takes_children: bool = False
    min_age: int | None = None
    max_age: int | None = None
    with_children: bool | None = None
    step_free: bool | None = None
    without_papers: bool | None = None
    from_abroad: bool | None = None
    languages: Sequence[str] = ()
    interpreters: bool | None = None
    regions: Sequence[str] = ()
    hours: Hours = field(default_factory=Hours)
    hours_in_words: str = ""
    intake: Intake | None = None
    tells_intake: bool = False
    """Whether the agency lets everybody know how soon somebody can come."""
    places: int | None = None
    places_as_of: datetime | None = None
    confidence: Confidence = Confidence.VERIFIED
    source: str = ""

    @property
    def country(self) -> str:
        """Of its agency."""
        return self.agency.country
