"""Files of a section beside the database: who may what, sealed in parts, gone with the key, each step recorded."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases import purge
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.attachments import actions, rules, scanning, store
from safeconduct.cases.attachments.actions import Sent
from safeconduct.cases.attachments.codes import RemovedWhy
from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.queries import AT_ONCE, content_of, files_of, one
from safeconduct.cases.attachments.rules import NO_FILE, NOT_YOURS, TOO_MANY, VIEW_ONLY
from safeconduct.cases.queries import around, read_sections
from safeconduct.keys.context import worker_token
from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.ring import load
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.cases.attachments.files import calling_paper, locked_paper, photograph, zip_bomb
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "She was seen near the harbour."
TITLE = "What a witness wrote"
TABLES = ("cases.attachment", "cases.attachment_part")


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, and the nurse has a place: she reads needs, and does not write them."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def add(
    case: UUID,
    data: bytes = MARK.encode(),
    name: str = "",
    who: str = "ana",
    section: Section = Section.NEEDS,
    size: int = 0,
) -> UUID:
    sent = Sent(name, size or len(data), data)
    with member_acts(who) as by:
        return actions.add(case, section, sent, TITLE, "", by=by, at=timezone.now())


def content(file: UUID, who: str = "ana") -> bytes:
    with member_acts(who) as by:
        return content_of(one(file, by=by), {}, by=by, at=timezone.now())


def take_out(file: UUID, who: str = "ana") -> bytes:
    with member_acts(who) as by:
        return actions.take_out(file, by=by, at=timezone.now())[1]


def take_away(file: UUID, why: RemovedWhy | None = RemovedWhy.REPLACED, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.remove(file, why, by=by, at=timezone.now())


def titles(case: UUID, who: str = "ana", first: int = 0) -> list[str]:
    with member_acts(who) as by:
        return [file.title for file in files_of(case, Section.NEEDS, first, by=by, at=timezone.now()).files]


def refused(act: Callable[[], Any]) -> Reason:
    with pytest.raises(NotPossible) as caught:
        act()
    return caught.value.reason


def rows(owner: Any, table: str) -> int:
    with unforced(owner, table):
        return int((owner.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0])


def recorded(owner: Any) -> list[tuple[str, str, str]]:
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT action, reason, section FROM audit.record WHERE action LIKE 'attachment:%' "
            "OR detail ? 'attachment' OR detail ? 'attachments'"
        ).fetchall()
    return sorted(tuple(row) for row in found)  # those of one moment have no order


def test_a_file_comes_back_as_it_was_made_anew(case: CaseId) -> None:
    text = add(case, MARK.encode() + b"\r\n")
    assert content(text) == MARK.encode() + b"\n"
    picture = add(case, photograph("PNG"))
    assert content(picture).startswith(b"\x89PNG")
    with member_acts("ana") as by:
        found = one(picture, by=by)
        assert (found.kind, found.title, found.pages) == (Kind.PNG, TITLE, 1)
        assert around(case)[0] == {"needs": 2}


def test_who_reads_the_section_looks_and_does_not_add_take_out_or_take_away(case: CaseId) -> None:
    file = add(case)
    assert titles(case, "nora") == [TITLE]
    assert content(file, "nora") == MARK.encode()
    assert refused(lambda: take_out(file, "nora")) == VIEW_ONLY
    assert refused(lambda: add(case, who="nora")) == NOT_YOURS
    assert refused(lambda: take_away(file, who="nora")) == NOT_YOURS
    assert take_out(file) == MARK.encode()


@pytest.mark.parametrize("who", ["dan", "sara", "bea", "lea", "adam"])
def test_who_has_no_part_in_the_case_is_told_of_no_file(case: CaseId, who: str) -> None:
    file = add(case)
    for act in (lambda: content(file, who), lambda: titles(case, who), lambda: add(case, who=who),
                lambda: take_out(file, who), lambda: take_away(file, who=who)):  # fmt: skip
        with pytest.raises(NotFound):
            act()


def test_a_section_that_is_closed_to_a_colleague_has_no_file_for_them(case: CaseId) -> None:
    file = add(case, section=Section.NARRATIVE)
    with pytest.raises(NotFound), member_acts("nora") as by:
        one(file, by=by)
    with member_acts("nora"):
        assert around(case)[0] == {}


def test_a_file_lies_sealed_in_parts_of_a_mebibyte_and_nothing_of_it_in_clear(
    case: CaseId, connect_as: ConnectAs
) -> None:
    long = (MARK + " ") * 60_000
    file = add(case, long.encode(), "Mihaela Dobre.txt")
    assert content(file) == long.encode()
    owner = connect_as("owner")
    with unforced(owner, TABLES[0]), unforced(owner, TABLES[1]), unforced(owner, "audit.record"):
        everything = [
            str(row[0]).encode() + bytes(row[1])
            for table in TABLES
            for row in owner.execute(f"SELECT t::text, t.sealed FROM {table} t").fetchall()
        ]
        everything += [
            str(row[0]).encode() for row in owner.execute("SELECT r::text FROM audit.record r").fetchall()
        ]
    assert rows(owner, TABLES[1]) == 2
    for planted in (MARK, TITLE, "Mihaela"):
        assert not any(
            planted.encode() in one or planted.encode().hex().encode() in one for one in everything
        )


def test_a_part_that_was_lost_or_put_elsewhere_is_never_shown(case: CaseId, connect_as: ConnectAs) -> None:
    long = (MARK + " ") * 100_000
    lost, swapped = add(case, long.encode()), add(case, long.encode())
    owner = connect_as("owner")
    with unforced(owner, TABLES[1]):
        owner.execute("DELETE FROM cases.attachment_part WHERE attachment_id = %s AND number = 2", [lost])
        owner.execute(
            "UPDATE cases.attachment_part SET number = 1 - number + 4 WHERE attachment_id = %s", [swapped]
        )
    with pytest.raises(NotFound) as said:
        content(lost)
    assert str(said.value) == str(store.NOT_WHOLE)
    with pytest.raises(CannotOpen):
        content(swapped)


def test_each_step_is_recorded(case: CaseId, connect_as: ConnectAs) -> None:
    file = add(case)
    titles(case, "nora")
    content(file, "nora")
    take_out(file)
    take_away(file)
    assert recorded(connect_as("owner")) == [
        ("attachment:added", "", "needs"),
        ("attachment:removed", "", "needs"),
        ("attachment:taken_out", "", "needs"),
        ("section:read", "", "needs"),
        ("section:read", "", "needs"),
        ("section:read", "", "needs"),
    ]


@pytest.mark.parametrize("name, data, code", [
    ("holiday.zip", zip_bomb(), "attachment_kind"), ("photo.jpg", zip_bomb(), "attachment_not_as_named"),
    ("photo.jpg", b"#!/bin/sh\nrm -r /", "attachment_not_as_named"),
    ("photo.png", b"<script>fetch('https://collector.example')</script>", "attachment_not_as_named"),
    ("letter.pdf", b"MZ\x90\x00", "attachment_not_as_named"), ("letter.docx", zip_bomb(), "attachment_kind"),
    ("letter.pdf", locked_paper(), "attachment_locked"), ("letter.pdf", b"%PDF-1.4 broken", "attachment_unreadable"),
    ("note.txt", b"", "attachment_empty"),
])  # fmt: skip
def test_what_is_not_taken_in_leaves_nothing_behind_but_its_record(
    case: CaseId, connect_as: ConnectAs, name: str, data: bytes, code: str
) -> None:
    sent = Sent(name, len(data), data)
    with member_acts("ana") as by, pytest.raises(NotPossible) as said:
        actions.add(case, Section.NEEDS, sent, TITLE, "", by=by, at=timezone.now())
    assert said.value.reason.code == code
    assert rows(connect_as("owner"), TABLES[0]) == 0


def test_a_refusal_is_recorded_where_the_page_goes_on(case: CaseId, connect_as: ConnectAs) -> None:
    """Of two gibibytes nothing is here but their number: they are never read."""
    for sent, reason in ((Sent("", 2 * 1024**3), "attachment_too_large"), (None, NO_FILE.code)):
        with member_acts("ana") as by:
            with pytest.raises(NotPossible) as said:
                actions.add(case, Section.NEEDS, sent, TITLE, "", by=by, at=timezone.now())
        assert said.value.reason.code == reason
    found = recorded(connect_as("owner"))
    assert found == sorted([
        ("attachment:refused", "attachment_too_large", "needs"), ("attachment:refused", NO_FILE.code, "needs"),
    ])  # fmt: skip


def test_a_paper_that_calls_home_is_taken_in_and_calls_nobody(case: CaseId) -> None:
    made = take_out(add(case, calling_paper(), "letter.pdf"))
    assert made.startswith(b"%PDF-")
    assert b"collector" not in made


def test_a_section_holds_so_many(case: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 2)
    first = add(case)
    add(case)
    assert refused(lambda: add(case)) == TOO_MANY
    take_away(first)
    add(case)


def test_a_list_has_twenty_at_once(case: CaseId) -> None:
    for _number in range(AT_ONCE + 1):
        add(case)
    assert (len(titles(case)), len(titles(case, first=AT_ONCE))) == (AT_ONCE, 1)
    with member_acts("ana") as by:
        found = files_of(case, Section.NEEDS, 0, by=by, at=timezone.now())
        assert (found.total, found.following, found.earlier) == (AT_ONCE + 1, AT_ONCE, 0)


def test_what_is_taken_away_leaves_its_day_and_reason_and_no_title(
    case: CaseId, connect_as: ConnectAs
) -> None:
    file = add(case)
    with pytest.raises(NotPossible):
        take_away(file, None)
    take_away(file, RemovedWhy.WRONG_PERSON)
    with member_acts("ana") as by:
        found = files_of(case, Section.NEEDS, 0, by=by, at=timezone.now())
        assert ([str(gone.why) for gone in found.gone], found.files) == (["It is about somebody else"], [])
    owner = connect_as("owner")
    assert (rows(owner, TABLES[0]), rows(owner, TABLES[1])) == (1, 0)
    with unforced(owner, TABLES[0]):
        assert owner.execute("SELECT sealed FROM cases.attachment").fetchone() == (b"",)
    for act in (lambda: content(file), lambda: take_away(file), lambda: take_out(file)):
        with pytest.raises(NotFound):
            act()


def test_nobody_writes_a_file_anew_or_takes_its_content_without_saying_why(case: CaseId) -> None:
    add(case)
    with member_acts("ana"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases.attachment_part")
        assert cursor.rowcount == 0
    for statement in (
        "UPDATE cases.attachment SET sealed = ''",
        "UPDATE cases.attachment_part SET sealed = ''",
    ):
        with member_acts("ana"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute(statement)


def test_files_go_with_the_key_of_their_section(
    case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> tuple[int, int]:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        return rows(owner, TABLES[0]), rows(owner, TABLES[1])

    file, other = add(case), add(case, section=Section.SAFETY)
    assert kept() == (2, 2)
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.NEEDS])
    assert titles(case) == []
    with pytest.raises(NotFound):
        content(file)
    assert kept() == (1, 1)
    assert content(other) == MARK.encode()


def test_a_file_lies_under_the_key_that_the_section_has_then(case: CaseId) -> None:
    """A section that was erased and is written again has a new key; so has what is attached from then on."""
    add(case)
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.NEEDS])
    file = add(case)
    with member_acts("ana") as by:
        save_section(case=case, section=Section.NEEDS, content={}, base=0, by=by, at=timezone.now())
        assert set(read_sections(case, [Section.NEEDS], by=by, at=timezone.now())) == {Section.NEEDS}
    assert content(file) == MARK.encode()


def test_where_the_node_has_a_scanner_nothing_is_kept_that_it_has_not_looked_at(
    case: CaseId, connect_as: ConnectAs, settings: Any
) -> None:
    settings.CLAMAV = HOME / "no-such-socket"
    assert refused(lambda: add(case)) == scanning.NO_ANSWER
    assert rows(connect_as("owner"), TABLES[0]) == 0
