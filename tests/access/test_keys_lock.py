"""The third lock: whoever gets past the rule and the row policies holds bytes, not a person's story."""

import json
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.ring import ring
from safeconduct.cases import vault
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.models import SectionVersion
from safeconduct.keys.errors import CannotOpen, KeyNotHeld
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import load
from safeconduct.keys.sections import new_key, unwrap
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import HOME, ConnectAs

SECRET = "Mirabela waits at the blue door"


def _told_to(name: str) -> UUID:
    """A case that this member opened, with something told in it."""
    with member_acts(name) as by:
        case = open_case(by=by, at=timezone.now(), profile={"pseudonym": SECRET})
        save_section(
            case=case, section=Section.NEEDS, content={"wish": SECRET}, base=0, by=by, at=timezone.now()
        )
    return case


def _rows_past_the_policies(connect_as: ConnectAs) -> list[SectionVersion]:
    """What a leak of the whole table would be: every row, as the owner reads it with row policies off."""
    owner = connect_as("owner")
    with unforced(owner, "cases.section_version"):
        columns = "id, case_id, section, version, generation, sealed"
        found = owner.execute(f"SELECT {columns} FROM cases.section_version").fetchall()
    names = columns.split(", ")
    return [SectionVersion(**dict(zip(names, row, strict=True))) for row in found]


def test_the_whole_table_without_row_policies_is_unreadable(staff: None, connect_as: ConnectAs) -> None:
    _told_to("ana")
    rows = _rows_past_the_policies(connect_as)
    assert len(rows) == 2
    for row in rows:
        assert b"Mirabela" not in bytes(row.sealed)
        assert SECRET not in json.dumps([row.section, row.version, str(row.case_id)])
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        recorded = owner.execute("SELECT r::text FROM audit.record r").fetchall()
    assert len(recorded) == 3
    assert [row for row in recorded if "Mirabela" in row[0]] == []


@pytest.mark.parametrize("who", ["dan", "sara", "bea", "pavel"])
def test_who_got_hold_of_foreign_rows_gets_no_key_for_them(
    staff: None, connect_as: ConnectAs, who: str
) -> None:
    """The web process holds the wrapping key; what it cannot read for this member are the rows it would unwrap."""
    _told_to("ana")
    rows = _rows_past_the_policies(connect_as)
    with member_acts(who):
        assert vault.opened(rows) == {}
    with member_acts("ana"):
        assert sorted(json.dumps(content) for content in vault.opened(rows).values()) == [
            json.dumps({"pseudonym": SECRET}),
            json.dumps({"wish": SECRET}),
        ]


def test_a_row_put_into_another_case_does_not_open_there(staff: None, connect_as: ConnectAs) -> None:
    theirs, mine = _told_to("ana"), _told_to("bea")
    owner = connect_as("owner")
    with unforced(owner, "cases.section_version"):
        owner.execute(
            "UPDATE cases.section_version SET case_id = %s, version = 9 WHERE case_id = %s AND section = 'needs'",
            [mine, theirs],
        )
    rows = [row for row in _rows_past_the_policies(connect_as) if row.version == 9]
    with member_acts("bea"), pytest.raises(CannotOpen):
        vault.opened(rows)


def test_a_ciphertext_put_into_another_row_does_not_open_there(staff: None, connect_as: ConnectAs) -> None:
    case = _told_to("ana")
    with member_acts("ana") as by:
        save_section(case=CaseId(case), section=Section.NEEDS, content={}, base=1, by=by, at=timezone.now())
    old, new = (
        next(row for row in _rows_past_the_policies(connect_as) if (row.section, row.version) == ("needs", n))
        for n in (1, 2)
    )
    new.sealed = old.sealed
    with member_acts("ana"), pytest.raises(CannotOpen):
        vault.opened([new])


def test_a_key_row_given_to_somebody_elses_case_does_not_unwrap(staff: None, connect_as: ConnectAs) -> None:
    theirs, mine = _told_to("ana"), _told_to("bea")
    owner = connect_as("owner")
    owner.execute("DELETE FROM keys.section_key WHERE case_id = %s", [mine])
    owner.execute("UPDATE keys.section_key SET case_id = %s WHERE case_id = %s", [mine, theirs])
    with member_acts("bea"):
        for row in SectionKey.objects.all():
            with pytest.raises(CannotOpen):
                unwrap(ring(), row)


@pytest.mark.parametrize("process", ["inbox", "worker"])
def test_no_other_process_can_unwrap_a_key_of_an_own_case(
    staff: None, connect_as: ConnectAs, process: str
) -> None:
    _told_to("ana")
    other = load(HOME / "keys", "inbox" if process == "inbox" else "worker")
    with member_acts("ana"):
        rows = list(SectionKey.objects.all())
    assert len(rows) == 2
    for row in rows:
        with pytest.raises(KeyNotHeld):
            unwrap(other, row)
        row.intake = True
        with pytest.raises((KeyNotHeld, CannotOpen)):
            unwrap(other, row)


def test_what_is_written_in_an_own_case_never_lies_under_a_key_that_the_inbox_made(
    staff: None, connect_as: ConnectAs
) -> None:
    """The inbox adds keys for what a peer writes about a section; a taken one would keep what it made."""
    case = CaseId(_told_to("ana"))
    kept, _ = new_key(load(HOME / "keys", "inbox"), case, Section.NEEDS, 7, intake=True)
    first, _ = new_key(load(HOME / "keys", "inbox"), case, Section.SAFETY, 1, intake=True)
    owner = connect_as("owner")
    for row in (kept, first):
        insert(
            owner, "keys.section_key", id=row.id, case_id=case, section=row.section, generation=row.generation,
            intake=True, wrapped=row.wrapped,
        )  # fmt: skip
    with member_acts("ana") as by:
        for section, base in ((Section.NEEDS, 1), (Section.SAFETY, 0)):
            save_section(case=case, section=section, content={}, base=base, by=by, at=timezone.now())
        used = {
            (row.section, row.generation)
            for row in SectionVersion.objects.filter(case_id=case, section__in=["needs", "safety"])
        }
        made = {(row.section, row.generation) for row in SectionKey.objects.filter(intake=False)}
    assert used <= made
    assert used == {("needs", 1), ("safety", 2)}


def test_erasing_the_keys_leaves_rows_that_nobody_opens(staff: None, connect_as: ConnectAs) -> None:
    from safeconduct.access import doors

    case = _told_to("ana")
    with member_acts("ana"):
        assert doors.destroy_keys(case, [Section.NEEDS]) == 1
    rows = _rows_past_the_policies(connect_as)
    with member_acts("ana"):
        assert list(vault.opened(rows).values()) == [{"pseudonym": SECRET}]
