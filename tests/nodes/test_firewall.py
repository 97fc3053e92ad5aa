"""The firewall by keys: whatever sealed thing a police node gets hold of, its keys open none of it.

Every wrapped key and every object sealed to an agency in both nodes' databases, found by what the catalogue says, is
tried with every key of such a node's folder, and with the key of the police who share the Belgian node. The nodes' own
keys open plenty of each, so that the trying is known to work. What is sealed under a wrapped key stays closed with it.
Not tried: letters of the public page (a key of their own, `tests/referrals/letters`) and lists that were taken out (a
password that is kept nowhere, `tests/referrals/lists`). A new column of bytes has to be put in one of these lots.
"""

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.ring import Process, Ring, load, make
from safeconduct.keys.sealing import ExchangeKey, unseal
from safeconduct.keys.sections import associated
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import AgencyId, NodeId
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv
from tests.nodes.hostile import POLICE, SHELTER
from tests.nodes.story import Story
from tests.nodes.test_bringing_in import begun
from tests.nodes.test_emergencies import forget
from tests.nodes.test_emergencies import opened as read_in_emergency
from tests.nodes.test_persons_side import code_of
from tests.nodes.town import Town

PROCESSES: tuple[Process, ...] = ("web", "inbox", "worker")
NODES = ("ro", "be")
A_YEAR = 1999
MESSAGE = "sealed to an agency"


WRAPPED = {
    "keys.section_key": "case_id::text || '/' || section || '/' || generation",
    "keys.file_key": "id::text",
    "keys.blind_key": "agency_id::text",
    "keys.year_key": "id::text",
    "access.break_glass_use": "id::text",
    "access.paper_key": "'paper'",
}
"""Tables of keys that are wrapped by a key of the node's folder, and what names the place of each."""
UNDER_A_WRAPPED_KEY = {
    "access.break_glass_use.words", "access.break_glass_use.verdict_words",
    "cases.attachment.sealed", "cases.attachment_part.sealed", "cases.bringing.sealed", "cases.bringing_part.answers",
    "cases.bringing_part.found", "cases.bringing_part.rows", "cases.brought.sealed", "cases.conference.sealed",
    "cases.conference_entry.sealed", "cases.conference_item.sealed", "cases.follow_up.sealed",
    "cases.interpreting.sealed", "cases.persons_word.sealed", "cases.screening.sealed",
    "cases.section_version.sealed", "cases.unsaved.sealed",
    "counsel.link_item.sealed", "counsel.sheet.sealed", "referrals.text.sealed", "rights.claim.sealed",
    "rights.deadline.sealed", "rights.sheet.sealed",
}  # fmt: skip
OF_ANOTHER_SECRET = {
    "referrals.letter.sealed", "referrals.letter.outgoing", "referrals.letter_thread.filed",
    "referrals.taken_out_file.sealed",
}  # fmt: skip
MARKS_AND_PADS = {
    "access.answer.key", "access.answer.request", "access.context_key.inner_pad", "access.context_key.outer_pad",
    "access.guess.address", "access.look.digest", "access.paper.mark", "access.setup_door.key_hash",
    "access.token.digest", "access.typed_number.mark", "agencies.invitation.digest", "cases.party_mark.mark",
    "counsel.conflict_check.marks", "referrals.letter_thread.mark", "rights.feed.digest", "statistics.compound.hash",
    "statistics.secret.inner_pad", "statistics.secret.outer_pad",
    "rights.document_template.content",  # an empty form of an agency: nobody's
}  # fmt: skip
"""Nothing to open: hashes, a database's own secrets, and forms without a person."""
COLUMNS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_type = 'BASE TABLE' AND data_type = %s AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


@pytest.fixture(scope="module", autouse=True)
def under_way(town: Town) -> Iterator[None]:
    """One referral that was sent and one that was accepted, and a key of every kind, whatever other tests have run."""
    sent = Story(town).sent()
    Story(town).reach("accepted")
    read_in_emergency(sent)
    code_of(sent)
    begun(sent.ana, as_csv([HEADER, *PEOPLE]))
    year = "INSERT INTO keys.year_key (year, id, wrapped) VALUES (%s, %s, %s)"
    key, kek = uuid4(), rings_of(town.node("ro").home / "keys")["web"].kek
    place = associated("keys.year_key", "wrapped", key)
    town.ask("ro", year, A_YEAR, key, kek.wrap(MarkingKey.generate(), place))
    yield
    town.ask("ro", "DELETE FROM keys.year_key WHERE year = %s", A_YEAR)
    forget(town)


def rings_of(folder: Path) -> dict[Process, Ring]:
    """All keys of a folder, which no process of a node has at once."""
    return {process: load(folder, process) for process in PROCESSES}


