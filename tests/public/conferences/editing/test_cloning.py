"""A new edition after an old one: the same programme on other days, and nobody registered."""

import json

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows

OLD = """
    at = datetime(2027, 3, 20, 8, tzinfo=UTC)  # 10:00 in Bucharest, in winter
    old = edition("{code}", starts_at=at, ends_at=at + timedelta(hours=32), closes_at=at, seats=33, moved_at=now)
    EditionText.objects.create(edition=old, language="ro", name="Cercul local", introduction="Două zile")
    hall = Room.objects.create(edition=old, name="Hall")
    who = Speaker.objects.create(edition=old, name="Doina Invented")
    Quota.objects.create(edition=old, profession="lawyer", seats=5)
    for number in range({sessions}):
        one = session(old, number, room=hall, title=f"Part {{number}}")
        one.speakers.add(who)
    Registration.objects.create(edition=old, secret_hash="{code}".encode(), name="Somebody invented",
        email="x@example.org", organisation="x", profession="lawyer", country="RO", language="en", made_at=now)
"""


def test_a_new_edition_takes_everything_but_the_people(site: Node) -> None:
    within(site, OLD.format(code="old", sessions=2))
    organiser = Browser(site).signed_in("organiser")
    organiser.get("/edit/conferences/old/clone/")
    answer = organiser.post(
        "/edit/conferences/old/clone/", {"name": "Spring again", "code": "again", "first_day": "2027-04-03"}
    )
    assert answer.address.endswith("/edit/conferences/again/")
    told = within(
        site,
        """
        import json
        new = Edition.objects.get(code="again")
        print(json.dumps({
            "name": new.name, "state": new.state, "seats": new.seats, "moved": new.moved_at is not None,
            "texts": [each.name for each in new.texts.all()],
            "rooms": [each.name for each in new.rooms.all()],
            "quotas": [[each.profession, each.seats] for each in new.quotas.all()],
            "people": new.registrations.count(),
            "sessions": [[str(each.starts_at), each.room.name, each.room.edition_id == new.pk,
                [text.title for text in each.texts.all()], [who.name for who in each.speakers.all()],
                [who.edition_id == new.pk for who in each.speakers.all()]] for each in new.sessions.all()],
        }))
        """,
    )
    assert json.loads(told) == {
        "name": "Spring again",
        "state": "draft",
        "seats": 33,
        "moved": False,
        "texts": ["Cercul local"],
        "rooms": ["Hall"],
        "quotas": [["lawyer", 5]],
        "people": 0,
        "sessions": [
            # 10:00 stays 10:00 though the clocks went forward in between
            ["2027-04-03 07:00:00+00:00", "Hall", True, ["Part 0"], ["Doina Invented"], [True]],
            ["2027-04-03 08:00:00+00:00", "Hall", True, ["Part 1"], ["Doina Invented"], [True]],
        ],
    }
    assert rows(site, "SELECT count(*) FROM conferences_session s JOIN conferences_edition e ON e.id = s.edition_id WHERE e.code = 'old'") == [2]  # fmt: skip  # noqa: E501


def test_a_session_that_is_cloned_into_the_hour_that_is_left_out_is_named(site: Node) -> None:
    """Half past three of the night from 27 to 28 March 2027 does not exist in Bucharest."""
    within(
        site,
        """
        at = datetime(2027, 3, 20, 17, tzinfo=UTC)
        night = edition("night", starts_at=at, ends_at=at + timedelta(hours=20), closes_at=at)
        session(night, hours=8, minutes=20, title="Watch at three")
        session(night, hours=10, title="Watch at five")
        """,
    )
    organiser = Browser(site).signed_in("organiser")
    asked = {"name": "Night", "code": "night-again", "first_day": "2027-03-27"}
    organiser.get("/edit/conferences/night/clone/")
    said = organiser.post("/edit/conferences/night/clone/", asked).text
    assert "They are one hour later now: Watch at three. Look at the programme." in said
    other = organiser.post(
        "/edit/conferences/night/clone/", asked | {"code": "night-other", "first_day": "2027-04-03"}
    )
    assert "one hour later" not in other.text


@pytest.mark.parametrize("wrong, said", [
    ({"code": "again-taken"}, "Another conference has this code."),
    ({"code": "new"}, "Choose another code"),
    ({"first_day": "soon"}, "Write a day as 2026-11-30."),
    ({"first_day": "9999-12-31"}, "Write a day as 2026-11-30."),
    ({"name": ""}, "Fill this in."),
])  # fmt: skip
def test_what_is_wrong_is_said(site: Node, wrong: dict[str, str], said: str) -> None:
    within(site, 'Edition.objects.filter(code="again-taken").exists() or edition("again-taken")')
    organiser = Browser(site).signed_in("organiser")
    organiser.get("/edit/conferences/again-taken/clone/")
    fields = {"name": "x", "code": "free", "first_day": "2027-04-03", **wrong}
    answer = organiser.post("/edit/conferences/again-taken/clone/", fields)
    assert answer.status == 422
    assert said in answer.text


def test_a_long_programme_is_cloned_in_as_many_statements_as_a_short_one(site: Node) -> None:
    code = "".join(OLD.format(code=f"many-{number}", sessions=number) for number in (3, 60))
    counted = within(
        site,
        f"{code}"
        """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from safeconduct.public.conferences.editing.cloning import clone
    for old in ("many-3", "many-60"):
        with CaptureQueriesContext(connection) as counted:
            clone(Edition.objects.get(code=old), code=old + "-new", name="x", first_day=datetime(2028, 1, 1).date())
        print(len(counted))
        """,
    ).split()
    assert counted[0] == counted[1]
