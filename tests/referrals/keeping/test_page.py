"""The page of what is kept, and the alarm on Today before a hold ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.cases.emergency.forms import number_of
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.referrals.authorities.desk import a_file
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True


def signed_in(who: str) -> Client:
    client = Client(headers=HERE)
    client.post("/sign-in/", {"member": str(ID(who))})
    return client


def page(who: str, path: str = "/kept/", status: int = 200) -> str:
    answer = signed_in(who).get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def held(connect_as: ConnectAs, days: int) -> str:
    """A file that Sara keeps by law for so many days; its number."""
    case = a_file()
    with briefly("owner") as owner:
        owner.execute("ALTER TABLE access.hold NO FORCE ROW LEVEL SECURITY")
        at = timezone.now()
        owner.execute(
            "INSERT INTO access.hold VALUES (%s, 'pending_claim', %s, %s, %s)",
            [case, ID("sara"), at, at + timedelta(days=days)],
        )
    return number_of(case)


def test_whoever_supervises_or_coordinates_sees_what_is_held_and_by_whom(connect_as: ConnectAs) -> None:
    number = held(connect_as, 90)
    for who in ("sara", "cora"):
        shown = page(who)
        assert number in shown
        assert "Held by law" in shown
        assert "Linden" not in shown
        assert "nobody competent has checked it" in shown
        assert "A legal hold ends" not in page(who, "/")
    for who in ("ana", "adam", "pavel"):
        shown = page(who, status=200 if who == "pavel" else 404)
        assert number not in shown
    assert "Nothing ends" in page("sara", "/kept/?page=3")
    assert number in page("sara", "/kept/?page=nonsense")
    assert number in page("sara", f"/kept/?page={'9' * 5000}")


def test_thirty_days_before_its_end_a_hold_is_on_today(connect_as: ConnectAs) -> None:
    held(connect_as, 20)
    assert "A legal hold ends" in page("sara", "/")
    for who in ("ana", "dan"):
        assert "A legal hold ends" not in page(who, "/")


def test_whoever_supervises_holds_an_own_file_and_lifts_it() -> None:
    case = a_file()
    sara, path = signed_in("sara"), f"/kept/{case}/hold/"
    until = (timezone.localdate() + timedelta(days=400)).isoformat()
    for wrong in ({"ground": "we_may_need_it", "until": until}, {"ground": "pending_claim", "until": "soon"}):
        assert sara.post(path, wrong).status_code == 422
    assert sara.post(path, {"ground": "pending_claim", "until": until}).status_code == 302
    shown = sara.get("/kept/").content.decode()
    assert "Held by law" in shown
    assert path in shown
    assert "It is held:" in sara.get(path).content.decode()
    assert sara.post(path, {"do": "lift"}).status_code == 302
    assert "Nothing ends" in sara.get("/kept/").content.decode()
    for who in ("ana", "cora"):
        assert signed_in(who).post(path, {"ground": "pending_claim", "until": until}).status_code == 404
