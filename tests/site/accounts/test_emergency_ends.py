"""What was opened in an emergency ends with its sign-in, whichever way that ends; and it never lasts longer."""

import hashlib
import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client, RequestFactory

from safeconduct.access.requests import BEGAN, rest_of
from tests.site.people import People, sign_in, works

GRANT = (
    "INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, sign_in, valid_from, "
    "valid_until) SELECT %s, m.agency_id, 'safety', m.id, 'protection', 'break_glass', %s, now(), "
    "now() + interval '4 hours' FROM agencies.member m WHERE m.id = %s"
)


def opened(client: Client, people: People, member: UUID, *, sign_in_mark: str = "") -> None:
    """The member has opened something in an emergency, in this sign-in."""
    mark = sign_in_mark or hashlib.sha256((client.session.session_key or "").encode()).hexdigest()
    people.owner.execute(GRANT, [uuid4(), mark, member])


def ended(people: People) -> list[str | None]:
    return [row[0] for row in people.owner.execute("SELECT ended_why FROM access.grants").fetchall()]


@pytest.mark.parametrize("uses, minutes", [(0, 16), (54, 1)])
def test_it_ends_when_the_sign_in_was_not_used_or_is_over(
    client: Client, people: People, clock: time_machine.Traveller, uses: int, minutes: int
) -> None:
    member = people.ana("editor")
    sign_in(client)
    opened(client, people, member)
    for _ in range(uses):
        clock.shift(timedelta(minutes=10))
        assert works(client)
    assert ended(people) == [None]
    clock.shift(timedelta(minutes=minutes))
    assert not works(client)
    assert ended(people) == ["signed_out"]


def test_it_ends_at_sign_out_and_what_another_sign_in_opened_stays(client: Client, people: People) -> None:
    member = people.ana("editor")
    sign_in(client)
    opened(client, people, member, sign_in_mark="0" * 64)
    client.post("/sign-out/")
    assert ended(people) == [None]
    sign_in(client)
    opened(client, people, member)
    client.post("/sign-out/")
    assert sorted(map(str, ended(people))) == ["None", "signed_out"]


def test_a_sign_in_has_no_more_time_than_is_left_of_its_day(clock: time_machine.Traveller) -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]  # all that is asked of it
    assert rest_of(request) == timedelta(), "one whose begin is not known has none"
    request.session[BEGAN] = time.time()
    assert rest_of(request) == timedelta(seconds=settings.SIGN_IN_LASTS)
    clock.shift(timedelta(hours=8))
    assert rest_of(request) == timedelta(seconds=settings.SIGN_IN_LASTS) - timedelta(hours=8)
    clock.shift(timedelta(hours=8))
    assert rest_of(request) == timedelta()
