"""The person's pages over HTTP, on one node, without JavaScript: beside the worker, and by a paper code."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access.papers import new_code
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "I want to learn to sew."
NOTE = "A note of the worker."
PARTS = ["appointments", "consents"]


def words_on(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


class Desk:
    """Ana at her browser, and the file of one person."""

    def __init__(self, client: Client) -> None:
        self.client = client
        given = {"pseudonym": "Linden", "languages": "uk", "plan_follow_ups": "yes"}
        self.person = client.post("/people/new/", given).headers["Location"]
        self.save(plan={"persons_goals": GOAL}, narrative={"notes": NOTE})

    def save(self, **sections: dict[str, str]) -> None:
        for section, answers in sections.items():
            self.send("sections/", **{f"base-{section}": "0", f"was-{section}": "", **answers})

    def see(self, path: str = "with-the-person/", status: int = 200) -> str:
        answer = self.client.get(path if path.startswith("/") else self.person + path)
        assert answer.status_code == status, path
        return words_on(answer.content)

    def send(self, path: str, status: Any = 302, **given: Any) -> str:
        answer = self.client.post(path if path.startswith("/") else self.person + path, given)
        assert answer.status_code == status, (path, answer.status_code, words_on(answer.content))
        return words_on(answer.content)

    def paper(self, parts: list[str] | None = None, **more: str) -> str:
        """A new code, as the slip shows it."""
        page = self.client.get(self.person + "papers/").content.decode()
        new = re.search(r'name="paper" value="([^"]+)"', page)
        assert new
        given = {
            "paper": new[1],
            "parts": parts or PARTS,
            "language": "en",
            "days": "30",
            "spoken": "yes",
            **more,
        }
        found = re.search(r"(?:\d{4} ){4}\d{4}", self.send("papers/", status=200, **given))
        assert found
        return found[0]


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """Ana, signed in by the demonstration's button."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return Desk(client)


class Person:
    """A browser of nobody."""

    def __init__(self) -> None:
        self.client = Client()

    def do(self, do: str = "", status: int = 200, **given: str) -> str:
        answer = (
            self.client.post("/paper/", {"do": do, **given}, follow=True)
            if do
            else self.client.get("/paper/")
        )
        assert answer.status_code == status, words_on(answer.content)
        return words_on(answer.content)


def test_the_person_reads_the_plan_in_their_language_and_no_note(desk: Desk) -> None:
    page = desk.see()
    assert "Мій план" in page
    assert GOAL in page
    assert NOTE not in page
    assert "My plan" in desk.see("with-the-person/?language=en")


def test_the_numbers_on_the_paper_open_what_was_chosen_and_nothing_else(desk: Desk) -> None:
    person = Person()
    page = person.do("enter", code=desk.paper())
    assert "My next days" in page
    assert "What I agreed to" in page
    assert "My plan" not in page
    assert GOAL not in page
    assert "Who looked" not in page
    assert "Linden" not in page
    person = Person()
    assert GOAL in person.do("enter", code=desk.paper(["plan", "seen"]))


def test_a_slip_of_the_hand_is_told_and_counts_as_no_guess(desk: Desk, connect_as: ConnectAs) -> None:
    code = desk.paper()
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = Person().do("enter", status=422, code=wrong)
    assert "one of them was mistyped" in page
    assert connect_as("owner").execute("SELECT count(*) FROM access.guess").fetchone() == (0,)
    assert "My next days" in Person().do("enter", code=f" {code.replace(' ', '-')} ")


def test_what_is_typed_opens_nothing_after_five_failures_from_one_address(desk: Desk) -> None:
    code = desk.paper()
    for _ in range(5):
        assert "open nothing" in Person().do("enter", status=422, code=new_code())
    answer = Person().client.post("/paper/", {"do": "enter", "code": code})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Wait 15 minutes" in words_on(answer.content)
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert elsewhere.post("/paper/", {"do": "enter", "code": code}).status_code == 302


def test_an_ended_code_answers_as_one_that_never_was_and_the_lead_learns_of_it(desk: Desk) -> None:
    code = desk.paper()
    shown = desk.client.get(desk.person + "papers/").content.decode()
    end = re.search(r'action="([^"]+/end/)"', shown)
    assert end
    desk.send(end[1])
    never, ended = (Person().do("enter", status=422, code=one) for one in (new_code(), code))
    assert never == ended
    assert "after it had ended" in desk.see("papers/")
    assert "somebody may have found the paper" in desk.see("/")


def test_its_end_is_recorded_of_its_own_file_whatever_the_address_names(
    desk: Desk, connect_as: ConnectAs
) -> None:
    desk.paper()
    shown = desk.client.get(desk.person + "papers/").content.decode()
    end = re.search(r'action="([^"]+/end/)"', shown)
    other = Desk(desk.client)
    assert end
    desk.send(end[1].replace(desk.person, other.person))
    of = "SELECT case_id::text FROM audit.record WHERE action = 'paper:ended'"
    assert connect_as("owner").execute(of).fetchall() == [(desk.person.split("/")[2],)]


