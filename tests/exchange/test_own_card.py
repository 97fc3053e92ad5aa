"""What of an agency and its services stands on the card that every node reads: nothing that was offered to fewer."""

from datetime import time
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from safeconduct.exchange import own_card
from safeconduct.exchange.own_card import EVERY_NODE


def row(**members: Any) -> Any:
    """In place of a row of the database."""
    return SimpleNamespace(**members)


def entry(number: int, **other: Any) -> Any:
    return row(**({
        "id": UUID(int=number), "team_id": UUID(int=9), "service": "shelter", "needs": ["housing"], "purpose": "x",
        "takes_children": True, "hours": "By day", "open_days": [], "opens": None, "closes": None, "jurisdictions": [],
        "proceeding_types": [], "offered_to": EVERY_NODE,
    } | other))  # fmt: skip


def agency(*entries: Any, teams: tuple[Any, ...] = ()) -> Any:
    return row(
        id=UUID(int=1), name="Casa Exemplu", country="RO", sector="ngo", languages=["ro"], duty_number="",
        teams=row(all=lambda: list(teams)), entries=row(all=lambda: list(entries)),
    )  # fmt: skip


def services(*entries: Any, room: int = 10) -> list[str]:
    written = own_card._agency(agency(*entries), iter(range(room)))
    return [service["id"] for service in written["services"]]


def test_what_is_not_offered_to_every_node_stands_on_no_card() -> None:
    ours, all_of_them = entry(1, offered_to="own_country"), entry(2)
    assert services(ours, all_of_them) == [str(UUID(int=2))]
    assert services(entry(1, offered_to="")) == []


def test_services_come_in_an_order_of_their_own_and_only_as_many_as_there_is_room() -> None:
    shelter, later, advice = entry(3), entry(4), entry(5, service="legal_advice")
    assert services(later, advice, shelter) == [str(UUID(int=number)) for number in (5, 3, 4)]
    assert services(later, advice, shelter, room=2) == [str(UUID(int=number)) for number in (5, 3)]


def test_an_agency_is_written_with_its_teams_in_their_order() -> None:
    teams = [
        row(id=UUID(int=n), name=name, professions=["nurse"], languages=[])
        for n, name in ((7, "B"), (8, "A"))
    ]
    written = own_card._agency(agency(teams=tuple(teams)), iter(range(9)))
    assert written == {
        "id": str(UUID(int=1)), "name": "Casa Exemplu", "country": "RO", "sector": "ngo", "languages": ["ro"],
        "duty_number": "", "services": [], "teams": [
            {"id": str(UUID(int=8)), "name": "A", "professions": ["nurse"], "languages": []},
            {"id": str(UUID(int=7)), "name": "B", "professions": ["nurse"], "languages": []},
        ],
    }  # fmt: skip


def test_a_service_says_its_hours_and_its_law_only_where_they_are_known() -> None:
    plain = {
        "id": str(UUID(int=1)), "team": str(UUID(int=9)), "service": "shelter", "needs": ["housing"], "purpose": "x",
        "takes_children": True, "hours": "By day",
    }  # fmt: skip
    assert own_card._service(entry(1)) == plain
    open_ = entry(1, open_days=[0, 4], opens=time(9), jurisdictions=["RO"])
    assert own_card._service(open_) == plain | {
        "open_days": [0, 4], "opens": "09:00", "closes": None, "jurisdictions": ["RO"],
    }  # fmt: skip
