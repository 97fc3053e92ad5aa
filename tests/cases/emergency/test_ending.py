"""The reader ends what is open in their sign-in: each reading is recorded of its own case, and no other case is."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access import emergency
from safeconduct.access.acting import acting
from safeconduct.agencies.queries import member
from safeconduct.cases.actions import open_case
from safeconduct.cases.emergency import actions
from safeconduct.vocabulary.codes import EmergencyReason, EmergencyVerdict
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

WORDS = "She rang at the door at two in the night."


@pytest.fixture
def dan(settings: Any) -> Client:
    """Dan's browser; he has a colleague's files in hand by no right."""
    settings.DEMO = True
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(ID("dan"))}).status_code == 302
    return client


def opened() -> UUID:
    with member_acts("ana") as by:
        return open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden", "birth_year": 1990})


def read(client: Client, case: UUID, *sections: Section) -> None:
    """In an emergency, in the sign-in of this browser."""
    sign_in = sha256((client.session.session_key or "").encode()).hexdigest()
    with acting(MemberId(ID("dan")), sign_in=sign_in) as at:
        asked = actions.Asked(
            case, frozenset(sections), EmergencyReason.PERSON_HERE, WORDS, timedelta(hours=9)
        )
        actions.read(asked, by=member(ID("dan")), at=at)


def looked_at() -> None:
    """The lead finds it justified, so that there may be another one; what is open stays open."""
    with member_acts("ana") as by:
        (use,) = [one.id for one in emergency.for_me() if one.what == "review"]
        actions.review(use, EmergencyVerdict.JUSTIFIED, "", by=by, at=timezone.now())


def recorded(connect_as: ConnectAs) -> list[tuple[UUID, str]]:
    """The ends that the audit knows: case, and how many sections."""
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        return owner.execute(
            "SELECT case_id, detail->>'sections' FROM audit.record WHERE action = 'emergency:ended'"
        ).fetchall()


def test_each_reading_that_is_closed_is_recorded_of_its_own_case(dan: Client, connect_as: ConnectAs) -> None:
    one, other, untouched = opened(), opened(), opened()
    read(dan, one, Section.PROFILE)
    looked_at()
    read(dan, other, Section.PROFILE, Section.SAFETY)
    assert dan.post(f"/people/{untouched}/emergency/end/").status_code == 302
    assert sorted(recorded(connect_as)) == sorted([(one, "1"), (other, "2")])
    grants = connect_as("owner").execute("SELECT ended_why FROM access.grants WHERE basis = 'break_glass'")
    assert {why for (why,) in grants.fetchall()} == {"by_reader"}


def test_where_nothing_is_open_nothing_is_recorded(dan: Client, connect_as: ConnectAs) -> None:
    assert dan.post(f"/people/{uuid4()}/emergency/end/").status_code == 302
    assert dan.post(f"/people/{opened()}/emergency/end/").status_code == 302
    assert recorded(connect_as) == []
