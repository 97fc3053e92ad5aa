"""Two nodes join by their pages alone: cards are handed over, a fingerprint is heard, and then referrals go across."""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from safeconduct.commands.demonstration.browser import WalkFailed
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import Walk
from safeconduct.keys.card import AgencyEntry, NodeCard, build, fingerprint, verify_card
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId
from tests.nodes.desks import (
    ADD,
    CARD_SECONDS,
    HASTY,
    OTHER,
    PEERS,
    Desk,
    ask_again,
    ending,
    join,
    quietly,
)
from tests.nodes.keepers import with_keepers
from tests.nodes.town import Town, until
from tests.pair import homes, running


@pytest.fixture(scope="module")
def apart() -> Iterator[Town]:
    """Two nodes that run and have never heard of each other."""
    with running(homes() / f"{os.getpid()}.peers", with_keepers, settings=HASTY) as town:
        yield town


@pytest.fixture(scope="module")
def joined(apart: Town) -> Town:
    """Both have taken in the other's card by their pages."""
    join(apart)
    return apart


def test_a_card_alone_adds_nobody_and_the_end_of_the_fingerprint_is_not_shown(apart: Town) -> None:
    ro, be = Desk(apart, "ro"), Desk(apart, "be")
    page = ro.add(be.card())
    assert page.status == 200
    assert " ".join(be.fingerprint().split()[:10]) in page.text
    assert ending(be.fingerprint()) not in page.text
    assert be.see().marks["data-words"][0]["data-words"] in page.text
    assert "These words are English." not in page.text
    assert apart.value("ro", "SELECT count(*) FROM exchange.peer WHERE node = 'be'") == 0


def test_a_fingerprint_that_was_not_heard_is_one_sentence(apart: Town) -> None:
    ro, be = Desk(apart, "ro"), Desk(apart, "be")
    page = ro.confirm(ro.add(be.card()), "12345 67890")
    assert page.status == 422
    assert "not the last two groups" in page.text
    assert apart.value("ro", "SELECT count(*) FROM exchange.peer WHERE node = 'be'") == 0


def test_a_changed_card_is_one_sentence(apart: Town) -> None:
    ro = Desk(apart, "ro")
    card = Desk(apart, "be").card()
    page = ro.add(card.replace("Maison", "Maisom", 1))
    assert (page.status, "was changed after it was signed" in page.text) == (422, True)
    page = ro.add(card[:-1])
    assert (page.status, "is no node card" in page.text) == (422, True)
    page = ro.add("")
    assert (page.status, "Choose the file" in page.text) == (422, True)


def test_the_card_can_be_handed_in_as_a_file(apart: Town) -> None:
    ro, be = Desk(apart, "ro"), Desk(apart, "be")
    page = ro.see()
    token = dict(page.form(ADD).fields)["csrfmiddlewaretoken"]
    body, kind = urllib3.encode_multipart_formdata(
        {
            "csrfmiddlewaretoken": token,
            "card": "",
            "file": ("card.json", be.card().encode(), "application/json"),
        }
    )
    port, cookies = apart.node("ro").ports.web, ro.keeper.browser._cookies
    headers = {
        "Host": f"ro.localhost:{port}", "Origin": f"http://ro.localhost:{port}", "Content-Type": kind,
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }  # fmt: skip
    with urllib3.PoolManager() as client:
        answer = client.request(
            "POST", f"http://127.0.0.1:{port}{ADD}", body=body, headers=headers, redirect=False
        )
    assert answer.status == 200
    assert " ".join(be.fingerprint().split()[:10]) in answer.data.decode()


def test_the_own_card_is_not_added(apart: Town) -> None:
    ro = Desk(apart, "ro")
    page = ro.add(ro.card())
    assert (page.status, "own card" in page.text) == (422, True)