def test_ending_it_closes_a_look_that_goes_on(desk: Desk) -> None:
    person = Person()
    person.do("enter", code=desk.paper())
    desk.paper(["consents"])
    assert "Enter the numbers" in person.do(), "another code took its place"


def test_the_person_ends_the_paper_themselves(desk: Desk) -> None:
    code, person = desk.paper(), Person()
    person.do("enter", code=code)
    assert "open nothing, for nobody" in person.do("ask-end")
    person.do("end")
    assert "open nothing" in Person().do("enter", status=422, code=code)
    assert "Ended by the person" in desk.see("papers/")


def test_leaving_ends_the_look_and_leads_to_a_page_that_says_nothing(desk: Desk) -> None:
    person = Person()
    person.do("enter", code=desk.paper())
    cookies = dict(person.client.cookies)
    answer = person.client.post("/paper/", {"do": "leave"}, headers={"referer": "http://testserver/paper/"})
    assert answer.headers["Location"] == "/neutral/"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    page = person.client.get("/neutral/", headers={"referer": "http://testserver/paper/"}).content.decode()
    assert "/paper/" not in page
    assert 'href="/"' not in page
    person.client.cookies.update(cookies)  # somebody who kept the cookie has nothing
    assert "Enter the numbers" in person.do()


def test_nothing_is_kept_and_nothing_says_what_it_is(desk: Desk) -> None:
    person = Person()
    answers = [person.client.get("/paper/")]
    answers += [
        person.client.post("/paper/", {"do": "enter", "code": desk.paper()}),
        person.client.get("/paper/"),
    ]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        page = answer.content.decode()
        assert not re.search(
            r"safeconduct|traffick|victim|refer", re.sub(r"</?[a-z][^>]*>", " ", page), re.IGNORECASE
        )
    assert "<title>Notes</title>" in page
    assert re.fullmatch(r"\d+; url=/neutral/", answers[2].headers["Refresh"])
    assert int(answers[2].headers["Refresh"].split(";")[0]) <= 600
    kept = {name: cookie for name, cookie in person.client.cookies.items() if cookie.value}
    assert {name.rpartition("_")[2] for name in kept} == {"look", "csrf"}
    assert all(cookie["max-age"] == "" and cookie["expires"] == "" for cookie in kept.values()), (
        "they go with the browser"
    )
    assert kept[next(name for name in kept if name.endswith("look"))]["httponly"]


def test_the_code_is_shown_once_and_kept_nowhere(desk: Desk, connect_as: ConnectAs) -> None:
    page = desk.client.get(desk.person + "papers/").content.decode()
    new = re.search(r'name="paper" value="([^"]+)"', page)
    assert new
    given = {"paper": new[1], "parts": PARTS, "language": "en", "days": "30", "spoken": "yes"}
    code = re.search(r"(?:\d{4} ){4}\d{4}", desk.send("papers/", status=200, **given))
    assert code
    assert "shown once" in desk.send("papers/", status=409, **given)
    rows = str(connect_as("owner").execute("SELECT p::text FROM access.paper p").fetchall())
    assert code[0].replace(" ", "") not in rows
    assert "Safeconduct" not in code[0]


@pytest.mark.parametrize("slip, said", [
    ({"parts": []}, "Choose at least one"), ({"days": "91"}, "from 1 to 90"), ({"days": "0"}, "from 1 to 90"),
    ({"days": "00901"}, "from 1 to 90"), ({"days": "0090999999999"}, "from 1 to 90"),
    ({"days": "many"}, "from 1 to 90"), ({"spoken": ""}, "Speak with the person first"),
    ({"language": "xx"}, "Choose a language"),
])  # fmt: skip
def test_a_slip_in_the_form_is_said_and_what_was_chosen_stays(
    desk: Desk, slip: dict[str, Any], said: str
) -> None:
    page = desk.client.get(desk.person + "papers/").content.decode()
    new = re.search(r'name="paper" value="([^"]+)"', page)
    assert new
    given = {"paper": new[1], "parts": ["plan"], "language": "uk", "days": "7", "spoken": "yes", **slip}
    assert said in desk.send("papers/", status=422, **given)


def test_what_the_person_says_is_wrong_waits_on_today_until_it_is_answered(desk: Desk) -> None:
    desk.send("with-the-person/wrong/plan/", words="Nobody asked me.", language="en")
    assert "The person says: this is wrong" in desk.see("/")
    word = re.search(r"/words/[0-9a-f-]+/", desk.client.get("/").content.decode())
    assert word
    assert "Nobody asked me." in desk.see(word[0])
    assert "Tell the person first" in desk.send(word[0], status=422, answer="put_right")
    desk.send(word[0], answer="put_right", knows="yes")
    assert "The person says" not in desk.see("/")
    assert "It was put right." in desk.see("with-the-person/?language=en")


