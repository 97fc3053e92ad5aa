"""The timeline of a file: each entry for whoever may see the thing itself, however much there is."""

import html
import re
import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.access.team import end_place, team_moments
from safeconduct.cases.timeline.moments import Kind
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "She sleeps badly and takes the blue tablets."
MOST = 20


class House:
    """Ana, who leads a file, Nora, a nurse with a place in it, Dan, who has none, and Sara, who supervises."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.agency = people.agency()
        names = {"Ana": "social_worker", "Nora": "nurse", "Dan": "social_worker", "Sara": "social_worker"}
        self.members = {name: self.colleague(name, profession) for name, profession in names.items()}
        people.owner.execute(
            "UPDATE agencies.member SET supervises = true WHERE id = %s", [self.members["Sara"]]
        )
        self.clients = {name: Client() for name in names}
        for name, client in self.clients.items():
            assert client.post("/sign-in/", {"member": str(self.members[name])}).status_code == 302
        self.person = self.send("Ana", "/people/new/", pseudonym="Linden")
        self.case = UUID(self.person.split("/")[2])
        self.place(self.members["Nora"])

    def colleague(self, name: str, profession: str) -> UUID:
        return self.people.place(self.people.account(name.lower()), self.agency, profession, name)

    def place(self, member: UUID) -> None:
        with acting(MemberId(self.members["Ana"])):
            doors.place(self.case, member)

    def send(self, who: str, path: str, status: int = 302, **given: Any) -> str:
        answer = self.clients[who].post(path, given)
        assert answer.status_code == status, answer.content.decode()
        return answer.headers.get("Location", "")

    def save(self, who: str, section: str, **answers: Any) -> None:
        stands: Any = {f"base-{section}": "0", f"was-{section}": ""}
        self.send(who, f"{self.person}sections/", **stands | answers)

    def see(self, who: str, query: str = "", status: int = 200) -> str:
        answer = self.clients[who].get(f"{self.person}timeline/{query}")
        assert answer.status_code == status
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    def titles(self, who: str, query: str = "") -> list[str]:
        page = self.clients[who].get(f"{self.person}timeline/{query}").content.decode()
        found = re.findall(r'<li class="moment [a-z]*">.*?<h3>(.*?)</h3>', page, re.DOTALL)
        return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


@pytest.fixture
def house(connect_as: ConnectAs, settings: Any) -> House:
    settings.DEMO = True
    return House(People(connect_as("owner")))


def test_newest_first_what_happened_and_not_what_was_written(house: House) -> None:
    house.save("Ana", "needs", wish=MARK)
    page = house.see("Ana")
    assert page.index("Written: Needs") < page.index("Place in the team") < page.index("Written: Profile")
    assert "tablets" not in page
    assert "Linden" not in page


def test_what_is_closed_to_the_reader_is_not_there_and_not_counted(house: House) -> None:
    house.save("Nora", "health", clinical_notes=MARK)
    house.save("Ana", "narrative", notes=MARK)
    assert "Written: Health" in house.titles("Nora")
    assert "Written: Notes of the case" not in " ".join(house.titles("Nora"))
    assert "Written: Health" not in house.titles("Ana")
    of_nora, of_ana = house.see("Nora"), house.see("Ana")
    assert "tablets" not in of_nora + of_ana
    assert not re.search(r"\b(1|2|3) (entries|more|closed|hidden)", of_ana)


def test_pages_go_on_over_what_is_open_and_end_where_nothing_open_is_left(house: House) -> None:
    """Forty entries of a closed section lie between: the reader's page is as full as without them."""
    fill(house, 45, "health")
    fill(house, 39, "needs")
    first = house.titles("Nora")
    assert len(first) == 40
    assert "Earlier entries" in house.see("Nora")
    assert len(house.titles("Ana")) == 40
    after = re.search(
        r'href="(\?after=[^"]+)"', house.clients["Ana"].get(f"{house.person}timeline/").content.decode()
    )
    assert after
    rest = house.titles("Ana", html.unescape(after[1]))
    assert "Written: Health" not in rest
    assert rest[-1] in ("Began to lead the case", "Written: Profile")
    assert "Earlier entries" not in house.see("Ana", html.unescape(after[1]))