def test_a_card_that_speaks_for_our_agency_is_refused(apart: Town, tmp_path: Path) -> None:
    ro = Desk(apart, "ro")
    ours = json.loads(ro.card())["agencies"][0]
    make(tmp_path / "keys", NodeId("zz"), [AgencyId(ours["id"])])
    ring = load(tmp_path / "keys", "web")
    now = verify_card(json.loads(ro.card())).issued
    theirs = build(ring, name="Z", country="RO", endpoint="http://127.0.0.1:9/", agencies=[ours], at=now)
    page = ro.add(json.dumps(theirs))
    assert (page.status, "speaks for an agency" in page.text) == (422, True)


def test_only_who_keeps_the_node_reaches_the_pages(apart: Town) -> None:
    assert apart.hands("Ana Pop").see(PEERS).status == 404


def test_joined_by_the_pages_a_referral_goes_across(joined: Town) -> None:
    assert [Desk(joined, node).standing(other) for node, other in OTHER.items()] == ["confirmed"] * 2
    steps = {step.name: step.sender for step in Walk(joined.pair, quietly).all()}
    assert steps["confirmed, the loop is closed"] == "closed"


def test_the_inbox_shows_the_card_to_anybody(joined: Town) -> None:
    url = f"http://127.0.0.1:{joined.node('be').ports.inbox}/card"
    with urllib3.PoolManager() as client:
        shown = verify_card(client.request("GET", url).json())
    assert (shown.node, fingerprint(shown)) == ("be", Desk(joined, "be").fingerprint())


def test_a_suspended_peer_is_not_believed_and_what_waits_for_it_is_kept(joined: Town) -> None:
    ro, be, walk = Desk(joined, "ro"), Desk(joined, "be"), Walk(joined.pair, quietly)
    be.act("ro", "suspend")
    assert be.standing("ro") == "suspended"
    time.sleep(CARD_SECONDS)  # a process may know the card for as long
    draft = walk.ana.draft(walk._case(), joined.agency("Maison Lierre")["services"][0]["id"], "urgent")
    walk.ana.consent(draft, told(["profile", "needs"], language="uk"))
    walk.ana.send(draft.path)
    tried = "SELECT count(*) FROM exchange.outgoing WHERE peer = 'be' AND state = 'waiting' AND attempts > 1"
    until("it was tried twice", lambda: joined.value("ro", tried) == 1)
    assert "Messages that wait to go 1" in ro.of("be").text
    assert walk.sofie.see(draft.path).status == 404
    assert re.search(r"It cannot be removed now\. [0-9]+ referrals? (is|are) still open", ro.of("be").text)
    be.act("ro", "resume")
    until("it arrives", lambda: walk.sofie.see(draft.path).status == 200, patience=40)
    assert ro.act("be", "remove").status == 409


def test_nothing_is_sent_to_a_suspended_peer(joined: Town) -> None:
    ro, walk = Desk(joined, "ro"), Walk(joined.pair, quietly)
    ro.act("be", "suspend")
    time.sleep(CARD_SECONDS)
    draft = walk.ana.draft(walk._case(), joined.agency("Maison Lierre")["services"][0]["id"], "urgent")
    walk.ana.consent(draft, told(["profile", "needs"], language="uk"))
    with pytest.raises(WalkFailed, match="Nothing can be sent to this agency now"):
        walk.ana.send(draft.path)
    ro.act("be", "resume")


def test_a_new_service_comes_by_itself(joined: Town) -> None:
    joined.ask("be", "UPDATE directory.entry SET hours = 'at noon' WHERE service = 'shelter'")
    Desk(joined, "be").see()
    ask_again(joined, "ro", "be")
    found = "SELECT hours FROM directory.entry WHERE service = 'shelter'"
    until("the new hours have come", lambda: joined.value("ro", found) == "at noon")
    assert "Last heard of never yet" not in Desk(joined, "ro").of("be").text


