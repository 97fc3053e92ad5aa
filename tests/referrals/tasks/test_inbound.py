"""What a peer's message does with a task in common: kept once, ended by whoever may say so, and nothing else."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals import inbound
from safeconduct.referrals.tasks.models import Task
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import ConnectAs, as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes
from tests.referrals.from_there import FromThere

WORDS = {"kind": "task", "section": "needs", "language": "en", "text": "Find a school."}


class Peer:
    """Node be, which has referred somebody to us and now tells of tasks."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes, self.there = envelopes, FromThere(envelopes)
        self.there.offer()

    def tells(self, task: dict[str, Any], *texts: dict[str, Any]) -> str:
        """The code of the refusal, or "" where it was taken in."""
        body: dict[str, object] = {
            "referral": str(self.there.shared),
            "role": "social_worker",
            "task": task,
            "texts": list(texts),
        }
        try:
            arrive(self.envelopes, inbound.tasked, body, self.there.handle)
        except RefuseMessage as refused:
            return refused.code
        return ""

    def held(self) -> list[tuple[UUID, str, str, str]]:
        """What is known here: name, owner, who asked for it, how it ended."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            rows = Task.objects.filter(referral__shared=self.there.shared)
            return list(rows.values_list("shared", "owner", "maker", "ended"))


@pytest.fixture
def peer(envelopes: Envelopes) -> Peer:
    return Peer(envelopes)


def task(owner: str, ended: str | None = None, *, name: UUID | None = None) -> dict[str, Any]:
    return {"id": str(name or uuid4()), "owner": owner, "due": "2030-01-31", "ended": ended}


def test_a_new_task_is_kept_as_the_peers_with_its_words(peer: Peer) -> None:
    new = task("receiver")

    assert peer.tells(new, WORDS) == ""
    assert peer.held() == [(UUID(new["id"]), "receiver", "sender", "")]


@pytest.mark.parametrize(("owner", "ended", "said"), [
    ("sender", "done", ""),
    ("sender", "not_possible", ""),
    ("sender", "not_needed", ""),
    ("receiver", "not_needed", ""),
    ("receiver", "done", "not_your_task"),
    ("receiver", "not_possible", "not_your_task"),
])  # fmt: skip
def test_the_peer_ends_what_is_its_own_to_say(peer: Peer, owner: str, ended: str, said: str) -> None:
    new = task(owner)
    peer.tells(new, WORDS)

    assert peer.tells(task(owner, ended, name=UUID(new["id"]))) == said
    assert [row[3] for row in peer.held()] == ["" if said else ended]


def test_the_owners_word_is_not_taken_back_by_one_that_stands_behind_it(peer: Peer) -> None:
    new = task("sender")
    peer.tells(new, WORDS)
    for ended in ("not_needed", "done", "not_needed"):
        assert peer.tells(task("sender", ended, name=UUID(new["id"]))) == ""

    assert [row[3] for row in peer.held()] == ["done"]


def test_the_end_of_a_task_whose_words_never_came_does_nothing(peer: Peer) -> None:
    assert peer.tells(task("sender", "done")) == ""
    assert peer.held() == []


@pytest.mark.parametrize(("given", "texts", "said"), [
    (task("receiver"), [{**WORDS, "kind": "news"}], "malformed_body"),
    (task("receiver"), [WORDS, WORDS], "malformed_body"),
    (task("receiver", "done"), [WORDS], "malformed_body"),
    (task("somebody"), [WORDS], "malformed_body"),
    ({**task("receiver"), "due": "soon"}, [WORDS], "malformed_body"),
    ({**task("receiver"), "due": "20300131"}, [WORDS], "malformed_body"),
    (task("receiver", "given_up"), [], "malformed_body"),
    (task("receiver"), [{**WORDS, "section": "health"}], "text_of_a_section_not_shared"),
])  # fmt: skip
def test_what_is_no_task_is_refused_and_leaves_nothing(
    peer: Peer, given: dict[str, Any], texts: list[dict[str, Any]], said: str
) -> None:
    assert peer.tells(given, *texts) == said
    assert peer.held() == []


def test_a_task_that_is_known_is_not_added_again(peer: Peer) -> None:
    new = task("receiver")
    peer.tells(new, WORDS)

    assert peer.tells(new, WORDS) == "already_here"


def test_words_of_a_task_come_with_a_task_and_with_nothing_else(peer: Peer, envelopes: Envelopes) -> None:
    body: dict[str, object] = {"referral": str(peer.there.shared), "role": "social_worker", "texts": [WORDS]}

    with pytest.raises(RefuseMessage, match="malformed_body"):
        arrive(envelopes, inbound.told, body, peer.there.handle)


@pytest.mark.parametrize("change", ["ended = 'forgotten', ended_at = now()", "ended = 'done'"])
def test_the_database_takes_no_end_that_is_not_listed_or_has_no_time(
    peer: Peer, connect_as: ConnectAs, change: str
) -> None:
    new = task("sender")
    peer.tells(new, WORDS)

    owner = connect_as("owner")
    with (
        pytest.raises(psycopg.errors.CheckViolation),
        owner.transaction(),
    ):  # taken back, and the lock with it
        owner.execute("ALTER TABLE referrals.task NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"UPDATE referrals.task SET {change} WHERE shared = %s", [new["id"]])