def test_over_all_pages_each_entry_comes_once_and_a_full_last_page_promises_no_more(house: House) -> None:
    fill(house, 37, "needs")
    assert len(house.titles("Ana")) == 40
    assert "Earlier entries" not in house.see("Ana")
    fill(house, 53, "needs")
    query: str | None = ""
    found: list[int] = []
    while query is not None:
        found.append(len(house.titles("Ana", query)))
        page = house.clients["Ana"].get(f"{house.person}timeline/{query}").content.decode()
        older = re.search(r'href="(\?after=[^"]+)"', page)
        query = html.unescape(older[1]) if older else None
    assert found == [40, 40, 13]


OPENED = {
    "Ana": "profile identity safe_contact safety exploitation needs plan family return narrative logistics",
    "Nora": "profile safe_contact safety needs plan health",
    "Lea": "profile safe_contact safety needs plan legal return",
}
"""What the policy opens to who leads, and by a place to a nurse and to a lawyer: written down, not computed."""


@pytest.mark.parametrize("who", OPENED)
def test_of_each_section_who_opens_it_sees_that_it_was_written_and_nobody_else(
    house: House, who: str
) -> None:
    lawyer = house.colleague("Lea", "lawyer")
    house.place(lawyer)
    house.clients["Lea"] = Client()
    house.clients["Lea"].post("/sign-in/", {"member": str(lawyer)})
    for section in Section:
        fill(house, 1, section)
    titles = set(house.titles(who, "?kind=section"))
    assert titles == {f"Written: {label(Section(name))}" for name in OPENED[who].split()}


def test_moves_and_consents_of_this_file_and_of_no_other(house: House) -> None:
    owner, other = house.people.owner, house.people.agency("Maison Lierre")
    mine, theirs = {"case_id": house.case}, {"case_id": uuid.uuid4()}
    with unforced(owner, "referrals.referral", "referrals.move", "consent.version", "consent.withdrawal"):
        for number, case in enumerate((mine, theirs)):
            here: Any = {"agency_id": house.agency, **case}
            envelope: Any = {
                "side": "sender",
                "state": "draft",
                "other_agency_id": other,
                "reference": f"RO-000{number}",
            }
            insert(owner, "referrals.referral", **here, **envelope, id=ids(number))
            for ordinal, event in ((1, "send"), (2, "accept"), (None, "decline")):
                made: Any = {"hash": event, "event": event, "side": "sender", "ordinal": ordinal}
                insert(owner, "referrals.move", referral_id=ids(number), agency_id=house.agency, **made)
            said: Any = {
                "consent_id": ids(number),
                "expires_at": timezone.now(),
                "previous_hash": "",
                "version": 1,
            }
            insert(owner, "consent.version", **here, **said, state="active")
            insert(owner, "consent.withdrawal", **here, consent_id=ids(number), by_person=True)
    page = house.see("Ana")
    assert "RO-0000" in page
    assert "RO-0001" not in page
    assert sorted(house.titles("Ana", "?kind=referral")) == ["Accepted", "Sent"], (
        "what was undone does not stand there"
    )
    assert sorted(house.titles("Ana", "?kind=consent")) == ["Consent given", "Consent taken back"]
    assert "Your agency and the other one" in page


def ids(number: int) -> UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, str(number))


def test_a_place_that_ended_and_who_asks_without_a_part_in_the_case(house: House) -> None:
    with acting(MemberId(house.members["Ana"])):
        end_place(house.case, house.members["Nora"])
    assert house.titles("Ana", "?kind=team") == [
        "Place in the team ended",
        "Place in the team",
        "Began to lead the case",
    ]
    house.see("Nora", status=404)
    for who in ("Nora", "Dan", "Sara"):
        with acting(MemberId(house.members[who])):
            assert team_moments(house.case, None, 50) == []


@pytest.mark.parametrize("who", ["Dan", "Sara"])
def test_who_has_no_part_in_the_case_finds_no_timeline(house: House, who: str) -> None:
    house.see(who, status=404)


