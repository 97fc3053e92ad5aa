"""What is typed on a person's page and not saved, over HTTP, on one node, as its script sends it."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import Client

from safeconduct.access import doors, team
from safeconduct.access.acting import acting
from safeconduct.cases import purge
from safeconduct.cases.unsaved.models import Unsaved
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.names import unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

WISH = "A room near the river, for her and the cat"
NOTE = "and did not save it."


class Desk:
    """Somebody at a browser."""

    def __init__(self, member: UUID) -> None:
        self.member = member
        self.sign_in()

    def sign_in(self) -> None:
        self.client = Client()
        assert self.client.post("/sign-in/", {"member": str(self.member)}).status_code == 302

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200
        return html.unescape(answer.content.decode())


class Writing:
    """Ana, who leads a file; Lia, a colleague with a place in it; Dan, who has none."""

    def __init__(self, people: People) -> None:
        self.people = people
        agency = people.agency()
        members = {
            name: people.place(people.account(name.lower()), agency, "social_worker", name)
            for name in ("Ana", "Lia", "Dan")
        }
        self.ana, self.lia, self.dan = (Desk(member) for member in members.values())
        begun = self.ana.client.post("/people/new/", {"pseudonym": "Linden"})
        self.person = begun.headers["Location"]
        self.case = UUID(self.person.split("/")[2])
        with acting(MemberId(self.ana.member)):
            doors.place(self.case, self.lia.member)

    def type(
        self, desk: Desk, status: int = 204, section: str = "needs", base: str = "0", **typed: Any
    ) -> None:
        sent = {"section": section, f"base-{section}": base, **(typed or {"wish": WISH})}
        assert desk.client.post(f"{self.person}unsaved/", sent).status_code == status

    def save(self, desk: Desk, status: int = 302, **typed: Any) -> str:
        """What the form sends that the page shows now."""
        page = desk.see(self.person)
        hidden = dict(re.findall(r'name="((?:base|was|kept)-needs)" value="([^"]*)"', page))
        answer = desk.client.post(f"{self.person}sections/", {**hidden, "wish": WISH, **typed})
        assert answer.status_code == status
        return html.unescape(answer.content.decode())

    def kept(self) -> int:
        with unforced(self.people.owner, "cases.unsaved"):
            return int(self.people.owner.execute("SELECT count(*) FROM cases.unsaved").fetchone()[0])  # type: ignore[index]


@pytest.fixture
def writing(connect_as: ConnectAs, settings: Any) -> Writing:
    settings.DEMO = True
    return Writing(People(connect_as("owner")))


def form_of(page: str, section: str = "needs") -> str:
    return page.split(f'<section class="card" id="{section}"')[1].split("</section>", maxsplit=1)[0]


def test_what_was_typed_is_there_after_a_new_sign_in_until_it_is_saved(writing: Writing) -> None:
    writing.type(writing.ana, wish="A ro")
    writing.type(writing.ana, needs=["housing", "legal_aid"], wish=WISH, names="of another section")
    assert writing.kept() == 1, "one a section"
    writing.ana.sign_in()
    form = form_of(writing.ana.see(writing.person))
    assert '<details class="more" open>' in form
    assert NOTE in form
    assert WISH in form
    assert len(re.findall(r"checked", form)) == 2
    assert "of another section" not in writing.ana.see(writing.person)
    assert NOTE not in form_of(writing.ana.see(writing.person), "safety")
    writing.save(writing.ana)
    assert writing.kept() == 0
    page = writing.ana.see(writing.person)
    assert WISH in page
    assert NOTE not in page


def test_what_cannot_be_saved_so_is_kept_as_it_was_typed(writing: Writing) -> None:
    writing.type(writing.ana, section="safety", valid_until="soon")
    assert 'value="soon"' in form_of(writing.ana.see(writing.person), "safety")
    hours: dict[str, Any] = {
        "safe_hours-0-days": "every_day",
        "safe_hours-0-from": "after nine",
        "safe_hours-1-gone": "yes",
    }
    writing.type(writing.ana, section="safe_contact", safe_to_call__open="declined", **hours)
    form = form_of(writing.ana.see(writing.person), "safe_contact")
    assert 'value="after nine"' in form
    assert 'value="declined" selected' in form


def test_a_colleague_sees_nothing_of_it(writing: Writing) -> None:
    """Neither on the page nor in the table, whether or not they may edit the same section."""
    writing.type(writing.ana)
    assert WISH not in writing.lia.see(writing.person)
    assert writing.dan.client.get(writing.person).status_code == 404
    for desk in (writing.lia, writing.dan):
        with acting(MemberId(desk.member)):
            assert list(Unsaved.objects.all()) == []
            assert Unsaved.objects.all().delete()[0] == 0
    writing.type(writing.lia, wish="Hers")
    assert WISH in writing.ana.see(writing.person)
    assert writing.kept() == 2
    writing.save(writing.lia, wish="Hers")
    assert writing.kept() == 1, "who saves lets go their own words, and nobody else's"


def test_who_has_lost_the_section_neither_keeps_nor_sees(writing: Writing) -> None:
    writing.type(writing.lia)
    with acting(MemberId(writing.ana.member)):
        team.end_place(writing.case, writing.lia.member)
    writing.type(writing.lia, 409)
    writing.type(writing.dan, 409)
    writing.type(writing.ana, 409, section="no_such")
    with acting(MemberId(writing.lia.member)):
        assert list(Unsaved.objects.all()) == []
    assert writing.kept() == 1, "until the week is over"


def test_a_newer_version_of_a_colleague_is_shown_beside_it(writing: Writing) -> None:
    writing.save(writing.ana, wish="First")
    writing.type(writing.ana, base="1")
    writing.save(writing.lia, wish="Second, of Lia")
    form = form_of(writing.ana.see(writing.person))
    assert "Somebody has saved this section since." in form
    page = form_of(writing.save(writing.ana, 409))
    assert "Somebody else saved this section while you were writing." in page
    assert "Second, of Lia" in page
    assert WISH in page
    assert writing.kept() == 1, "what was not saved is not lost"


def test_it_is_thrown_away_by_a_press(writing: Writing) -> None:
    writing.type(writing.ana)
    writing.type(writing.ana, section="safety", protective="Her sister")
    answer = writing.ana.client.post(f"{writing.person}unsaved/", {"throw": "needs"})
    assert answer.headers["Location"] == f"{writing.person}#needs"
    page = writing.ana.see(writing.person)
    assert WISH not in page
    assert "Her sister" in page


def test_what_says_what_stands_is_not_told(writing: Writing) -> None:
    """It was saved meanwhile, or typed back: a late message of the script says nothing new."""
    writing.save(writing.ana)
    writing.type(writing.ana, base="0")
    assert NOTE not in writing.ana.see(writing.person)


def test_typed_back_and_saved_lets_it_go(writing: Writing) -> None:
    writing.save(writing.ana, wish="First")
    writing.type(writing.ana, base="1")
    writing.save(writing.ana, wish="First")
    assert writing.kept() == 0


def test_it_lies_sealed_and_leaves_no_record(writing: Writing) -> None:
    recorded = "SELECT count(*) FROM audit.record"
    with unforced(writing.people.owner, "audit.record"):
        before = writing.people.owner.execute(recorded).fetchone()
    writing.type(writing.ana)
    with unforced(writing.people.owner, "audit.record", "cases.unsaved"):
        assert writing.people.owner.execute(recorded).fetchone() == before
        row = writing.people.owner.execute("SELECT * FROM cases.unsaved").fetchone()
    assert WISH not in str(row)


def swept(worker: psycopg.Connection) -> None:
    with worker.transaction():
        put(worker, worker_token(load(HOME / "keys", "worker")))
        purge.sweep()


def test_it_goes_with_the_key_or_after_a_week(
    writing: Writing, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), writing.people.owner
    monkeypatch.setattr(purge, "connection", worker)
    writing.type(writing.ana)
    writing.type(writing.ana, section="safety", protective="Her sister")
    swept(worker)
    assert writing.kept() == 2
    with acting(MemberId(writing.ana.member)):
        doors.destroy_keys(writing.case, [Section.NEEDS])
    assert WISH not in writing.ana.see(writing.person)
    swept(worker)
    assert writing.kept() == 1
    for days, left in ((6, 1), (7, 0)):
        with unforced(owner, "cases.unsaved"):
            owner.execute("UPDATE cases.unsaved SET at = now() - %s", [timedelta(days=days)])
        swept(worker)
        assert writing.kept() == left
