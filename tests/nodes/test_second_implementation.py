"""A second implementation, written from the protocol's page, beside real nodes: it receives, sends, and takes back.

The client is in `clients/node`. What it answers is JSON; what the node's members do goes over their pages.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeconduct.commands import peer
from safeconduct.commands.building import teaching
from safeconduct.commands.building.frontend import Tools
from safeconduct.commands.conformance.clauses import CLAUSES
from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import REPOSITORY
from tests.nodes.second import NAME as IT
from tests.nodes.second import Second
from tests.nodes.story import Story
from tests.nodes.town import Town, until

VECTORS = REPOSITORY / "docs" / "reference" / "exchange" / "vectors.json"
WHO, WISH = "Nobody Whosoever", "A room that can be locked."
FILE = {
    "profile": {"pseudonym": "Lena", "age_band": "26_35", "is_child": "no", "languages": ["uk"]},
    "needs": {"needs": ["housing"], "wish": WISH},
    "identity": {"names": WHO},
    "safe_contact": {"safe_to_call": "no", "channel": "through_worker", "code_word": CODE_WORD},
}
LEFT_OUT = {"22", "25"}
"""Sections that it does not speak, as the page lets it (its README says so)."""
FROZEN = {"closing": "withdrawn", "confirmation": "not_applicable"}
NEWS = {"kind": "news", "section": "needs", "language": "en", "text": "She sleeps through the night."}


@pytest.fixture(scope="module")
def tools() -> Tools:
    """Node.js and the client's packages."""
    try:
        return teaching.ensure()
    except CannotRun as fault:
        pytest.skip(f"the second implementation cannot run here: {fault}")


@pytest.fixture(scope="module")
def client(town: Town, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Second]:
    """The client, running, and both nodes have confirmed its card as it has theirs."""
    second = Second(tools, tmp_path_factory.mktemp("second"))
    second.start()
    for node in town.pair.nodes:
        second.introduce(node)
    yield second
    second.stop()
    for node in town.pair.nodes:
        town.ask(
            node.id, "SELECT exchange.forget_peer(%s)", IT
        )  # its service is offered to nobody after this


class ToTheClient(Story):
    """A referral by Ana to the one service of the client."""

    def __init__(self, town: Town, client: Second) -> None:
        super().__init__(town)
        self.client = client

    def begun(self, person: str = "") -> Page:
        self.person = person or self._case()
        draft = self.ana.draft(self.person, self.client.service, "urgent")
        self.path = draft.path
        return draft

    def sent(self) -> "ToTheClient":
        self.posted()
        self.client.wait(self.shared, "sent")
        return self

    def moves(self, event: str, state: str, **more: Any) -> None:
        """A move of the client's member, seen on both sides."""
        self.client.order("move", referral=str(self.shared), event=event, **more)
        self.both(state)

    def both(self, state: str) -> None:
        self.client.wait(self.shared, state)
        until(f"the node sees {state}", lambda: self.of_sender("state") == state)

    def seen(self) -> Any:
        return self.client.show(self.shared)

    def one_history(self) -> bool:
        """Whether both have come to the same moves in the same order."""
        ours = self.town.history("ro", self.shared, "sender")
        theirs: list[str] = self.seen()["standing"]
        return [digest for digest, place in ours if place is not None] == theirs


