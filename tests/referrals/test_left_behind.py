"""A place is closed at once; what stood with it is on the Today of whoever supervises, until somebody leads again."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.cases.emergency.forms import number_of
from safeconduct.referrals.asides import asides
from tests.access.live import member_acts
from tests.access.names import ID
from tests.access.world import staff
from tests.conftest import ConnectAs
from tests.referrals.authorities.desk import a_file
from tests.site.people import HERE

__all__ = ["staff"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True


def today_of(who: str) -> str:
    client = Client(headers=HERE)
    client.post("/sign-in/", {"member": str(ID(who))})
    return client.get("/").content.decode()


def test_the_supervisor_takes_over_what_a_closed_place_left(connect_as: ConnectAs) -> None:
    case = a_file()
    assert "Left by colleagues" not in today_of("sara")
    connect_as("owner").execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("ana")])
    shown = today_of("sara")
    assert "Left by colleagues whose place is closed" in shown
    assert number_of(case) in shown
    assert f"/people/{case}/take-over/" in shown
    for who in ("dan", "adam", "pavel"):
        assert "Left by colleagues" not in today_of(who)
        with member_acts(who):
            assert asides(timezone.localdate(), []).left == []
