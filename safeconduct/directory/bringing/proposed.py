"""What one row of a file proposes: a service, who gives it, where that was read, and what was not taken over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Confidence(StrEnum):
    """How good the source is; no check by anybody in the country."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    UNCERTAIN = "uncertain"


CONFIDENCE_IN_WORDS: dict[str, Words] = {
    Confidence.VERIFIED: _("Read on the source's page. Nobody in the country has checked it."),
    Confidence.SECONDARY: _("Read in somebody else's account of the source."),
    Confidence.UNVERIFIED: _("No source was read, or only for a part of it."),
    Confidence.UNCERTAIN: _("The source contradicts itself, or is damaged."),
}


class Note(StrEnum):
    """What of a row was not taken over as it stood, and why; or what has to be said before it can be accepted."""

    HIDDEN_ADDRESS = "hidden_address"
    HIDDEN_CONTACT = "hidden_contact"
    HIDDEN_TEXT = "hidden_text"
    PLACE_NOT_SAID = "place_not_said"
    COORDINATES = "coordinates"
    COORDINATES_WRONG = "coordinates_wrong"
    CAPACITY = "capacity"
    COUNTRY_NOT_SAID = "country_not_said"
    SHORT_NUMBER = "short_number"
    NUMBER_HELD_BACK = "number_held_back"
    AREA_NOT_KNOWN = "area_not_known"
    NAMES = "names"
    SERVICE_NOT_KNOWN = "service_not_known"


NOTE_IN_WORDS: dict[str, Words] = {
    Note.HIDDEN_ADDRESS: _(
        "address: this is a confidential place. Its address was not taken over and is kept nowhere."
    ),
    Note.HIDDEN_CONTACT: _(
        "telephone or e-mail: this is a confidential place. Its own were not taken over; enter those of its agency."
    ),
    Note.HIDDEN_TEXT: _("description: this is a confidential place. Texts about it were not taken over."),
    Note.PLACE_NOT_SAID: _(
        "address: the file does not say what kind of place this is, so its address was not taken over."
    ),
    Note.COORDINATES: _("coordinates: the directory holds no points on a map. They were not taken over."),
    Note.COORDINATES_WRONG: _(
        "latitude, longitude: they are swapped or on no map. They were not taken over; tell the source."
    ),
    Note.CAPACITY: _("capacity: free places are said by the service's own team. They were not taken over."),
    Note.COUNTRY_NOT_SAID: _("country: the file names no single country. Say for which one you accept it."),
    Note.SHORT_NUMBER: _("telephone: this number works inside its country only."),
    Note.NUMBER_HELD_BACK: _(
        "telephone: the source is uncertain. The number stands in the note for editors, and nowhere else."
    ),
    Note.AREA_NOT_KNOWN: _("area: the file names a part of the country that is not known here."),
    Note.SERVICE_NOT_KNOWN: _(
        "service: what this file calls a service is none of our list. It was taken for a name; choose the service."
    ),
    Note.NAMES: _("contact: names of single people were not taken over."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One service as a file has it, in our codes. What is empty or None the file has not said."""

    origin: str
    """By which the source knows it; made of country, role and names where the source numbers nothing."""
    organisation: str
    name: str
    organisation_origin: str = ""
    country: str = ""
    sector: str = ""
    role: str = ""
    service: str = ""
    needs: tuple[str, ...] = ()
    place: str = ""
    address: str = ""
    contact: str = ""
    agency_contact: str = ""
    website: str = ""
    takes: tuple[str, ...] = ()
    takes_children: bool | None = None
    min_age: int | None = None
    max_age: int | None = None
    with_children: bool | None = None
    step_free: bool | None = None
    without_papers: bool | None = None
    from_abroad: bool | None = None
    spoken: tuple[str, ...] = ()
    interpreters: bool | None = None
    regions: tuple[str, ...] = ()
    intake: str = ""
    hours: str = ""
    open_days: tuple[int, ...] = ()
    opens: str = ""
    closes: str = ""
    audience: str = ""
    note: str = ""
    """For editors: what the source says besides."""
    source: str = ""
    source_date: date | None = None
    confidence: str = Confidence.UNVERIFIED
    is_gap: bool = False
    """The source says that there is no such service."""
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is kept: what is not said is left out."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                found[field.name] = value.isoformat() if isinstance(value, date) else value
        return found

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        known = {field.name for field in fields(cls)}
        said: dict[str, Any] = {
            name: tuple(v) if isinstance(v, list) else v for name, v in kept.items() if name in known
        }
        if "source_date" in said:
            said["source_date"] = date.fromisoformat(said["source_date"])
        return cls(**said)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every row that says nothing else: said once by whoever brings the file in."""

    country: str = ""
    place: str = ""
    source: str = ""
    source_date: date | None = None
    confidence: str = Confidence.UNVERIFIED
