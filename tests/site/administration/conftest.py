"""An administrator who is signed in with a second factor and has just confirmed, and the members of one agency."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client

from tests.conftest import ConnectAs

if TYPE_CHECKING:
    from tests.site.people import People


@dataclass
class Office:
    """The administrator's browser, and the agency."""

    client: Client
    people: "People"
    agency: UUID
    administrator: UUID
    colleagues: dict[str, UUID]

    def post(self, path: str, **answers: Any) -> Any:
        """Send a form below /administration/."""
        return self.client.post(f"/administration/{path}", answers)

    def get(self, path: str) -> Any:
        """Open a page below /administration/."""
        return self.client.get(f"/administration/{path}")

    def row(self, sql: str, *values: object) -> Any:
        """One row of the database, as its owner sees it."""
        return self.people.owner.execute(sql, values).fetchone()


@pytest.fixture
def office(connect_as: ConnectAs) -> Office:
    """Ana runs the agency and keeps the node; Dan is a social worker, Sara supervises."""
    from tests.site.people import People, confirm, give_app, with_app

    people, client = People(connect_as("owner")), Client()
    agency = people.agency()
    ana = people.with_password(people.place(people.account("ana"), agency, "administrator", "Ana"))
    people.owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [ana])
    colleagues = {
        name: people.place(people.account(name.lower()), agency, "social_worker", name)
        for name in ("Dan", "Sara")
    }
    people.owner.execute("UPDATE agencies.member SET supervises = true WHERE id = %s", [colleagues["Sara"]])
    give_app(1)
    with_app(client)
    assert confirm(client, after="/administration/") == "/administration/"
    return Office(client, people, agency, ana, colleagues)