def test_a_node_that_was_restored_says_so_at_home_and_to_its_peers(joined: Town) -> None:
    ro, be = Desk(joined, "ro"), Desk(joined, "be")
    before = be.card()
    assert "Restored" not in be.see("/administration/").text + ro.of("be").text
    joined.ask(
        "be",
        "UPDATE access.node SET epoch = 1795000000, restored_at = '2026-11-18T11:06:40Z', "
        "restored_from = '2026-11-17T02:00:00Z'",
    )

    ro.add(be.card())

    assert ro.standing("be") == "confirmed"
    assert "Restored from a backup on Wed 18 Nov 2026, " in ro.of("be").text
    assert "as it was on Tue 17 Nov 2026, " in be.see("/administration/").text
    assert "older" in ro.add(before).text


def test_a_new_agency_gets_its_keys_while_the_node_runs(joined: Town) -> None:
    """The web process makes them, the inbox has them at its next message, and peers learn of them from the card."""
    agency, team = uuid4(), uuid4()
    joined.ask(
        "be",
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "VALUES (%s, 'be', 'Nouvelle Porte', 'BE', 'ngo', '{fr}', '')",
        agency,
    )
    joined.ask(
        "be",
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
        "VALUES (%s, %s, 'Intake', '{social_worker}', '{fr}')",
        team,
        agency,
    )
    service = uuid4()
    joined.ask(
        "be",
        "INSERT INTO directory.entry (id, team_id, agency_id, service, needs, purpose, takes_children, hours, "
        "open_days) VALUES (%s, %s, %s, 'shelter', '{housing}', 'referral_service', true, '', '{}')",
        service,
        team,
        agency,
    )
    Desk(joined, "be").see()
    ask_again(joined, "ro", "be")
    found = "SELECT count(*) FROM directory.entry WHERE id = %s"
    until("the new agency has come", lambda: joined.value("ro", found, service) == 1)
    time.sleep(CARD_SECONDS)
    walk = Walk(joined.pair, quietly)
    draft = walk.ana.draft(walk._case(), str(service), "urgent")
    walk.ana.consent(draft, told(["profile", "needs"], language="uk"))
    walk.ana.send(draft.path)
    until("it is stored there", lambda: walk.ana.see(draft.path).rungs() >= 2)


def test_changed_keys_hold_a_peer_until_somebody_has_telephoned(joined: Town, tmp_path: Path) -> None:
    ro = Desk(joined, "ro")
    with third_node(tmp_path) as third:
        page = ro.confirm(ro.add(json.dumps(third.card)), ending(third.fingerprint()))
        assert (page.path, ro.standing("zz")) == (f"{PEERS}node/zz/", "confirmed")
        third.change_keys(tmp_path / "other")
        ask_again(joined, "ro", "zz")
        until("the peer is held", lambda: ro.standing("zz") == "held")
        assert " ".join(third.fingerprint().split()[:10]) in ro.of("zz").text
        assert ending(third.fingerprint()) not in ro.of("zz").text
        assert ro.confirm(ro.of("zz"), "12345 67890").status == 422
        assert ro.standing("zz") == "held"
        ro.confirm(ro.of("zz"), ending(third.fingerprint()))
        assert ro.standing("zz") == "confirmed"
        assert (
            joined.value("ro", "SELECT fingerprint FROM exchange.peer WHERE node = 'zz'")
            == third.fingerprint()
        )


def test_a_card_that_takes_a_team_of_another_node_changes_nothing_and_stops_nothing(
    joined: Town, tmp_path: Path
) -> None:
    ro, team = Desk(joined, "ro"), joined.agency("Casa Salcia")["teams"][0]
    with third_node(tmp_path, "ww") as third:
        ro.confirm(ro.add(json.dumps(third.card)), ending(third.fingerprint()))
        third.card = thief(tmp_path / "first", third, team)
        page = ro.add(json.dumps(third.card))
        assert (page.status, "speaks for an agency" in page.text) == (422, True)
        ask_again(joined, "ro", "ww")
        asked = "SELECT reached_at IS NOT NULL FROM exchange.peer WHERE node = 'ww'"
        until("it was asked, and the worker goes on", lambda: joined.value("ro", asked) is True)
    owner = "SELECT a.node FROM agencies.team t JOIN agencies.agency a ON a.id = t.agency_id WHERE t.id = %s"
    assert joined.value("ro", owner, team["id"]) == "ro"
    assert ro.standing("ww") == "confirmed"