def test_its_own_code_passes_all_vectors(tools: Tools) -> None:
    said = subprocess.run(
        [tools.node, "vectors.js", str(VECTORS)], cwd=teaching.FOLDER, env=dict(tools.environment), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    lists = {name: of for name, of in json.loads(VECTORS.read_text()).items() if isinstance(of, list | dict)}
    assert set(said.stdout.splitlines()) == {f"{name}: {len(of)} of {len(of)}" for name, of in lists.items()}
    assert (said.returncode, len(lists)) == (0, 12)


def test_its_own_tests_pass(tools: Tools) -> None:
    files = sorted(str(path) for path in (teaching.FOLDER / "test").glob("*.test.js"))
    said = subprocess.run(
        [tools.node, "--test", *files], cwd=teaching.FOLDER, env=dict(tools.environment), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert files
    assert said.returncode == 0, said.stdout[-3000:]


# --- A node refers to it ------------------------------------------------------------------------------------------


def test_it_takes_a_referral_from_the_offer_to_the_closing(town: Town, client: Second) -> None:
    story = ToTheClient(town, client).sent()
    seen = story.seen()
    assert sorted(seen["sections"]) == ["needs", "profile", "safety"]
    assert NAME not in json.dumps(seen)
    until("its receipts are there", lambda: story.ana.see(story.path).rungs() == 2)
    story.moves("acknowledge", "acknowledged")
    client.order("read", referral=str(story.shared), sections=["needs"])
    until("it was read there", lambda: story.ana.see(story.path).rungs() == 3)
    question = {"kind": "question", "section": "needs", "language": "en", "text": "From when on?"}
    story.moves("ask", "info_requested", codes={"section": "needs"}, texts=[question])
    assert "From when on?" in story.ana.see(story.path).text
    story.ana.move(
        story.path, "answer", {"answer": "given", "text": "From Monday.", "about": "needs", "spoken": "en"}
    )
    story.both("acknowledged")
    assert [text["text"] for text in story.seen()["texts"]] == ["From Monday."]
    story.moves("accept", "accepted")
    until("what was held back is open", lambda: "identity" in story.seen()["sections"])
    assert story.seen()["sections"]["identity"]["content"]["names"] == NAME
    until("all four steps are shown", lambda: story.ana.see(story.path).rungs() == 4)
    story.moves("start", "in_service")
    client.order("tell", referral=str(story.shared), texts=[NEWS])
    until("the news is there", lambda: NEWS["text"] in story.ana.see(story.path).text)
    what = {"kind": "task", "section": "needs", "language": "en", "text": "Send the school papers"}
    asked = client.order("task", referral=str(story.shared), task={"owner": "sender"}, texts=[what])
    until("the task is there", lambda: what["text"] in story.ana.see(story.path).text)
    page = story.ana.see(story.path)
    story.ana.browser.submit(page, f"{story.path}tasks/{asked['task']}/", how="done")
    until("its end is known", lambda: story.seen()["tasks"][asked["task"]]["ended"] == "done")
    story.moves("record_outcome", "outcome_recorded", codes={"outcomes": {"shelter": "given"}})
    story.ana.move(story.path, "close", {"confirmation": "confirmed"})
    story.both("closed")
    assert story.seen()["sections"] == {}
    assert story.one_history()


def test_what_is_taken_back_is_erased_there_and_answered(town: Town, client: Second) -> None:
    story = ToTheClient(town, client).sent()
    story.moves("accept", "accepted")
    until("what was held back is open", lambda: "identity" in story.seen()["sections"])
    story.take_back("safe_contact")
    until("one section is gone", lambda: "safe_contact" not in story.seen()["sections"])
    assert "identity" in story.seen()["sections"], "the rest goes on"
    until("that was answered", lambda: story.of_sender("holder_answer") == "erased")
    story.withdraw("sender")
    story.both("withdrawn")
    assert (story.seen()["sections"], story.seen()["erased"]) == ({}, True)
    assert NAME not in json.dumps(client.kept(story.shared))
    until("the holder answers", lambda: "Erased" in story.ana.see(story.path).text)
    story.moves("confirm_freeze", "closed", codes=FROZEN)
    assert story.one_history()


def test_its_own_member_takes_back_what_was_received(town: Town, client: Second) -> None:
    story = ToTheClient(town, client).sent()
    client.order("withdraw", referral=str(story.shared), reason="by_person")
    story.both("withdrawn")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    story.moves("confirm_freeze", "closed", codes=FROZEN)
    assert story.one_history()


# --- It refers to a node ------------------------------------------------------------------------------------------


def referred(town: Town, client: Second) -> tuple[str, str, Hands]:
    """A referral to the shelter in Belgium: its id, the path of its page there, and who reads it."""
    service = town.agency("Maison Lierre")["services"][0]["id"]
    made = client.order("refer", peer="be", service=service, need="housing", sections=FILE)
    sofie = town.hands("Sofie Maes")
    path = f"/referrals/{made['reference']}/"
    until("it is there", lambda: sofie.see(path).status == 200)
    return made["referral"], path, sofie


def test_it_sends_a_referral_that_is_accepted_reported_on_and_closed(town: Town, client: Second) -> None:
    referral, path, sofie = referred(town, client)
    seen = sofie.see(path)
    assert WISH in seen.text
    assert WHO not in seen.html
    sofie.move(path, "acknowledge")
    sofie.accept(path)
    until("what was held back is open", lambda: WHO in sofie.see(path).text)
    client.order(
        "update", referral=referral, sections={"needs": {"needs": ["housing"], "wish": "Two rooms."}}
    )
    until("the later version is open", lambda: "Two rooms." in sofie.see(path).text)
    sofie.move(path, "start")
    sofie.tell(path, {"text": NEWS["text"], "about": "needs", "spoken": "en"})
    until(
        "the news is there",
        lambda: [text["text"] for text in client.show(referral)["texts"]] == [NEWS["text"]],
    )
    sofie.move(path, "record_outcome", {"outcome": "given"})
    client.wait(referral, "outcome_recorded")
    client.order("move", referral=referral, event="close", codes={"confirmation": "confirmed"})
    until("it is closed there", lambda: sofie.see(path).state() == "closed")
    assert WHO not in sofie.see(path).html
    until("all receipts are in", lambda: len(client.show(referral)["receipts"]) >= 5)
    assert {"accepted_by_node", "delivered_to_team", "opened", "decided"} == set(
        client.show(referral)["receipts"]
    )
    assert client.show(referral)["released"]


def test_what_it_takes_back_is_erased_at_the_node(town: Town, client: Second) -> None:
    referral, path, sofie = referred(town, client)
    client.order("narrow", referral=referral, sections=["safe_contact"])
    until("that was answered", lambda: client.show(referral)["answer"] is not None)
    assert client.show(referral)["answer"] == {"answer": "erased", "sections": ["safe_contact"]}
    sofie.accept(path)
    until("what is left of the held-back part is open", lambda: WHO in sofie.see(path).text)
    assert CODE_WORD not in sofie.see(path).html
    client.order("withdraw", referral=referral)
    until("it is taken back there", lambda: sofie.see(path).state() == "withdrawn")
    until("the node answers", lambda: client.show(referral)["answer"] == {"answer": "erased", "sections": []})
    assert WHO not in sofie.see(path).html
    sofie.move(path, "confirm_freeze")
    client.wait(referral, "closed")


def enquiries_in(page: Page) -> set[str]:
    """The addresses of those that stand there as asked by us; others of these nodes may have asked too."""
    return set(re.findall(r'href="(/enquiries/[0-9a-f-]{36}/)"', page.html.partition('id="asked-by-us"')[2]))


def test_asked_without_a_name_it_answers(town: Town, client: Second) -> None:
    ana = town.hands("Ana Pop")
    page, before = ana.see("/enquiries/ask/"), enquiries_in(ana.see("/enquiries/"))
    asked = ana.browser.submit(
        page,
        "",
        to=[client.service],
        is_child="no",
        urgency="urgent",
        note="Needs a ramp.",
        note_language="en",
    )
    assert asked.status == 200
    (path,) = enquiries_in(asked) - before
    name = path.split("/")[2]
    until("it is there", lambda: [one["id"] for one in client.order("enquiries")["enquiries"]] == [name])
    client.order("answer", enquiry=name, answer="possible")
    until("its answer is here", lambda: "Make a referral" in ana.see(path).text)


def test_the_same_offer_again_is_a_duplicate_with_the_same_receipts(town: Town, client: Second) -> None:
    referral, path, sofie = referred(town, client)
    # The other side shows it as soon as it has it; the answer with the receipts is on its way then.
    until("its receipts are here", lambda: len(client.kept(referral)["receipts"]) >= 2)
    first = client.kept(referral)["receipts"][:2]
    result = client.order("again", referral=referral)["result"]
    assert (result["status"], result["receipts"]) == ("duplicate", first)
    assert [receipt["step"] for receipt in first] == ["accepted_by_node", "delivered_to_team"]
    client.order("withdraw", referral=referral)
    until("it is taken back there", lambda: sofie.see(path).state() == "withdrawn")
    sofie.move(path, "confirm_freeze")
    client.wait(referral, "closed")


def test_nothing_is_left_over(client: Second) -> None:
    """All was handed over, and no message that it sent was refused or set aside."""
    until("all was handed over", lambda: client.left[0] == 0)
    assert client.left == (0, [])


# --- It is asked as any node is -------------------------------------------------------------------------------------


def test_it_keeps_to_every_clause_as_our_own_node_does(
    client: Second, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (port,) = free_ports(1)
    here = ["--keys", str(tmp_path), "--listen", f"127.0.0.1:{port}"]
    assert peer.main(["conform", "--card", *here]) == 0
    met = client.order("meet", card=json.loads(capsys.readouterr().out))
    client.order("confirm", node=met["node"], heard=met["fingerprint"])

    code = peer.main(["conform", f"http://127.0.0.1:{client.port}/", *here, "--patience", "20"])

    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "FAILED" in line] == []
    absent = {clause.id for clause in CLAUSES if clause.section in LEFT_OUT}
    assert {line.split()[1] for line in said.splitlines() if line.startswith("absent")} == absent
    assert f"{len(CLAUSES) - len(absent)} clauses passed, 0 failed." in said
    assert (code, len(absent)) == (0, 25)
