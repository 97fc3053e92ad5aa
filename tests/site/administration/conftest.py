"""An administrator who is signed in with a second factor and has just confirmed, and the members of one agency."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client

from tests.conftest import ConnectAs

if TYPE_CHECKING:
    from tests.site.administration.kept import Kept
    from tests.site.people import People


@dataclass
class Office:
    """The administrator's browser, and the agency."""

    client: Client
    people: "People"
    agency: UUID
    administrator: UUID
    colleagues: dict[str, UUID]
    browsers: dict[str, Client] = field(default_factory=dict)

    def post(self, path: str, **answers: Any) -> Any:
        """Send a form below /administration/."""
        return self.client.post(f"/administration/{path}", answers)

    def get(self, path: str) -> Any:
        """Open a page below /administration/."""
        return self.client.get(f"/administration/{path}")

    def row(self, sql: str, *values: object) -> Any:
        """One row of the database, as its owner sees it."""
        return self.people.owner.execute(sql, values).fetchone()


def second(office: Office, name: str = "Sara") -> Client:
    """A colleague at a browser, with a second factor that was just shown."""
    from tests.site.people import code, confirm, give_app, sign_in

    if name in office.browsers:
        return office.browsers[name]
    account = {"Dan": 2, "Sara": 3}[name]
    office.people.with_password(office.colleagues[name])
    give_app(account)
    browser = office.browsers[name] = Client()
    sign_in(browser, name.lower())
    browser.post("/account/sign-in/proof/", {"code": code()})
    assert confirm(browser) == "/account/"
    return browser


def answered(browser: Client, answer: str = "yes") -> list[int]:
    """The second person answers everything that waits; what each form came to."""
    page = browser.get("/administration/changes/").content.decode()
    found = re.findall(r'action="(/administration/changes/[^"]+)"', page)
    return [browser.post(address, {"answer": answer}).status_code for address in found]


def alone(office: Office) -> None:
    """Nobody could be the second person any more: as on a node that is new."""
    office.people.owner.execute("UPDATE agencies.member SET supervises = false")


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


@pytest.fixture
def kept(office: Office) -> "Kept":
    """A shelter's office, entered today."""
    from tests.site.administration.kept import Kept  # here: this file is read before Django is set up

    return Kept(office)