def unwraps(rings: dict[Process, Ring], wrapped: bytes, place: bytes) -> bool:
    """Whether one of the node's two wrapping keys opens a key, of content or of marks."""
    for key in (rings["web"].kek, rings["web"].intake):
        for unwrap in (key.unwrap, key.unwrap_marking):
            with suppress(CannotOpen):
                unwrap(wrapped, place)
                return True
    return False


def unseals(keys: list[ExchangeKey], sealed: dict[str, Any]) -> bool:
    """Whether one of the keys opens a sealed object with the label that stands on it."""
    label = {name: value for name, value in sealed.items() if name != "data_base64"}
    for key in keys:
        with suppress(CannotOpen):
            unseal(base64.b64decode(sealed["data_base64"]), key, canonical(label))
            return True
    return False


def opened(
    town: Town, rings: dict[Process, Ring], keys: list[ExchangeKey]
) -> tuple[Counter[str], Counter[str]]:
    """How much of what both nodes hold opens, and how much was tried, by kind."""
    yes: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for node in NODES:
        for table, wrapped, place in wrapped_in(town, node):
            tried[table] += 1
            yes[table] += unwraps(rings, wrapped, place)
        for sealed in sealed_in(town, node):
            tried[MESSAGE] += 1
            yes[MESSAGE] += unseals(keys, sealed)
    return +yes, tried


def columns(town: Town, node: str, kind: str) -> set[str]:
    """The columns of this type in a node's database, as schema.table.column."""
    return {".".join(row) for row in town.ask(node, COLUMNS, kind)}


def wrapped_in(town: Town, node: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Each wrapped key in a node's database, with its table and its place."""
    for table, named in WRAPPED.items():
        for name, wrapped in town.ask(
            node, f"SELECT {named}, wrapped FROM {table} WHERE wrapped IS NOT NULL"
        ):
            yield table, bytes(wrapped), associated(table, "wrapped", name)


def sealed_in(town: Town, node: str) -> Iterator[dict[str, Any]]:
    """Each sealed object in a node's database, in whatever column: messages, and what is held back until acceptance."""
    for place in sorted(columns(town, node, "jsonb")):
        table, _dot, column = place.rpartition(".")
        is_one = f"jsonb_typeof({column}) = 'object' AND {column} ? 'data_base64'"
        for (found,) in town.ask(node, f"SELECT {column} FROM {table} WHERE {is_one}"):
            yield found


def keys_of(rings: dict[Process, Ring], agency: UUID) -> list[ExchangeKey]:
    """The keys by which an agency opens what is sealed to it."""
    return list(rings["inbox"].exchange_keys(AgencyId(agency)))


@pytest.mark.parametrize("node", NODES)
def test_each_column_of_bytes_is_in_one_lot(town: Town, node: str) -> None:
    wrapped = {f"{table}.wrapped" for table in WRAPPED}
    assert columns(town, node, "bytea") == wrapped | UNDER_A_WRAPPED_KEY | OF_ANOTHER_SECRET | MARKS_AND_PADS


def test_the_shelters_keys_open_what_was_sent_to_it(town: Town) -> None:
    rings = rings_of(town.node("be").home / "keys")
    yes, tried = opened(town, rings, keys_of(rings, SHELTER))
    assert yes[MESSAGE] >= 2
    assert yes["keys.section_key"] >= 5
    assert tried[MESSAGE] > yes[MESSAGE]
    assert tried["keys.section_key"] > yes["keys.section_key"]


def test_a_nodes_own_keys_open_its_keys_of_every_kind(town: Town) -> None:
    yes, _tried = opened(town, rings_of(town.node("ro").home / "keys"), [])
    assert set(yes) == set(WRAPPED)


def test_the_keys_of_a_police_node_open_nothing_that_either_node_holds(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    make(folder, NodeId("mt"), [AgencyId(POLICE)])  # even under the name of the agency that is there
    rings = rings_of(folder)
    yes, tried = opened(town, rings, keys_of(rings, POLICE))
    assert yes == Counter()
    assert tried.keys() == {*WRAPPED, MESSAGE}
    assert tried[MESSAGE] >= 5
    assert tried["keys.section_key"] >= 10


def test_the_police_of_the_same_node_open_no_message_to_its_other_agencies(town: Town) -> None:
    """Wrapping keys are the node's, so row policies stand before them; what opens a message is one agency's."""
    keys = keys_of(rings_of(town.node("be").home / "keys"), POLICE)
    assert keys
    for node in NODES:
        assert [one for one in sealed_in(town, node) if unseals(keys, one)] == []