def test_keys_that_are_not_theirs_are_put_away(joined: Town, tmp_path: Path) -> None:
    ro = Desk(joined, "ro")
    with third_node(tmp_path, "yy") as third:
        ro.confirm(ro.add(json.dumps(third.card)), ending(third.fingerprint()))
        first = third.fingerprint()
        # The worker asks a new peer for its card once: had it not yet, it would find the keys that are put away.
        asked = "SELECT reached_at IS NOT NULL FROM exchange.peer WHERE node = 'yy'"
        until("it was asked", lambda: joined.value("ro", asked) is True)
        third.change_keys(tmp_path / "other")
        page = ro.add(json.dumps(third.card))
        assert page.marks["data-standing"][0]["data-standing"] == "held"
        ro.act("yy", "resume")
        assert ro.standing("yy") == "confirmed"
        assert joined.value("ro", "SELECT fingerprint FROM exchange.peer WHERE node = 'yy'") == first


def test_a_peer_with_nothing_under_way_can_be_removed(joined: Town, tmp_path: Path) -> None:
    ro = Desk(joined, "ro")
    with third_node(tmp_path, "xx") as third:
        ro.confirm(ro.add(json.dumps(third.card)), ending(third.fingerprint()))
        assert ro.act("xx", "remove").path == PEERS
        assert ro.of("xx").status == 404
    removed = "SELECT count(*) FROM audit.record WHERE action = 'peer:removed' AND detail->>'peer' = 'xx'"
    assert joined.value("ro", removed) == 1


# --- A third node, of which nothing runs but its card -------------------------------------------------------


@dataclass
class Third:
    """It shows whatever card it has now."""

    node: NodeId
    endpoint: str
    card: NodeCard

    def fingerprint(self) -> str:
        return fingerprint(verify_card(self.card))

    def change_keys(self, folder: Path) -> None:
        self.card = bare_card(folder, self.node, self.endpoint)


def bare_card(folder: Path, node: NodeId, endpoint: str) -> NodeCard:
    """A card without agencies, by the keys of this folder."""
    make(folder, node, [])
    ring, now = load(folder, "web"), datetime.now(UTC)
    return build(ring, name="Third", country="LU", endpoint=endpoint, agencies=[], at=now)


def thief(folder: Path, third: Third, team: dict[str, Any]) -> NodeCard:
    """Its card with an agency of its own, and in it somebody else's team."""
    agency = AgencyId(uuid4())
    make(folder, third.node, [agency])
    entry: AgencyEntry = {
        "id": str(agency), "name": "Thieves", "country": "LU", "sector": "ngo", "languages": [], "duty_number": "",
        "teams": [{"id": team["id"], "name": "Ours", "professions": [], "languages": []}], "services": [],
    }  # fmt: skip
    ring, now = load(folder, "web"), datetime.now(UTC)
    return build(ring, name="Third", country="LU", endpoint=third.endpoint, agencies=[entry], at=now)


@contextmanager
def third_node(folder: Path, name: str = "zz") -> Iterator[Third]:
    """A card at an address of this machine."""

    class Shown(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/card" else 404)
            self.end_headers()
            self.wfile.write(json.dumps(third.card).encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Shown)
    endpoint, node = f"http://127.0.0.1:{server.server_port}/", NodeId(name)
    third = Third(node, endpoint, bare_card(folder / "first", node, endpoint))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield third
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
