"""A directory of very many invented services, written by the database's owner in bulk; everything from a seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.measures.directory.names import KINDS, name
from safeconduct.vocabulary.codes import Intake, Need, Service, Takes
from safeconduct.vocabulary.regions import of_country

OF_AN_AGENCY = 20
BATCH = 20_000
AS_OF = datetime(2026, 11, 30, 10, tzinfo=UTC)
COUNTRIES = ("RO", "BG", "DE", "ES", "BE", "SE", "UA", "AL", "FR", "IT", "PL", "GR")
LANGUAGES = (
    "en",
    "ro",
    "bg",
    "uk",
    "ru",
    "fr",
    "de",
    "es",
    "ar",
    "sq",
    "vi",
    "hu",
    "rom",
    "tr",
    "fa",
    "so",
    "ti",
)
COLUMNS = (
    "id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, checked_on, "
    "places_free, places_as_of, place, takes, min_age, max_age, with_children, step_free, without_papers, from_abroad, "
    "spoken, interpreters, regions, intake"
)
AGENCY = "id, node, name, country, sector, languages, duty_number"
KINDS_OF_PLACES = ("shelter", "remote", "outreach")


@dataclass(frozen=True, slots=True)
class Named:
    """An agency: its id, the second word of its name, and the script that it is written in."""

    agency: UUID
    word: str
    script: str


def identifier(random: Random) -> UUID:
    """A random UUID of the seed."""
    return UUID(int=random.getrandbits(128), version=4)


def filled(connection: psycopg.Connection, number: int, seed: int, say: Callable[[str], None]) -> list[Named]:
    """So many services of a twentieth as many agencies, laid out for searches as the triggers would."""
    random = Random(seed)  # noqa: S311  (rows of a measure)
    agencies = [_agency(random) for _ in range(max(1, number // OF_AN_AGENCY))]
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: laid out in bulk below
        with cursor.copy(f"COPY agencies.agency ({AGENCY}) FROM STDIN") as into:
            for named, country in agencies:
                words = f"{KINDS[named.script]} {named.word}"
                into.write_row(
                    (named.agency, "ro", words, country, random.choice(["ngo", "shelter"]), ["en"], "+1 00")
                )
        with cursor.copy(
            "COPY agencies.team (id, agency_id, name, professions, languages) FROM STDIN"
        ) as into:
            for named, _country in agencies:
                into.write_row((named.agency, named.agency, "Reception", ["social_worker"], ["en"]))
        say("agencies and teams are there")
        with cursor.copy(f"COPY directory.entry ({COLUMNS}) FROM STDIN") as into:
            for row in _services(random, agencies, number):
                into.write_row(row)
    say("services are there; they are laid out")
    ids = [row[0] for row in connection.execute("SELECT id FROM directory.entry ORDER BY id").fetchall()]
    for first in range(0, len(ids), BATCH):
        connection.execute("SELECT directory.lay_out(%s)", [ids[first : first + BATCH]])
    connection.execute("VACUUM ANALYZE")
    return [named for named, _country in agencies]


def _agency(random: Random) -> tuple[Named, str]:
    script = random.choice(list(KINDS))
    return Named(identifier(random), name(random, script), script), random.choice(COUNTRIES)


def _services(random: Random, agencies: list[tuple[Named, str]], number: int) -> Iterator[tuple[Any, ...]]:
    services = list(Service)
    for count in range(number):
        named, country = agencies[count % len(agencies)]
        yield (
            identifier(random), named.agency, named.agency, services[count // len(agencies) % len(services)].value,
            random.sample([one.value for one in Need], random.choice([1, 1, 2, 3])), "referral_service",
            random.random() < 0.4, "", *_hours(random), *_days(random), random.choice(KINDS_OF_PLACES),
            *_who(random), random.sample(LANGUAGES, random.randint(1, 3)), _said(random, 0.3),
            _regions(random, country), random.choice(["", "", *(one.value for one in Intake)]),
        )  # fmt: skip


def _hours(random: Random) -> tuple[list[int], str | None, str | None]:
    return ([], None, None) if random.random() < 0.4 else ([0, 1, 2, 3, 4], "09:00", "17:00")


def _days(random: Random) -> tuple[date | None, int | None, datetime | None]:
    checked = None if random.random() < 0.5 else AS_OF.date() - timedelta(days=random.randrange(500))
    if random.random() < 0.6:
        return checked, None, None
    return checked, random.choice([0, 0, 1, 2, 5]), AS_OF - timedelta(hours=random.randrange(400))


def _who(random: Random) -> tuple[Any, ...]:
    takes = [] if random.random() < 0.5 else random.sample([one.value for one in Takes], random.randint(1, 2))
    low, high = random.choice([(None, None), (None, None), (18, None), (0, 17), (16, 26)])
    return takes, low, high, *(_said(random, 0.5) for _ in range(4))


def _said(random: Random, silent: float) -> bool | None:
    return None if random.random() < silent else random.random() < 0.7


def _regions(random: Random, country: str) -> list[str]:
    parts = [one.code for one in of_country(country)]
    return random.sample(parts, random.randint(1, 2)) if parts and random.random() < 0.6 else []
