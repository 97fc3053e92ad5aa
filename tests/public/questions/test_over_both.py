"""The whole way over a real site and its real node: asked, sealed, fetched, answered by the team, read with six words.

The node is away while somebody asks, and comes back.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.introduce import load_members
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import answers
from safeconduct.commands.nodes.supervisor import Supervisor
from safeconduct.vocabulary import remarks
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.town import until
from tests.public.questions.other_side import asked, code_in
from tests.public.reader import Browser, rows
from tests.public.working import work

DESK = UUID("5a1c0001-0000-4000-8000-000000000001")
TEAM = "5a1c0001-0000-4000-8000-0000000000a1"
TEXT = "Планований маркер: they keep my passport"
REMARK = "Там ніхто не відповідає."
OF_CARD = "Тут не 90 днів."
PATIENCE = 90.0


@contextmanager
def at_work(site: Node, *names: str) -> Iterator[None]:
    """Inside, these processes run beside the site's own."""
    supervisor = Supervisor([each for each in site.planned() if each.name in names])
    try:
        supervisor.start()
        if "web" in names:
            until("its pages answer", lambda: answers(site.ports.web, site.road), patience=PATIENCE)
        yield
    finally:
        supervisor.stop()


@pytest.fixture
def pair(site: Node) -> Pair:
    """Who works at the node of the site."""
    made = pair_in(site.home.parent, with_site=True)
    made.ro.ports = site.ports
    agency = made.files["ro"]["agencies"][0]
    with closing(site.connect(OWNER)) as connection:
        load_members(connection, DESK, agency["members"])
    return made


def answered(folder: Path) -> bool:
    """Whether the node has laid an answer for the site."""
    path = folder / form.TO_SITE
    return path.exists() and bool(form.carried_in(path.read_bytes()).letters)


def as_administrator(site: Node, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What lies in the node's database, whom no row policy stops."""
    assert site.cluster is not None
    with closing(site.cluster.connect(ADMINISTRATOR)) as connection:
        return connection.execute(statement, values).fetchall()


def said_by_readers(site: Node) -> None:
    """Of a service of the node's agency and of one that is nobody's; of a rule that somebody keeps, and of another."""
    service = uuid4()
    as_administrator(
        site,
        "INSERT INTO directory.entry (id, team_id, agency_id, service, needs, purpose, takes_children, hours, "
        "open_days, ways) VALUES (%s, %s, %s, 'crisis_shelter', '{safety}', 'referral_service', false, 'always', "
        "'{}', '{telephone}') RETURNING id",
        service, TEAM, DESK,
    )  # fmt: skip
    as_administrator(
        site,
        "INSERT INTO agencies.member_capacity (id, member_id, capacity, subject, scope) "
        "SELECT gen_random_uuid(), m.id, 'edits', 'rule', 'RO' FROM agencies.member m LIMIT 1 RETURNING id",
    )
    said = (
        (f"place:{service}", REMARK),
        (f"place:{uuid4()}", "Of a place that is not theirs."),
        ("RO-RP-01", OF_CARD),
        ("BE-RP-01", "Of a rule that nobody here keeps."),
    )
    for about, words in said:
        rows(
            site,
            "INSERT INTO helping_remark (about, language, text, number, is_left, made_on)"
            " VALUES (%s, 'uk', %s, gen_random_uuid(), false, now()::date)",
            about, words,
        )  # fmt: skip


def carried(folder: Path) -> bool:
    """Whether the node has said what became of what readers said."""
    path = folder / remarks.TO_SITE
    return path.exists() and bool(remarks.became(path.read_bytes()).kept)


def test_a_question_is_answered_over_the_real_site_and_node(site: Node, pair: Pair, reader: Browser) -> None:
    folder = public.folder_of(site.home)
    said_by_readers(site)
    with at_work(site, "web", "worker"):
        andrei = Hands(pair, "Andrei Oprea")
        andrei.sign_in()
        page = andrei.see("/letters/desk/")
        andrei.browser.submit(page, "", is_open="yes", team=TEAM, days="2")
        until("the site is told", (folder / form.OPEN).exists, patience=PATIENCE)
    assert "Casa Salcia" in reader.get("/questions/uk/").text
    code = code_in(asked(reader, DESK, TEXT, "uk"))
    seen = reader.post("/questions/en/read/", {"words": code}).text
    assert "It waits safely" in seen
    work(site)
    with at_work(site, "web", "worker"):
        ana = Hands(pair, "Ana Pop")
        ana.sign_in()
        until("it has arrived", lambda: "Arrived on" in ana.see("/letters/").text, patience=PATIENCE)
        found = re.search(r'href="(/letters/[0-9a-f-]{36}/)"', ana.see("/letters/").html)
        assert found is not None
        letter = ana.see(found.group(1))
        assert TEXT in letter.text
        ana.browser.submit(letter, "", text="Це ваш паспорт.", language="uk")
        until("the answer left", lambda: answered(folder), patience=PATIENCE)
        until("what a reader said was kept", lambda: carried(folder), patience=PATIENCE)
    work(site)
    assert rows(site, "SELECT text, handed_on IS NOT NULL, is_left FROM helping_remark ORDER BY id") == [
        (REMARK, True, False), ("Of a place that is not theirs.", False, True),
        (OF_CARD, True, False), ("Of a rule that nobody here keeps.", False, True),
    ]  # fmt: skip
    kept = "SELECT words, language, from_site FROM directory.wrong"
    assert as_administrator(site, kept) == [(REMARK, "uk", True)]
    kept = "SELECT key, words, language FROM agencies.content_remark WHERE from_site"
    assert as_administrator(site, kept) == [("RO-RP-01", OF_CARD, "uk")]
    rows(site, "DELETE FROM helping_remark")
    assert "Це ваш паспорт." in reader.post("/questions/uk/read/", {"words": code}).text
    assert rows(site, "SELECT count(*) FROM questions_letter WHERE NOT is_answer") == [0], (
        "it arrived: not kept here"
    )
    assert TEXT not in str(rows(site, "SELECT l::text FROM questions_letter l"))
