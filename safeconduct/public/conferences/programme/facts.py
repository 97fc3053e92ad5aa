"""What a conference is, as pages and exports need it. Pure: plain values, no model and no clock."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Text:
    """Words and the language that they are in, which may be another one than was asked for."""

    words: str
    language: str


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Somebody who speaks, as they want to be named in public."""

    id: int
    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """A version that a newer one has replaced, at an address of its own."""

    code: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """Something to take along; `ending` is empty for a link. `size` in bytes."""

    code: str
    title: str
    language: str
    licence: str
    ending: str = ""
    size: int = 0
    earlier: tuple["EarlierFacts", ...] = ()


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A part of a programme; the times have a zone, `room` is empty where there is none."""

    id: int
    kind: str
    starts_at: datetime
    ends_at: datetime
    room: str
    title: Text
    about: Text = NOTHING
    speakers: tuple[SpeakerFacts, ...] = ()
    spoken: tuple[str, ...] = ()
    materials: tuple[MaterialFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """A conference in one language; `state`, `scope` and `country` are codes, `revision` what calendars count by."""

    code: str
    series: str
    name: Text
    state: str
    scope: str
    country: str
    place: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    changed_at: datetime
    organiser: str
    contact: str
    revision: int = 0
    announced_at: datetime | None = None
    moved_at: datetime | None = None
    introduction: Text = NOTHING
    funding: Text = NOTHING
    interpretation: tuple[str, ...] = ()
    language: str = "en"
    written_in: tuple[str, ...] = ()
    is_full: bool = False
    """Whether all seats are given; False where nobody asked."""
    full_for: tuple[tuple[str, str], ...] = ()
    """Profession and country of those for whom none is left though others have some; "" is any."""

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def starts(self) -> datetime:
        """When it begins, by its own clocks."""
        return self.starts_at.astimezone(self.zone)

    @property
    def ends(self) -> datetime:
        """When it ends, by its own clocks."""
        return self.ends_at.astimezone(self.zone)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.state == "cancelled"
