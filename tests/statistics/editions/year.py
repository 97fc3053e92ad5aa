"""A year of three agencies that have named Cora, with Rita the rapporteur and Cleo, who coordinates too. Invented."""

import re
from collections.abc import Mapping
from datetime import date

import psycopg
from django.test import Client
from django.utils import timezone

from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import _account

YEAR = timezone.now().year - 1
PEOPLE: dict[tuple[str, str], int] = {
    ("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 14,
    ("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 11,
    ("alfa", "presumed|ngo|F|Y_GE18|EU|SEX"): 9,
    ("beta", "presumed|ngo|F|Y_LT18|EU|SEV"): 2,
    ("beta", "presumed|ngo|M|Y_GE18|NEU|LAB"): 12,
    ("police", "presumed|police|M|Y_GE18|NEU|LAB"): 16,
    ("alfa", "presumed|ngo|M|UNK|NEU|LAB"): 8,
    ("police", "withheld"): 6,
}


def registered(
    owner: psycopg.Connection, people: Mapping[tuple[str, str], int] = PEOPLE, year: int = YEAR
) -> None:
    """So many persons of each class in the tallies of each agency."""
    for (agency, value), number in people.items():
        insert(
            owner, "statistics.tally", agency_id=ID(agency), side="person", quarter=date(year, 1, 1),
            dim="registered", value=value, part="registered", number=number,
        )  # fmt: skip


def officers(owner: psycopg.Connection) -> None:
    """Who else there is: Rita of the police is a rapporteur, Cleo coordinates for beta."""
    for name, agency, profession in (("rita", "police", "rapporteur"), ("cleo", "alfa", "coordinator")):
        insert(
            owner, "agencies.member", id=ID(name), agency_id=ID(agency), user_id=_account(owner, name), name=name,
            profession=profession,
        )  # fmt: skip
    for agency in ("alfa", "police"):
        insert(owner, "agencies.coordination", agency_id=ID(agency), coordinator_id=ID("cora"))
    for agency in ("alfa", "beta", "police"):
        insert(owner, "agencies.coordination", agency_id=ID(agency), coordinator_id=ID("cleo"))


def client_of(who: str) -> Client:
    """Signed in by the demonstration's button."""
    client = Client()
    assert client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
    return client


def prepare(who: str, year: int = YEAR, **typed: str) -> str:
    """Prepare a year, by status where nothing else is typed; and where it went."""
    answer = client_of(who).post(f"/figures/editions/year/{year}/", {"rung": "status", **typed})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def show(who: str, path: str) -> str:
    """Have the tables of a preparation shown, from which on they count as said; the address of its page."""
    answer = client_of(who).post(f"{path}show/")
    assert answer.status_code == 302, answer.content.decode()
    return path


def approve(who: str, path: str, status: int = 302) -> str:
    """Have the tables shown, and approve what stands there; where it went, or the page that said no."""
    client = client_of(who)
    for each in ("cora", "cleo"):  # whoever prepared it
        client_of(each).post(f"{path}show/")
    page = client.get(path).content.decode()
    found = re.search(r'name="read" value="([0-9a-f]{64})"', page)
    answer = client.post(f"{path}approve/", {"read": found[1] if found else "", "sure": "yes"})
    assert answer.status_code == status, answer.content.decode()
    return str(answer["Location"]) if status == 302 else answer.content.decode()
