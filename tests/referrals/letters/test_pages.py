"""A question without a name on its page: it is answered once, however often the button is pressed."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from safeconduct.access.acting import acting
from safeconduct.public.questions.sealing import Reply, seal
from safeconduct.referrals.letters import opening
from safeconduct.referrals.letters.models import Letter
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.letters import form
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE


class Team:
    """Ana and Vlad at their browsers, and one question to their team."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes, self.thread, self.reply = envelopes, uuid4(), Reply(bytes(range(96)))
        self.page = f"/letters/{self.thread}/"
        with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
            key, today = opening.newest(at.date()), at.date()
        asked = form.Letter(form.Kind.QUESTION, "Can I leave?", "uk", self.reply.half).packed()
        ids = {"agency_id": envelopes.own, "team_id": envelopes.team}
        thread = {"id": self.thread, "mark": self.reply.mark, "until": today + timedelta(days=30)}
        letter = {
            "id": uuid4(), "thread_id": self.thread, "is_ours": False, "number": 0, "day": today, "key": key.number,
            "place": 1,
            "sealed": seal(asked, key.half, form.info(form.Kind.QUESTION, self.thread)),
        }  # fmt: skip
        with briefly("owner") as owner, unforced(owner, "referrals.letter", "referrals.letter_thread"):
            insert(owner, "referrals.letter_thread", **ids, **thread, arrived_on=today, last_on=today)
            insert(owner, "referrals.letter", **ids, **letter)

    def browser(self, name: str) -> Client:
        client = Client(headers=HERE)
        assert client.post("/sign-in/", {"member": str(self.envelopes.members[name])}).status_code == 302
        return client

    def form(self, client: Client, **said: str) -> dict[str, str]:
        """What the page's form brings, filled in."""
        found = re.search(r'name="key" value="([^"]*)"', client.get(self.page).content.decode())
        return {"language": "uk", "text": "Come on Monday.", "key": found[1] if found else "", **said}

    def answers(self) -> list[str]:
        """What the person reads under the code, in its order."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            rows = list(Letter.objects.filter(thread_id=self.thread, is_ours=True).order_by("number"))
        info = form.info(form.Kind.ANSWER, self.thread)
        return [form.unpacked(self.reply.open(bytes(row.outgoing or b""), info)).text for row in rows]


@pytest.fixture
def team(envelopes: Envelopes, settings: Any) -> Team:
    settings.DEMO = True
    return Team(envelopes)


@pytest.mark.parametrize("is_last", ["", "yes"])
def test_a_second_press_seals_no_second_letter_and_leads_to_where_the_first_led(
    team: Team, is_last: str
) -> None:
    with as_process("web"):
        ana = team.browser("ana")
        said = team.form(ana, is_last=is_last)
        slip = ana.post(team.page, {**said, "language": ""})
        pressed = [ana.post(team.page, said) for _press in range(2)]
    assert said["key"] in slip.content.decode(), "the form stays the same one"
    assert [page.headers.get("Location") for page in pressed] == ["/letters/", "/letters/"]
    assert team.answers() == ["Come on Monday."]


def test_two_presses_at_the_same_moment_are_one_letter(team: Team) -> None:
    with as_process("web"):
        hands = [team.browser("ana") for _hand in range(4)]
        said = team.form(hands[0])

        def press(hand: Client) -> str:
            try:
                return hand.post(team.page, said)["Location"]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(hands)) as pool:
            assert set(pool.map(press, hands)) == {"/letters/"}
    assert team.answers() == ["Come on Monday."]


def test_two_of_a_team_who_answer_at_once_have_both_answered(team: Team) -> None:
    with as_process("web"):
        ana, vlad = team.browser("ana"), team.browser("vlad")
        first, second = team.form(ana), team.form(vlad, text="Bring nothing.")
        assert ana.post(team.page, first).status_code == vlad.post(team.page, second).status_code == 302
    assert team.answers() == ["Come on Monday.", "Bring nothing."]


@pytest.mark.parametrize("key", ["", "no-id"])
def test_a_form_without_a_key_of_its_own_is_a_letter(team: Team, key: str) -> None:
    with as_process("web"):
        ana = team.browser("ana")
        assert ana.post(team.page, team.form(ana, key=key)).status_code == 302
    assert team.answers() == ["Come on Monday."]