def test_who_sees_an_entry_stands_below_it(house: House) -> None:
    house.save("Ana", "needs", wish=MARK)
    house.save("Ana", "narrative", notes=MARK)
    page = house.see("Ana")
    needs = page[page.index("Written: Needs") :]
    notes = page[page.index("Written: Notes of the case") :]
    assert "Who sees this: Social worker, case worker who leads; Nurse, midwife" in needs[:140]
    assert "Who sees this: Social worker, case worker who leads" in notes[:140]
    assert "Nurse" not in notes[:130]


def test_a_complaint_is_seen_by_who_wrote_it_and_by_no_other_colleague(house: House) -> None:
    hearer: Any = {
        "kind": "pressed",
        "about": "service",
        "wish": "answer",
        "hearer": str(house.members["Sara"]),
    }
    house.send("Nora", f"{house.person}complaint/", **hearer)
    assert "A complaint of the person" in house.titles("Nora")
    assert "A complaint of the person" not in house.titles("Ana")
    assert "A complaint of the person" not in house.titles("Ana", "?kind=complaint")


def test_one_kind_alone(house: House) -> None:
    house.save("Ana", "needs", wish=MARK)
    house.send("Ana", f"{house.person}follow-up/", start=timezone.localdate().isoformat())
    house.send(
        "Ana", f"{house.person}conferences/new/", question="Where?", until=timezone.localdate().isoformat()
    )
    assert house.titles("Ana", "?kind=follow_up") == ["Follow-ups: planned, moved, or written of"]
    assert house.titles("Ana", "?kind=conference") == ["Case conference opened"]
    assert house.titles("Ana", "?kind=team") == ["Place in the team", "Began to lead the case"]
    assert set(house.titles("Ana", "?kind=section")) == {"Written: Needs", "Written: Profile"}
    assert "A follow-up is due" in house.see("Ana"), "what is to come stands above"
    for kind in Kind:
        house.see("Ana", f"?kind={kind}")
    house.see("Ana", "?kind=nothing")


@pytest.mark.parametrize("cursor", ["x", "WyJ4IiwieSJd", "%00", "W10"])
def test_a_cursor_that_nobody_gave_is_not_found(house: House, cursor: str) -> None:
    assert "Begin at the newest entry" in house.see("Ana", f"?after={cursor}", 404)


def fill(house: House, number: int, section: str) -> None:
    """So many versions of a section, as an earlier year has left them; their content is never opened."""
    owner, begin = house.people.owner, timezone.now()
    with unforced(owner, "cases.section_version"):
        row = owner.execute(
            "SELECT COALESCE(max(version), 0) FROM cases.section_version WHERE case_id = %s AND section = %s",
            [house.case, section],
        ).fetchone()
        first = row[0] if row else 0
        for count in range(1, number + 1):
            insert(
                owner, "cases.section_version", case_id=house.case, section=section, version=first + count,
                saved_at=begin + timedelta(seconds=count), saved_by_role="social_worker",
            )  # fmt: skip


def queries(house: House, query: str = "") -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        house.see("Ana", query)
    return len(asked)


def test_four_hundred_entries_nine_members_and_other_files_cost_no_more_questions(house: House) -> None:
    """The page of a file of twelve months: counted, not timed; the milliseconds of a machine are no promise."""
    house.save("Ana", "needs", wish=MARK)
    before = queries(house)
    fill(house, 200, "needs")
    fill(house, 200, "plan")
    for number in range(7):
        house.place(house.colleague(f"Colleague {number}", "social_worker"))
    for number in range(12):
        house.send("Ana", "/people/new/", pseudonym=f"Another {number}")
    assert len(house.titles("Ana")) == 40
    first = re.search(
        r'href="(\?after=[^"]+)"', house.clients["Ana"].get(f"{house.person}timeline/").content.decode()
    )
    assert first
    assert queries(house) == before <= MOST
    assert queries(house, html.unescape(first[1])) <= before


def test_the_reading_is_recorded_without_what_was_read(house: House) -> None:
    house.see("Ana", "?kind=section")
    found = house.people.recorded("timeline:read")
    assert found[-1]["detail"] == {"entries": 1, "kind": "section"}


def test_nothing_is_decrypted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.save("Ana", "needs", wish=MARK)

    def opened(*_given: Any, **_named: Any) -> Any:
        raise AssertionError("a timeline opens nothing")

    monkeypatch.setattr("safeconduct.cases.vault.opened_in", opened)
    house.see("Ana")
