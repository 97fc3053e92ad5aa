"""The pages of a lawyer's room over HTTP, without JavaScript: what its lawyer does there, and what others meet."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from safeconduct.cases.conflicts.actions import oppose
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.counsel.office import MARK, NAMES, a_case, a_matter, another_lawyer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

ROOMS = ("", "course/", "mandate/", "aid/", "hearing/", "served/", "end/", "hand-over/", "versions/1/")


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


class Browser:
    """Somebody at their browser."""

    def __init__(self, who: str) -> None:
        self.client = Client()
        assert self.client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return words(answer.content.decode())

    def send(self, path: str, status: Any = 302, **given: Any) -> str:
        answer = self.client.post(path, given)
        page = html.unescape(answer.content.decode())
        assert answer.status_code == status, (path, answer.status_code, words(page))
        return answer.headers.get("Location", page)


@pytest.fixture
def case(connect_as: ConnectAs, settings: Any) -> UUID:
    """Ana leads; lea and leo, lawyers, have a place."""
    settings.DEMO = True
    another_lawyer(connect_as("owner"))
    return a_case("lea", "leo")


def test_a_lawyer_checks_opens_writes_corrects_and_closes_a_matter(case: UUID) -> None:
    lea, today = Browser("lea"), timezone.localdate()
    assert "Matters" in lea.see(f"/people/{case}/")
    new = f"/people/{case}/matters/new/"
    assert "Not run" in lea.see(new)
    lea.send(new, 409, kind="criminal")
    lea.send(new, check="yes", names="")
    assert "No match" in lea.see(new)
    assert "Choose what comes closest." in lea.send(new, 422, kind="lottery")
    matter = lea.send(new, kind="criminal")
    assert "Criminal proceedings" in lea.see(matter)
    lea.send(matter + "course/", role="accused_who_is_victim", stage="investigation", court=MARK)
    assert "Accused, and exploited" in lea.see(matter)
    kept = lea.send(matter + "mandate/", 422, kind="mandate", signed_on="soon", language="Klingon")
    assert 'value="Klingon"' in kept, "nothing that was typed is lost"
    lea.send(matter + "mandate/", kind="mandate", signed_on=today.isoformat(), language="Ukrainian")
    granted = lea.send(matter + "aid/", 422, what="granted", on=today.isoformat())
    assert "was not asked for before" in granted
    lea.send(matter + "aid/", what="asked", on=today.isoformat())
    ahead = today + timedelta(days=5)
    hearing = {
        "on": ahead.isoformat(),
        "time": "09:30",
        "held": "planned",
        "screen": "asked",
        "video_link": "granted",
    }
    lea.send(matter + "hearing/", **hearing, place="Room 3")
    lea.send(matter + "hearing/0/", **hearing | {"screen": "refused"}, place="Room 4")
    page = lea.see(matter)
    assert [words in page for words in ("Room 4", "Room 3", "Screen Refused", "Video link Granted")] == [
        True, False, True, True,
    ]  # fmt: skip
    assert "Room 3" in lea.see(matter + "versions/5/"), "earlier states stay"
    lea.send(matter + "served/", what="Summons", on=today.isoformat(), last_day=ahead.isoformat())
    mine = lea.see("/matters/")
    assert "Linden: Criminal proceedings" in mine
    assert f"Next: {ahead:%a} {ahead.day} {ahead:%b %Y}" in mine
    lea.send(matter + "end/", outcome="settled", on=today.isoformat())
    assert "Closed" in lea.see(matter)
    assert "No matter of yours" in lea.see("/matters/")
    lea.see(matter + "course/", 409)


def test_a_day_of_a_matter_stands_on_today_without_a_word_of_it_until_it_is_settled(case: UUID) -> None:
    matter, day = a_matter(case), timezone.localdate() + timedelta(days=5)
    lea, path = Browser("lea"), f"/matters/{matter}/"
    lea.send(path + "hearing/", on=day.isoformat(), held="planned", place=MARK)
    today = lea.see("/")
    assert f"Matters and claims 1 Linden One day to keep On {day:%a} {day.day} {day:%b %Y}" in today
    assert "Criminal" not in today
    assert MARK not in today
    assert f'href="{path}"' in lea.client.get("/").content.decode()
    for who in ("ana", "sara", "adam", "leo"):
        assert "Matters and claims" not in Browser(who).see("/"), who
    assert "Days on your Today" in lea.see(path)
    lea.send(path, 404, do="settle", day="soon")
    lea.send(path, 404, do="settle", day=(day + timedelta(days=1)).isoformat())
    lea.send(path, do="settle", day=day.isoformat())
    assert "Days on your Today" not in lea.see(path)
    assert "Matters and claims" not in lea.see("/")


@pytest.mark.parametrize("asked", ["²", "١", "many", "-1", "9" * 5000])
def test_what_is_no_number_of_a_page_is_the_first_one(case: UUID, asked: str) -> None:
    a_matter(case)
    assert Browser("lea").see(f"/matters/?page={asked}") == Browser("lea").see("/matters/")


def test_for_everybody_else_there_is_nothing_and_the_closed_door_says_what_it_always_says(case: UUID) -> None:
    ana = Browser("ana")
    door = f"/people/{case}/"
    before = re.sub(r"\d\d:\d\d", "", ana.see(door))
    a_matter(case)
    matter = a_matter(case)
    assert re.sub(r"\d\d:\d\d", "", ana.see(door)) == before
    for who in ("ana", "leo", "sara", "nora", "bea", "pavel"):
        browser = ana if who == "ana" else Browser(who)
        for room in ROOMS:
            browser.see(f"/matters/{matter}/{room}", 404)
        assert "No matter of yours" in browser.see("/matters/")
    assert MARK not in ana.see(f"/people/{case}/timeline/")
    ana.see(f"/people/{case}/matters/", 409)
    assert "No matter of yours" in Browser("leo").see(f"/people/{case}/matters/")


def test_a_possible_conflict_is_cleared_on_a_page_that_shows_neither_case_nor_match(case: UUID) -> None:
    other = a_case(names="Somebody Else")
    with member_acts("ana") as by:
        oppose(other, NAMES, by=by, at=timezone.now())
    lea, sara, new, page = (
        Browser("lea"),
        Browser("sara"),
        f"/people/{case}/matters/new/",
        "/conflicts/to-clear/",
    )
    lea.send(new, check="yes", names="")
    assert "Ask whoever supervises." in lea.see(new)
    lea.send(new, 409, kind="civil")
    lea.see(page, 404)
    assert "Conflicts to clear" in sara.see("/conflicts/")
    shown = sara.client.get(page).content.decode()
    assert str(case) not in shown
    assert "lea" in shown
    form = dict(re.findall(r'name="(check|asked)" value="([^"]+)"', shown))
    for answer in ("", "soon", "2026-01-01"):
        sara.send(page, 404 if answer != "2026-01-01" else 409, check=form["check"], asked=answer)
    sara.send(page, **form)
    assert "None waits." in sara.see(page)
    assert lea.send(new, kind="civil").startswith("/matters/")


def test_a_matter_goes_to_a_colleague_by_the_page_and_is_theirs(case: UUID) -> None:
    matter, lea, leo = a_matter(case), Browser("lea"), Browser("leo")
    page = f"/matters/{matter}/hand-over/"
    assert "Choose a colleague" in lea.send(page, 422, lawyer=str(ID("ana")))
    lea.send(page, lawyer=str(ID("leo")), deputy="")
    assert "Criminal proceedings" in leo.see(f"/matters/{matter}/")
    lea.see(f"/matters/{matter}/", 404)
    assert "There was none to take on." in leo.see(leo.send(f"/people/{case}/matters/take-on/"))


@pytest.fixture
def shared(case: UUID) -> str:
    """The address of a matter of lea with leo as deputy."""
    matter = a_matter(case)
    Browser("lea").send(f"/matters/{matter}/hand-over/", lawyer=str(ID("lea")), deputy=str(ID("leo")))
    return f"/matters/{matter}/"


def seen(browser: Browser, path: str) -> str:
    """The mark of what the form shows."""
    return mark_in(browser.client.get(path).content.decode())


def mark_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]*)"', page)
    return found[1] if found else ""


def test_a_lawyer_with_an_older_form_does_not_write_over_the_next_date_of_the_deputy(shared: str) -> None:
    lea, leo, path = Browser("lea"), Browser("leo"), shared + "course/"
    day = timezone.localdate() + timedelta(days=9)
    older = seen(lea, path)
    leo.send(path, next_on=day.isoformat(), seen=seen(leo, path))
    page = lea.send(path, 409, notes=MARK, next_on="", seen=older)
    assert "Somebody else saved this section while you were writing." in page
    assert MARK in page, "what was entered stays"
    assert f"Next date {day:%a} {day.day} {day:%b %Y}" in words(page), "and what stands is shown"
    assert f"{day:%b %Y}" in lea.see(shared)
    again = lea.send(path, 422, notes=MARK, next_on="soon", seen=mark_in(page))
    lea.send(path, notes=MARK, next_on=day.isoformat(), seen=mark_in(again))
    assert all(one in lea.see(shared) for one in (MARK, f"{day:%b %Y}"))


def test_of_two_who_change_one_hearing_the_second_sees_what_the_first_wrote(shared: str) -> None:
    lea, leo, path = Browser("lea"), Browser("leo"), shared + "hearing/"
    day = timezone.localdate() + timedelta(days=9)
    said = {"on": day.isoformat(), "held": "planned"}
    lea.send(path, **said, place="Room 1", seen=seen(lea, path))
    lea.send(path, **said, place="Room 2", seen=seen(lea, path))
    older, other = seen(lea, path + "0/"), seen(lea, path + "1/")
    leo.send(path + "0/", **said, place="Room 3", seen=seen(leo, path + "0/"))
    page = lea.send(path + "0/", 409, **said, place="Room 4", seen=older)
    assert "Place Room 3" in words(page)
    assert 'value="Room 4"' in page
    lea.send(path + "1/", **said, place="Room 5", seen=other)
    lea.send(path + "0/", **said, place="Room 4", seen=mark_in(page))
    now = lea.see(shared)
    assert ["Room 4" in now, "Room 5" in now, "Room 3" in now] == [True, True, False]


def key(browser: Browser, path: str) -> str:
    """That of what the form makes."""
    found = re.search(r'name="key" value="([0-9a-f-]+)"', browser.client.get(path).content.decode())
    return found[1] if found else ""


def test_a_second_press_opens_no_second_matter(case: UUID) -> None:
    lea, new = Browser("lea"), f"/people/{case}/matters/new/"
    lea.send(new, check="yes", names="")
    form = {"kind": "criminal", "key": key(lea, new)}
    assert lea.send(new, **form) == lea.send(new, **form), "it leads to where the first led"
    assert lea.see("/matters/").count("Linden: Criminal proceedings") == 1
    lea.send(new, kind="criminal", key=key(lea, new))
    assert lea.see("/matters/").count("Linden: Criminal proceedings") == 2, "a form of its own is a matter"


def test_a_second_press_writes_nothing_twice(case: UUID) -> None:
    lea, today = Browser("lea"), timezone.localdate()
    shared = f"/matters/{a_matter(case)}/"
    ahead = (today + timedelta(days=5)).isoformat()
    forms: dict[str, dict[str, Any]] = {
        "course/": {"court": MARK, "seen": seen(lea, shared + "course/")},
        "mandate/": {"kind": "mandate", "signed_on": today.isoformat()},
        "aid/": {"what": "asked", "on": today.isoformat()},
        "hearing/": {"on": ahead, "held": "planned", "place": "Room 3"},
        "served/": {"what": "Summons", "on": today.isoformat()},
        "end/": {"outcome": "settled", "on": today.isoformat()},
    }
    for part, given in forms.items():
        form = {**given, "key": key(lea, shared + part)}
        assert lea.send(shared + part, **form) == lea.send(shared + part, **form) == shared
    page = lea.see(shared)
    assert [page.count(one) for one in ("Room 3", "Summons")] == [1, 1]
    lea.see(shared + "versions/7/")
    lea.see(shared + "versions/8/", 404)


def test_two_presses_at_the_same_moment_are_one(case: UUID) -> None:
    lea, new = Browser("lea"), f"/people/{case}/matters/new/"
    lea.send(new, check="yes", names="")
    form = {"kind": "criminal", "key": key(lea, new)}
    hands = [lea, *(Browser("lea") for _hand in range(3))]

    def press(hand: Browser) -> str:
        try:
            return hand.send(new, **form)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(hands)) as pool:
        assert len(set(pool.map(press, hands))) == 1
    assert lea.see("/matters/").count("Linden: Criminal proceedings") == 1
