"""A service of an agency, and who edits it."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.site.administration.conftest import Office, second
from tests.site.administration.test_agency import SERVICE


class Kept:
    """A service of the agency, and the form that the administrator fills."""

    def __init__(self, office: Office) -> None:
        self.office, self.team = office, uuid4()
        office.people.owner.execute(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
            "VALUES (%s, %s, 'First contact', '{social_worker}', '{ro}')",
            [self.team, office.agency],
        )
        self.said: dict[str, Any] = {**SERVICE, "team": self.team, "place": "office"}
        assert office.post("agency/services/new/", **self.said).status_code == 302
        (self.id,) = office.row("SELECT id FROM directory.entry")
        self.path = f"agency/services/{self.id}/"

    def version(self, browser: Client | None = None) -> str:
        """Which version the form was read with."""
        page = (browser or self.office.client).get(f"/administration/{self.path}").content.decode()
        found = re.search(r'name="version" value="(\d+)"', page)
        assert found is not None
        return found[1]

    def save(self, version: str | None = None, browser: Client | None = None, **changed: Any) -> Any:
        """Send the form with something changed, on the version that was read."""
        said = {**self.said, "version": version or self.version(), **changed}
        return (browser or self.office.client).post(f"/administration/{self.path}", said)

    def row(self, columns: str) -> Any:
        return self.office.row(f"SELECT {columns} FROM directory.entry WHERE id = %s", self.id)


def colleague(office: Office, name: str = "Dan") -> Client:
    """A second administrator of the agency at another browser."""
    office.people.owner.execute(
        "UPDATE agencies.member SET profession = 'administrator' WHERE id = %s", [office.colleagues[name]]
    )
    return second(office, name)
