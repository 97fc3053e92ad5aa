"""How fast one sign-in opens pages."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from safeconduct.exchange.limits import Buckets
from safeconduct.site.accounts import pace
from tests.site.people import People, sign_in


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten pages at once and then hardly any, so that the test need not open hundreds."""
    monkeypatch.setattr(pace, "_buckets", Buckets(per_second=0.001, burst=10))
    monkeypatch.setattr(pace, "_recorded", Buckets(per_second=0.001, burst=1))


def test_who_opens_pages_faster_than_anybody_reads_waits_and_it_is_recorded_once(
    client: Client, people: People
) -> None:
    people.ana("editor")
    people.dan()
    sign_in(client)
    said = [client.get("/account/").status_code for _ in range(13)]
    assert said == [200] * 10 + [429] * 3
    answer = client.get("/account/")
    assert int(answer.headers["Retry-After"]) > 0
    assert len(people.recorded("pages:refused")) == 1
    assert people.recorded("pages:refused")[0]["reason"] == "too_fast"
    other = Client()
    sign_in(other, "dan")
    assert other.get("/account/").status_code == 200


def test_a_demonstration_is_measured_and_has_no_such_limit(client: Client, people: People) -> None:
    people.ana("editor")
    sign_in(client)
    with override_settings(DEMO=True):
        assert {client.get("/account/").status_code for _ in range(12)} == {200}


def test_who_reads_is_never_slowed_down() -> None:
    """A page every second for a whole day, with its part that refreshes itself each quarter of a minute."""
    bucket = Buckets(per_second=pace.A_SECOND, burst=pace.AT_ONCE)
    assert all(bucket.take("ana", at=float(second)) == 0 for second in range(9 * 60 * 60))
