"""The pages of links: asked, answered, said, refused with what was typed, ended; all of it by forms alone."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from safeconduct.referrals.moves import Side
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import as_process
from tests.connections import briefly
from tests.counsel.channel.desk import THEIRS, WORDS, Lawyers
from tests.referrals.conferring.desk import browser
from tests.referrals.envelopes import Envelopes


class Page:
    """Lena at her browser."""

    def __init__(self, lawyers: Lawyers, who: str = "lena") -> None:
        with as_process("web"):
            self.client: Client = browser(lawyers.envelopes, who)
        self.all = f"/matters/{lawyers.matter}/links/"

    def see(self, path: str, status: int = 200) -> str:
        with as_process("web"):
            answer = self.client.get(path)
        assert answer.status_code == status
        return answer.content.decode()

    def send(self, path: str, status: int = 302, **given: str) -> str:
        with as_process("web"):
            answer = self.client.post(path, given)
        assert answer.status_code == status, answer.content.decode()
        return answer.headers["Location"] if status == 302 else answer.content.decode()


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def lawyers(envelopes: Envelopes) -> Lawyers:
    return Lawyers(envelopes)


@contextmanager
def linked(lawyers: Lawyers) -> Iterator[tuple[Page, str]]:
    page = Page(lawyers)
    yield page, f"{page.all}{lawyers.open()}/"


def test_a_link_is_asked_for_and_everything_is_said_in_it(lawyers: Lawyers) -> None:
    page = Page(lawyers)
    assert lawyers.row.reference in page.see(page.all)
    assert "Enter a day" in page.send(
        page.all, 422, do="propose", referral=lawyers.row.reference, agreed_on="soon"
    )
    path = page.send(page.all, do="propose", referral=lawyers.row.reference, agreed_on="2026-03-01")
    assert "Waits for the other lawyer" in page.see(path)
    assert lawyers.row.reference not in page.see(page.all), "it is linked: nobody is asked along it again"
    link = path.strip("/").split("/")[-1]
    assert lawyers.says(lawyers.link(UUID(link)).shared, "accepted", agreed_on="2026-03-02") == ""

    spoken: dict[str, Any] = {"do": "say", "spoken": "en"}
    typed = page.send(path, 422, kind="date", text="The hearing.", **spoken)
    assert "The hearing." in typed
    assert "Enter a day" in typed
    held: dict[str, Any] = {"kind": "date", "text": "The hearing.", "day": "2026-04-10"}
    assert "This day is past" in page.send(path, 422, **held, **spoken)
    assert "Say who does it" in page.send(path, 422, kind="task", text="Ask for the file.", **spoken)
    page.send(path, is_past="yes", **held, **spoken)
    page.send(path, kind="served", text="The judgment.", day="2026-03-01", **spoken)
    page.send(path, kind="task", text="Ask for the file.", whose="mine", **spoken)
    page.send(path, kind="said", text=WORDS.text, **spoken)
    shown = page.see(path)
    for text in (
        "The hearing.",
        "10 Apr 2026",
        "The judgment.",
        "Ask for the file.",
        WORDS.text,
        "on its way",
    ):
        assert text in shown


def test_who_is_asked_answers_with_a_matter_of_their_own(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    link = lawyers.row.shared
    lawyers.says(link, "proposed", agreed_on="2026-03-01")
    page = Page(lawyers)
    assert "A lawyer of Agency be" in page.see(page.all)

    path = page.send(page.all, do="accept", link=str(link), agreed_on="2026-03-02")
    assert lawyers.word(link) == ""
    assert THEIRS["text"] in page.see(path)


@pytest.mark.parametrize(
    "says, on_the_list, why",
    [
        (["accepted", "ended"], "A link is over since", "The other lawyer ended it."),
        (["ended"], "A link is over since", "The other lawyer said no."),
        (["accepted"], "The other lawyer said yes on", ""),
    ],
)
def test_what_the_other_lawyer_answered_stands_in_the_list_of_matters(
    lawyers: Lawyers, says: list[str], on_the_list: str, why: str
) -> None:
    page, more = Page(lawyers), {"accepted": {"agreed_on": "2026-03-02"}, "ended": {"why": "lawyer"}}
    path = page.send(page.all, do="propose", referral=lawyers.row.reference, agreed_on="2026-03-01")
    assert on_the_list not in page.see("/matters/")
    link = lawyers.link(UUID(path.strip("/").split("/")[-1])).shared
    for step in says:
        assert lawyers.says(link, step, **more[step]) == ""
    assert on_the_list in page.see("/matters/")
    assert why in page.see(path)


def test_the_person_takes_it_back(lawyers: Lawyers) -> None:
    with linked(lawyers) as (page, path):
        link = lawyers.link(UUID(path.strip("/").split("/")[-1])).shared
        lawyers.word(link)
        assert THEIRS["text"] in page.see(path)
        page.send(path, do="take_back")
        shown = page.see(path)
        assert THEIRS["text"] not in shown
        assert "The person took it back" in shown
        assert "This link is not open" in page.send(
            path, 409, do="say", kind="said", text="Typed.", spoken="en"
        )


def test_what_came_is_on_today_until_the_page_of_the_link_was_opened_and_a_day_until_it_is_settled(
    lawyers: Lawyers,
) -> None:
    with linked(lawyers) as (page, path):
        link = UUID(path.strip("/").split("/")[-1])
        day = (timezone.localdate() + timedelta(days=4)).isoformat()
        lawyers.says(link, "date", item=str(link), day=day, words=THEIRS)
        today = page.see("/")
        assert "1 new entry of the other lawyer" in today
        assert "One day to keep" in today
        assert today.count(f'href="{path}"') == 2
        assert THEIRS["text"] not in today
        page.see(path)
        assert "new entry" not in page.see("/")
        page.send(path, 404, do="settle", item="x")
        page.send(path, do="settle", item=str(link))
        assert path not in page.see("/")


def test_a_colleague_finds_neither_page(lawyers: Lawyers) -> None:
    with linked(lawyers) as (page, path):
        for who in ("leo", "ana"):
            other = Page(lawyers, who)
            other.see(page.all, 404)
            other.see(path, 404)


def test_a_lawyer_abroad_is_found_by_country_and_language(lawyers: Lawyers) -> None:
    page = Page(lawyers)
    with briefly("owner") as owner:
        insert(
            owner, "directory.entry", team_id=lawyers.envelopes.other_team, agency_id=lawyers.envelopes.other,
            service="legal_representation", needs=["legal_aid"], purpose="legal_assistance", open_days=[],
        )  # fmt: skip
        owner.execute(
            "UPDATE agencies.team SET languages = '{fr}' WHERE id = %s", [lawyers.envelopes.other_team]
        )
    for asked, is_found in (
        ("country=Belgium&language=fr", True), ("country=Belgium", True), ("country=Belgium&language=sq", False),
        ("country=Spain", False),
    ):  # fmt: skip
        shown = page.see(f"{page.all}?{asked}")
        assert ("Legal representation" in shown) is is_found, asked
    assert "Law they practise: Not said" in page.see(f"{page.all}?country=Belgium")
    with briefly("owner") as owner:
        owner.execute("UPDATE directory.entry SET jurisdictions = '{BE}', proceeding_types = '{family}'")
    assert "It does not take: Criminal proceedings." in page.see(f"{page.all}?country=Belgium")
    assert 'value="Atlantis"' in page.see(f"{page.all}?country=Atlantis")


def test_a_second_press_says_nothing_twice(lawyers: Lawyers) -> None:
    with linked(lawyers) as (page, path):
        found = re.search(r'name="key" value="([0-9a-f-]+)"', page.see(path))
        form: dict[str, Any] = {
            "do": "say",
            "spoken": "en",
            "kind": "said",
            "text": WORDS.text,
            "key": found[1] if found else "",
        }
        assert page.send(path, **form) == page.send(path, **form)
        assert page.see(path).count(WORDS.text) == 1


@pytest.fixture
def asked(envelopes: Envelopes) -> tuple[Lawyers, dict[str, Any]]:
    """A lawyer of the receiver whom the other one asked for a link, and what their forms bring of it."""
    lawyers = Lawyers(envelopes, Side.RECEIVER)
    lawyers.says(lawyers.row.shared, "proposed", agreed_on="2026-03-01")
    return lawyers, {"link": str(lawyers.row.shared), "agreed_on": "2026-03-02"}


def _answers(lawyers: Lawyers) -> list[str]:
    """What the log has of their answers, a refusal by its code, the first one first."""
    said = "SELECT action, reason FROM audit.record WHERE referral_id = %s ORDER BY recorded_at"
    with briefly("owner") as owner, unforced(owner, "audit.record"):
        found = owner.execute(said, [lawyers.row.shared]).fetchall()
    return [why or action for action, why in found if "link" in action]


def test_a_link_is_answered_once(asked: tuple[Lawyers, dict[str, Any]]) -> None:
    lawyers, form = asked
    page = Page(lawyers)
    path = page.send(page.all, do="accept", **form)
    assert page.send(page.all, do="accept", **form) == path
    assert "This link waits for no answer from you." in page.send(page.all, 409, do="decline", **form)
    assert lawyers.went() == ["waiting"]
    assert lawyers.word(lawyers.row.shared) == "", "it goes on"


def test_no_is_said_once_and_is_no_yes_later(asked: tuple[Lawyers, dict[str, Any]]) -> None:
    lawyers, form = asked
    page = Page(lawyers)
    page.send(page.all, do="decline", **form)
    for again in ("decline", "accept"):
        assert "This link waits for no answer from you." in page.send(page.all, 409, do=again, **form)
    assert lawyers.went() == ["waiting"]
    assert [word for word in _answers(lawyers) if word != "link:proposed"] == [
        "link:ended", "link_not_asked_of_you", "link_not_asked_of_you",
    ]  # fmt: skip


def test_yes_and_no_at_the_same_moment_are_one_answer(asked: tuple[Lawyers, dict[str, Any]]) -> None:
    lawyers, form = asked
    hands = [(Page(lawyers), do) for do in ("accept", "decline", "accept", "decline")]

    def press(hand: tuple[Page, str]) -> None:
        page, do = hand
        try:
            page.client.post(page.all, {"do": do, **form})
        finally:
            connections.close_all()

    with as_process("web"), ThreadPoolExecutor(len(hands)) as pool:
        list(pool.map(press, hands))
    assert lawyers.went() == ["waiting"]


def test_who_asked_for_a_link_does_not_answer_it_themselves(lawyers: Lawyers) -> None:
    page, link = Page(lawyers), str(lawyers.propose())
    for do in ("accept", "decline"):
        answer = page.send(page.all, 409, do=do, link=link, agreed_on="2026-03-02")
        assert "This link waits for no answer from you." in answer
    assert lawyers.link(UUID(link)).ended_at is None


def test_a_proposal_that_was_refused_is_recorded(lawyers: Lawyers) -> None:
    lawyers.end_mandate()
    page = Page(lawyers)
    page.send(page.all, 409, do="propose", referral=lawyers.row.reference, agreed_on="2026-03-01")
    assert _answers(lawyers) == ["link_without_mandate"]