def test_with_the_paper_the_person_says_it_without_a_word_being_typed(desk: Desk) -> None:
    person = Person()
    person.do("enter", code=desk.paper())
    assert "It is about: My next days." in person.do("ask-wrong", about="appointments")
    assert "It waits for an answer." in person.do("wrong", about="appointments")
    person.do("wrong", about="plan")  # not on this paper
    page = desk.see("/")
    assert page.count("The person says: this is wrong") == 1
    word = re.search(r"/words/[0-9a-f-]+/", desk.client.get("/").content.decode())
    assert word
    assert "Said with the code on the paper" in desk.see(word[0])


def once_in(page: str) -> str:
    """What a form brings that was opened."""
    found = re.search(r'name="once" value="([0-9a-f-]{36})"', page)
    assert found
    return found[1]


def test_with_the_paper_a_second_press_says_nothing_twice_and_a_form_opened_anew_does(desk: Desk) -> None:
    person = Person()
    person.do("enter", code=desk.paper())
    for expected in (1, 2):
        asked = person.client.post("/paper/", {"do": "ask-wrong", "about": "appointments"}).content.decode()
        for _press in range(2):
            person.do("wrong", about="appointments", once=once_in(asked))
        assert desk.see("/").count("The person says: this is wrong") == expected


def test_beside_the_worker_a_second_press_says_nothing_twice_and_other_words_are_kept_too(desk: Desk) -> None:
    here = "with-the-person/wrong/plan/"
    once = once_in(desk.client.get(desk.person + here).content.decode())
    for words in ("Nobody asked me.", "Nobody asked me.", "Nobody asked me twice."):
        desk.send(here, words=words, language="en", once=once)
    assert desk.see("/").count("The person says: this is wrong") == 2
    links = set(re.findall(r"/words/[0-9a-f-]+/", desk.client.get("/").content.decode()))
    said = " ".join(desk.see(link) for link in links)
    assert "Nobody asked me. " in said
    assert "Nobody asked me twice." in said


def test_each_look_by_the_code_stands_in_the_record_and_on_who_saw_what(
    desk: Desk, connect_as: ConnectAs
) -> None:
    person = Person()
    person.do("enter", code=desk.paper(["seen"]))
    assert "somebody with the code on the paper" in person.do()
    assert "somebody with the code on the paper" in desk.see("with-the-person/?language=en")
    assert "With the code on the paper" in desk.see("seen/")
    found = connect_as("owner").execute("SELECT count(*) FROM access.look").fetchone()
    assert found == (1,)


def test_an_hour_is_written_only_where_it_was_chosen(desk: Desk) -> None:
    day = timezone.localdate() + timedelta(days=3)
    given = {"on": day.isoformat(), "at": "10:15", "how": "in_person", "why": "person_asked"}
    desk.send("follow-up/month_1/move/", **given)
    assert "10:15" in desk.see("with-the-person/?language=en")
    person = Person()
    assert "10:15" not in person.do("enter", code=desk.paper())
    assert "10:15" in Person().do("enter", code=desk.paper(hours="yes"))


def test_an_hour_outside_those_of_the_person_is_not_written_beside_the_worker(desk: Desk) -> None:
    day: date = timezone.localdate() + timedelta(days=3)
    given = {"on": day.isoformat(), "at": "10:15", "how": "in_person", "why": "person_asked"}
    desk.send("follow-up/month_1/move/", **given)
    evenings = {"safe_hours-0-days": "every_day", "safe_hours-0-from": "18:00", "safe_hours-0-until": "20:00"}
    desk.save(safe_contact=evenings)
    page = desk.see("with-the-person/?language=en")
    assert "10:15" not in page
    assert "Where no hour stands, ask" in page


def test_in_a_language_that_is_not_here_the_page_says_so(connect_as: ConnectAs, desk: Desk) -> None:
    person = desk.client.post("/people/new/", {"pseudonym": "Oak", "languages": "ar"}).headers["Location"]
    page = desk.see(f"{person}with-the-person/")
    assert "This page is not in your language yet." in page


def test_who_has_not_the_case_in_hand_finds_no_page(desk: Desk) -> None:
    other = Client()
    for path in ("with-the-person/", "papers/", "with-the-person/wrong/plan/"):
        assert other.get(desk.person + path).status_code == 302


def test_a_line_break_counts_once_and_nothing_that_was_said_is_cut_off(desk: Desk) -> None:
    said = "\r\n".join(["x" * 9] * 99 + ["the end"])
    desk.send("with-the-person/wrong/plan/", words=said, language="en")
    found = re.search(r"/words/[0-9a-f-]+/", desk.client.get("/").content.decode())
    assert found
    assert "x the end" in desk.see(found[0])


def test_a_longer_text_is_refused_and_stays_in_the_form(desk: Desk) -> None:
    said = "x" * 1000 + " the end"
    page = desk.send("with-the-person/wrong/plan/", status=422, words=said, language="en")
    assert "Shorten this text to 1000 characters." in page
    assert said in page
    assert "waits" not in desk.see("with-the-person/?language=en")
