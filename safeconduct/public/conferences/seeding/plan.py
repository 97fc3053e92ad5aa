"""What the seed of a conference is made of."""

from dataclasses import dataclass, field
from typing import Any

SALCIA, TEIUL, LINDE = "Casa Salcia (invented)", "Cabinet Teiul (invented)", "Huis Linde (invented)"
CONTACT = "conferences@example.org"


@dataclass(frozen=True)
class Planned:
    """A session: on which day (0 is the first), when by the clocks of the place, how long, where, in both languages."""

    day: int
    at: str
    minutes: int
    room: str
    kind: str
    en: tuple[str, str]
    ro: tuple[str, str]
    who: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ("ro",)


@dataclass(frozen=True)
class Conference:
    """An edition; `in_days` counts from today, `days` how many it lasts."""

    code: str
    state: str
    in_days: int
    place: str
    en: tuple[str, str]
    ro: tuple[str, str]
    programme: tuple[Planned, ...]
    days: int = 1
    opens_in: int = 0
    more: dict[str, Any] = field(default_factory=dict)
    quotas: tuple[tuple[str, str, int], ...] = ()
    budget: tuple[tuple[str, int, int | None, str], ...] = ()
    funding_ro: str = ""


def pause(at: str, day: int = 0) -> Planned:
    """Half an hour for everybody."""
    return Planned(day, at, 30, "", "break", ("Break", ""), ("Pauză", ""), spoken=())


def welcome(who: str, at: str = "09:30", *, spoken: tuple[str, ...] = ("ro",)) -> Planned:
    """How a conference begins."""
    return Planned(
        0,
        at,
        30,
        "Aula",
        "plenary",
        ("Welcome, and how we talk here", "No story of a person is told that could name them."),
        (
            "Bun venit, și cum vorbim aici",
            "Nu se spune nicio poveste după care s-ar putea recunoaște cineva.",
        ),
        (who,),
        spoken,
    )
