"""The pages of interpreters over HTTP, on one node, without JavaScript."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.cases import purge
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.names import unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate
FAR = TODAY() + timedelta(days=200)
MORNINGS = {"safe_hours-0-days": "every_day", "safe_hours-0-from": "09:00", "safe_hours-0-until": "12:00"}
PLACE = "The small room, Strada Teiului 3"


class Desk:
    """Somebody at a browser."""

    def __init__(self, member: UUID) -> None:
        self.client = Client()
        assert self.client.post("/sign-in/", {"member": str(member)}).status_code == 302

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    def send(self, path: str, status: int = 302, **given: Any) -> str:
        answer = self.client.post(path, given)
        assert answer.status_code == status, answer.content.decode()
        return answer.headers["Location"] if status == 302 else html.unescape(answer.content.decode())


class House:
    """Ana, who leads a file, Nora with a place in it, and Sara, who supervises and keeps the register."""

    def __init__(self, people: People) -> None:
        self.people = people
        agency = people.agency()
        names = {"Ana": "social_worker", "Nora": "nurse", "Sara": "social_worker", "Dan": "social_worker"}
        members = {
            name: people.place(people.account(name.lower()), agency, profession, name)
            for name, profession in names.items()
        }
        people.owner.execute("UPDATE agencies.member SET supervises = true WHERE id = %s", [members["Sara"]])
        self.ana, self.nora, self.sara, self.dan = (Desk(members[name]) for name in names)
        self.person = self.ana.send("/people/new/", pseudonym="Linden")
        self.case = UUID(self.person.split("/")[2])
        with acting(MemberId(members["Ana"])):
            doors.place(self.case, members["Nora"])
        self.members = members

    def enter(self, reference: str = "INT-07", status: int = 302, **more: Any) -> str:
        said = {
            "reference": reference, "role": "interpreter", "languages": "Ukrainian, Russian", "sex": "f",
            "vetted_on": "2026-01-01", "vetted_until": FAR.isoformat(), "vetted_by": "The coordinator",
            "signed_on": "2026-01-02",
        }  # fmt: skip
        self.sara.send("/interpreters/new/", status, **said | more)
        page = self.ana.client.get(f"{self.person}interpreting/new/").content.decode()
        found = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*>{reference}:', page)
        return found[1] if found else ""

    def talk(self, helper: str, status: int = 302, **more: Any) -> str:
        day = (TODAY() + timedelta(days=5)).isoformat()
        said = {
            "on": day,
            "at": "10:30",
            "language": "Ukrainian",
            "place": PLACE,
            "helper": helper,
            "tie": "none",
        }
        return self.ana.send(f"{self.person}interpreting/new/", status, **said | more)

    def address(self) -> str:
        page = self.ana.client.get(f"{self.person}interpreting/").content.decode()
        found = re.search(r'href="(/interpreting/[^"]+/)slip/"', page)
        assert found
        return found[1]

    def see(self) -> str:
        return self.ana.see(f"{self.person}interpreting/")

    def keep(self, **answers: Any) -> None:
        page = self.ana.client.get(self.person).content.decode()
        base = re.search(r'name="base-safe_contact" value="([0-9]+)"', page)
        stands: Any = {"base-safe_contact": base[1] if base else "0", "was-safe_contact": "x"}
        self.ana.send(f"{self.person}sections/", **stands | answers)


@pytest.fixture
def house(connect_as: ConnectAs, settings: Any) -> House:
    settings.DEMO = True
    return House(People(connect_as("owner")))


def test_from_the_register_to_the_slip(house: House) -> None:
    helper = house.enter()
    assert "Vetted, and bound to silence." in house.dan.see("/interpreters/")
    house.talk(helper)
    assert "10:30 Arranged. Ukrainian, The small room" in house.see()
    slip = house.ana.client.get(f"{house.address()}slip/").content.decode()
    paper = slip.split('class="paper"')[1].split("</dl></div>")[0]
    for told in (PLACE, "10:30", "Ukrainian"):
        assert told in paper
    for untold in ("Linden", "INT-07", str(house.case), "Ana", "Casa Salcia", house.address()):
        assert untold not in paper, untold
    assert "<title>Appointment</title>" in slip, "what a browser prints above says nothing either"


@pytest.mark.parametrize(
    "tie", ["relative", "child", "acquaintance", "came_along", "employer", "co_victim", ""]
)
def test_a_relative_never_interprets_whoever_names_them(house: House, tie: str) -> None:
    helper = house.enter()
    for who in (helper, "other"):
        page = house.talk(who, 422, tie=tie, interpreter="The sister, Oksana")
        assert ("whoever came along never interpret" if tie else "anything to the person is not said") in page
        assert PLACE in page, "nothing that was typed is lost"
        assert 'value="The sister, Oksana"' in page
    assert "No talk is arranged yet." in house.see()
    refused = house.people.recorded("interpreting:refused")
    code = "interpreter_tied_to_the_person" if tie else "interpreter_tie_not_asked"
    assert [one["reason"] for one in refused] == [code, code]
    assert "Oksana" not in str(refused)


def test_one_of_another_service_is_named_in_words(house: House) -> None:
    assert "Who interprets is not said." in house.talk("other", 422)
    house.talk("other", interpreter="Telephone service, number 4")
    assert "Telephone service, number 4 (of another service)" in house.see()


def test_only_who_supervises_or_coordinates_keeps_the_register(house: House) -> None:
    house.enter()
    for desk in (house.ana, house.nora):
        assert "Enter somebody" not in desk.see("/interpreters/")
        desk.see("/interpreters/new/", 409)
        desk.send("/interpreters/new/", 409, reference="INT-99")
    assert "INT-99" not in house.sara.see("/interpreters/")


def test_what_is_wrong_in_an_entry_is_said_beside_it_and_nothing_is_lost(house: House) -> None:
    house.enter()
    page = house.sara.send(
        "/interpreters/new/", 422, reference="INT-07", languages="Ukranian", vetted_on="2026-05-01"
    )
    for sentence in (
        "“Ukranian” is not known here",
        "Choose what they do.",
        "Enter both days of the vetting",
    ):
        assert sentence in page
    assert 'value="INT-07"' in page
    said = {"role": "interpreter", "languages": "uk", "vetted_on": "2026-05-01", "vetted_until": "2026-04-01"}
    assert "cannot end before it began" in house.sara.send(
        "/interpreters/new/", 422, reference="INT-08", **said
    )
    house.enter("INT-07", 422)


def test_who_is_not_asked_any_more_is_not_offered_and_can_be_taken_out(house: House) -> None:
    helper = house.enter()
    house.talk(helper)
    house.sara.send(f"/interpreters/{helper}/", 409, do="out")
    house.sara.send(f"/interpreters/{helper}/", do="end")
    assert "Not asked any more." in house.dan.see("/interpreters/")
    assert "is not in the register any more" in house.talk(helper, 422)
    house.sara.send(f"/interpreters/{helper}/", do="again")
    house.sara.send(f"/interpreters/{helper}/", do="end")
    house.sara.send(f"/interpreters/{helper}/", do="out")
    assert "INT-07" not in house.dan.see("/interpreters/")
    assert "INT-07" in house.see(), "what was arranged is read all the same"


@pytest.mark.parametrize("said, sentence", [
    ({"vetted_until": "2026-02-01"}, "On this day their vetting does not hold."),
    ({"vetted_on": "", "vetted_until": ""}, "On this day their vetting does not hold."),
    ({"signed_on": ""}, "They have not signed to keep silence."),
    ({"languages": "Romanian"}, "They do not interpret Ukrainian. In the register stands: Romanian."),
    ({"conflicts": "exploiters"}, "close to people who exploit others"),
    ({"conflicts": "consulate"}, "The person must know before: they also work for an embassy or a consulate."),
])  # fmt: skip
def test_who_is_not_fit_is_refused_with_the_sentence_why(
    house: House, said: dict[str, Any], sentence: str
) -> None:
    helper = house.enter(**said)
    page = house.talk(helper, 422)
    assert sentence in page
    assert PLACE in page


def test_outside_the_hours_of_the_person_nothing_is_arranged(house: House) -> None:
    helper = house.enter()
    house.keep(**MORNINGS)
    page = house.talk(helper, 422, at="14:30")
    assert "The person may not be reached at this time. Their next hours begin" in page
    assert 'value="14:30"' in page
    house.talk(helper, at="09:30")
    house.keep(**MORNINGS, safe_to_call="no")
    assert "It is not safe to call this person." in house.talk(helper, 422, by_telephone="yes", at="09:30")


def test_what_is_arranged_shows_when_the_hours_are_others_by_now(house: House) -> None:
    house.talk(house.enter(), at="14:30")
    house.keep(**MORNINGS)
    assert "The person may not be reached at this time." in house.see()


def test_the_wishes_of_the_person_are_shown_and_hold_unless_they_agree_otherwise(house: House) -> None:
    helper = house.enter(sex="m", countries="Ukraine")
    wishes = {"interpreter_sex": "f", "interpreter_not_from": "Ukraine", "interpreter_way": "telephone"}
    house.keep(**wishes, interpreter_dialect="from the west", interpreter_never="The sister of the landlady")
    shown = house.ana.see(f"{house.person}interpreting/new/")
    for words in ("A woman", "from the west", "Ukraine", "By telephone only", "The sister of the landlady"):
        assert words in shown
    page = house.talk(helper, 422)
    for words in (
        "The person wishes: A woman.",
        "wants nobody from Ukraine",
        "The person wishes: By telephone only",
    ):
        assert words in page
    house.talk(helper, agrees="yes")
    assert "The person wishes: A woman." in house.see(), "it stands beside what was arranged"
    assert "The person wishes: By telephone only" in house.talk("other", 422, interpreter="Another service")


def test_a_change_asks_for_no_reason_and_the_one_before_is_not_offered_again(house: House) -> None:
    first, second = house.enter("INT-07"), house.enter("INT-08")
    house.talk(first)
    change = f"{house.address()}change/"
    form = house.ana.client.get(change).content.decode()
    form = re.sub(r'<details class="why">.*?</details>', "", form, flags=re.DOTALL)
    assert not re.search(
        r"reason|why", re.sub(r"No reason is asked of anybody|Nobody has to say why", "", form)
    )
    day = (TODAY() + timedelta(days=6)).isoformat()
    said: Any = {"on": day, "at": "11:00", "language": "uk", "by_telephone": "yes", "tie": "none"}
    assert "is not offered for this person" in house.ana.send(change, 422, **said, helper=first, apart="yes")
    house.ana.send(change, **said, helper=second, apart="yes")
    assert "11:00 Arranged. Ukrainian, by telephone. INT-08" in house.see()
    offered = house.ana.client.get(f"{house.person}interpreting/new/").content.decode()
    assert first not in offered
    assert second in offered
    assert "This one is not offered for this person." in house.talk(first, 422), "sent by hand"


def test_that_somebody_is_not_offered_is_told_to_nobody_else(house: House) -> None:
    helper = house.enter()
    other = house.ana.send("/people/new/", pseudonym="Aspen")
    house.talk(helper)
    house.ana.send(f"{house.address()}end/", apart="yes")
    assert "Offer again : INT-07" in house.see()
    for page in (house.sara.see("/interpreters/"), house.nora.see(f"{house.person}interpreting/")):
        assert "Not offered" not in page
        assert "Offer again" not in page
    assert helper in house.ana.client.get(f"{other}interpreting/new/").content.decode(), (
        "for others they are offered"
    )
    records = house.people.recorded("interpreting:changed")
    assert all(set(one["detail"]) == {"talk"} and helper not in str(one) for one in records)
    house.ana.send(f"{house.person}interpreting/apart/", helper=helper, do="again")
    house.talk(helper)


def test_a_known_conflict_with_the_case_keeps_somebody_away_and_nobody_reads_which(house: House) -> None:
    helper = house.enter()
    house.ana.send(f"{house.person}interpreting/apart/", helper=helper, do="keep")
    assert "This one is not offered for this person." in house.talk(helper, 422)


def test_a_name_that_may_be_in_conflict_arranges_nothing_and_says_whom_to_ask(house: House) -> None:
    helper = house.enter()
    house.ana.send(f"{house.person}opposed/", names="Petro Kovalenko")
    page = house.talk(helper, 422, names="Kovalenko Petro")
    assert "There may be a conflict in your agency. Before you go on, ask Sara" in page
    assert "No talk is arranged yet." in house.see()
    assert "Enter at least two parts of the name" in house.talk(helper, 422, names="Petro")
    house.talk(helper, names="Iryna Bondar")


def test_questions_for_a_conflict_count_even_where_they_refuse(house: House) -> None:
    helper = house.enter()
    house.ana.send(f"{house.person}opposed/", names="Petro Kovalenko")
    for _ in range(20):
        house.talk(helper, 422, names="Kovalenko Petro")
    assert "as often as one member may in a day" in house.talk(helper, 422, names="Kovalenko Petro")


def test_who_reads_the_file_and_does_not_write_it_arranges_nothing(house: House) -> None:
    helper = house.enter()
    house.talk(helper)
    assert "INT-07" in house.nora.see(f"{house.person}interpreting/")
    assert "Arrange a talk" not in house.nora.see(f"{house.person}interpreting/")
    house.nora.send(f"{house.address()}end/", 409)
    house.nora.send(f"{house.person}interpreting/apart/", 409, helper=helper)
    for desk in (house.dan, house.sara):
        desk.see(f"{house.person}interpreting/", 404)
        desk.see(f"{house.address()}slip/", 404)


def test_nothing_of_a_talk_lies_open(house: House) -> None:
    house.talk(house.enter())
    owner = house.people.owner
    with unforced(owner, "cases.interpreting"):
        rows = str(owner.execute("SELECT t::text FROM cases.interpreting t").fetchall())
    for told in (PLACE, "INT-07", "T10:30", '"10:30', "uk"):  # no hour alone: rows say when they were written
        assert told not in rows
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        kept = str(
            owner.execute("SELECT r::text FROM audit.record r WHERE action LIKE 'interpret%'").fetchall()
        )
    assert "interpreting:arranged" in kept
    for told in (PLACE, "INT-07", "T10:30", '"10:30'):
        assert told not in kept


def test_talks_go_with_the_key_of_safe_contact(
    house: House, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), house.people.owner
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> int:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "cases.interpreting"):
            counted = owner.execute("SELECT count(*) FROM cases.interpreting").fetchone()
        return int((counted or (0,))[0])

    house.talk(house.enter())
    assert kept() == 1
    with acting(MemberId(house.members["Ana"])):
        doors.destroy_keys(house.case, [Section.SAFE_CONTACT])
    assert "No talk is arranged yet." in house.see(), "what nobody can open is not there"
    assert kept() == 0
