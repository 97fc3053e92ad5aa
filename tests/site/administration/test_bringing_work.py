"""A file of services becomes proposals, part by part; a keeper accepts them by name; all of it can be taken back."""

import io
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import member
from safeconduct.directory.bringing import actions, work
from safeconduct.directory.bringing.kept import Bringing, Fault, Proposal
from safeconduct.directory.bringing.proposed import Defaults
from safeconduct.directory.bringing.reading import looked_at, mapping_of
from safeconduct.directory.queries import find
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from tests.site.administration.conftest import Office

HEADER = "id;organisation;name;country;service;place;address;phone;email;languages;confidence"
SAID: dict[str, Any] = {
    "organisation": "Asociația Salcia", "name": "Advice by telephone", "country": "RO", "sector": "ngo",
    "languages": ["ro"], "professions": ["social_worker"], "duty_number": "+40210000001", "service": "legal_advice",
    "needs": ["legal_aid"], "purpose": "referral_service", "place": "office", "address": "Strada Mare 1, Cluj",
    "contact": "+40210000001", "ways": ["telephone"], "spoken": ["ro", "uk"],
}  # fmt: skip


def csv(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join([HEADER, *rows]).encode())


def line(n: int, **more: str) -> str:
    cells = {
        "id": f"s{n}", "organisation": f"Asociația Salcia {n}", "name": "Advice", "country": "RO",
        "service": "legal_advice", "place": "office", "address": f"Strada Mare {n}, Cluj",
        "phone": f"021 000 {n:04}", "email": "", "languages": "ro,uk", "confidence": "verified",
    }  # fmt: skip
    return ";".join((cells | more)[name] for name in HEADER.split(";"))


def brought(office: Office, file: io.BytesIO, *, opened: bool = True, source: str = "A list of 2026") -> UUID:
    found = looked_at(file)
    with acting(MemberId(office.administrator)) as at:
        by = member(office.administrator)
        bringing = actions.begin(
            found.form,
            work.digest_of(file),
            mapping_of(found),
            found.columns,
            Defaults(source=source),
            by=by,
            at=at,
        )
    work.run(bringing, file, office.administrator)
    if opened:
        with acting(MemberId(office.administrator)) as at:
            actions.open_for_answers(bringing, by=by, at=at)
    return bringing


def accepted(office: Office, proposal: UUID, *, checked_on: date | None = None, **more: Any) -> UUID:
    with acting(MemberId(office.administrator)) as at:
        row = actions.one(proposal)
        said = SAID | {"organisation": row.organisation, "name": row.name} | more
        into = actions.new_place(row, said["organisation"], said["country"])
        actions.accept(proposal, into, said, checked_on=checked_on, by=member(office.administrator), at=at)
        return into.entry


def proposals(office: Office, bringing: UUID) -> list[Proposal]:
    with acting(MemberId(office.administrator)):
        return list(Proposal.objects.filter(bringing_id=bringing).order_by("row"))


def state(office: Office, bringing: UUID) -> Bringing:
    with acting(MemberId(office.administrator)):
        return actions.of(bringing)


def test_nothing_of_a_file_is_found_before_a_keeper_accepts_it(office: Office) -> None:
    before = {entry.id for entry in find()}
    bringing = brought(office, csv(line(1), line(2)))
    assert {entry.id for entry in find()} == before
    first, _second = proposals(office, bringing)
    entry = accepted(office, first.id)
    assert {found.id for found in find()} - before == {entry}
    (found,) = [one for one in find() if one.id == entry]
    assert (found.agency.name, found.team.name, found.agency.node) == ("Asociația Salcia 1", "Advice", "-")
    assert (found.address, found.contact, found.spoken) == (
        "Strada Mare 1, Cluj",
        "+40210000001",
        ["ro", "uk"],
    )
    assert found.checked_on is None, "nobody has checked it: the day of the import is no check"
    assert [one.state for one in proposals(office, bringing)] == ["accepted", "waiting"]
    (said,) = office.people.recorded("services_import:accepted")
    assert said["detail"]["entry"] == str(entry)


def test_members_do_not_learn_of_proposals(office: Office) -> None:
    bringing = brought(office, csv(line(1), "broken"))
    with acting(MemberId(office.colleagues["Dan"])):
        assert not Proposal.objects.exists()
        assert not Bringing.objects.exists()
        assert not Fault.objects.exists()
    with acting(MemberId(office.colleagues["Dan"])) as at, pytest.raises(NotPossible):
        actions.decline([proposals_id(office, bringing)], by=member(office.colleagues["Dan"]), at=at)


def proposals_id(office: Office, bringing: UUID) -> UUID:
    found: UUID = office.row("SELECT id FROM directory.proposal WHERE bringing_id = %s", bringing)[0]
    return found


def test_every_wrong_row_is_named_and_the_others_wait(office: Office) -> None:
    bringing = brought(office, csv(line(1), line(2, country="Atlantis"), line(3, phone="call us"), line(1)))
    row = state(office, bringing)
    assert (row.done, row.good, row.wrong) == (4, 1, 3)
    with acting(MemberId(office.administrator)):
        found = [
            (one.row, one.field) for one in Fault.objects.filter(bringing_id=bringing).order_by("row", "nr")
        ]
    assert found == [(3, "country"), (4, "phone"), (5, "id")]


def test_a_file_that_breaks_leaves_nothing(office: Office) -> None:
    records = ",".join(
        json.dumps({"id": f"{n}", "name": "x", "status": "active", "organization": {"name": "y"}})
        for n in range(3)
    )
    bringing = brought(office, io.BytesIO(f"[{records}, {{".encode()), opened=False)
    row = state(office, bringing)
    assert (row.state, proposals(office, bringing)) == ("stopped", [])
    assert "record 4" in row.stopped


def test_reading_goes_on_where_it_was_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PART", 2)
    file = csv(*map(line, range(1, 6)))

    def stop(row: Bringing) -> None:
        if row.done == 4:
            raise KeyboardInterrupt

    found = looked_at(file)
    with acting(MemberId(office.administrator)) as at:
        bringing = actions.begin(
            found.form, work.digest_of(file), mapping_of(found), found.columns, Defaults(source="x"),
            by=member(office.administrator), at=at,
        )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        work.run(bringing, file, office.administrator, stop)
    assert state(office, bringing).state == "reading"
    with pytest.raises(NotPossible):
        accepted(office, proposals(office, bringing)[0].id)
    work.run(bringing, file, office.administrator)
    row = state(office, bringing)
    assert (row.state, row.done, row.good) == ("checked", 5, 5)
    assert [one.row for one in proposals(office, bringing)] == [2, 3, 4, 5, 6]


def test_the_same_file_again_proposes_nothing_and_a_new_one_what_is_new(office: Office) -> None:
    first = brought(office, csv(line(1), line(2)))
    entry = accepted(office, proposals(office, first)[0].id)
    again = brought(office, csv(line(1), line(2)))
    assert (state(office, again).same, [one.row for one in proposals(office, again)]) == (1, [3])
    newer = brought(office, csv(line(1, phone="021 000 9999")))
    (change,) = proposals(office, newer)
    assert change.changes == entry


def test_what_is_uncertain_is_accepted_only_after_a_check(office: Office) -> None:
    bringing = brought(office, csv(line(1, confidence="uncertain")))
    (proposal,) = proposals(office, bringing)
    assert "+40210000001" not in json.dumps({k: v for k, v in proposal.data.items() if k != "note"})
    with pytest.raises(NotPossible, match="uncertain"):
        accepted(office, proposal.id)
    day = datetime.now(tz=UTC).date()
    entry = accepted(office, proposal.id, checked_on=day)
    assert [one.checked_on for one in find() if one.id == entry] == [day]


def test_an_import_is_taken_back_as_a_whole(office: Office) -> None:
    before = {entry.id for entry in find()}
    bringing = brought(office, csv(line(1), line(2), line(3)))
    for one in proposals(office, bringing)[:2]:
        accepted(office, one.id)
    undone(office, bringing)
    assert {entry.id for entry in find()} == before
    assert state(office, bringing).state == "undone"
    assert office.row("SELECT count(*) FROM agencies.agency WHERE node = '-'") == (0,)


def undone(office: Office, bringing: UUID) -> Bringing:
    with acting(MemberId(office.administrator)) as at:
        actions.begin_undoing(bringing, by=member(office.administrator), at=at)
    return work.undo(bringing, office.administrator)


def test_what_somebody_has_changed_since_stays(office: Office) -> None:
    bringing = brought(office, csv(line(1), line(2)))
    one, other = (accepted(office, found.id) for found in proposals(office, bringing))
    office.people.owner.execute("UPDATE directory.entry SET hours = 'Always' WHERE id = %s", [one])
    row = undone(office, bringing)
    assert row.stayed == 1
    left = {entry.id for entry in find()}
    assert one in left
    assert other not in left


def test_a_change_is_taken_back_to_what_stood(office: Office) -> None:
    first = brought(office, csv(line(1)))
    entry = accepted(office, proposals(office, first)[0].id)
    second = brought(office, csv(line(1, phone="021 000 9999")))
    accepted(office, proposals(office, second)[0].id, contact="+40210009999")
    assert [one.contact for one in find() if one.id == entry] == ["+40210009999"]
    undone(office, second)
    assert [one.contact for one in find() if one.id == entry] == ["+40210000001"]


def test_the_address_of_a_confidential_place_is_in_no_table(office: Office) -> None:
    street = "Aleea Zambilelor"
    bringing = brought(
        office,
        csv(
            line(1, place="shelter", service="shelter", address=f"{street} 7, Iași"),
            line(2, name=f"Shelter, {street} 7", place="", service="shelter", address=f"{street} 7, Iași"),
            line(3, place="", service="", name="Adăpost", address=f"{street} 7, Iași"),
        ),
    )
    assert [one.row for one in proposals(office, bringing)] == [2, 4]
    tables = office.people.owner.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    for (table,) in tables:
        hits = office.row(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%%zambilelor%%'")
        assert hits == (0,), table


def test_the_database_refuses_it_too(office: Office) -> None:
    bringing = brought(office, csv(line(1)), opened=False)
    with pytest.raises(Exception, match="no_confidential_place_is_told"):
        office.people.owner.execute(
            'UPDATE directory.proposal SET data = data || \'{"place": "shelter"}\' WHERE bringing_id = %s',
            [bringing],
        )


def test_what_a_keeper_knows_for_a_shelter_is_told_by_no_proposal_either(office: Office) -> None:
    """A file calls it an office: whoever accepts it as a shelter, declines it, or says so later, makes it forgotten."""
    streets = [f"Aleea Zambilelor {n}, Iași" for n in (1, 2, 3)]
    bringing = brought(office, csv(*(line(n, address=street) for n, street in enumerate(streets, 1))))
    first, second, third = proposals(office, bringing)
    accepted(office, first.id, place="shelter", address="", contact="")
    with acting(MemberId(office.administrator)) as at:
        assert actions.decline([second.id], by=member(office.administrator), at=at) == 1
    entry = accepted(office, third.id, address=streets[2])
    office.people.owner.execute(
        "UPDATE directory.entry SET place = 'safe_flat', address = '', contact = '' WHERE id = %s", [entry]
    )
    for (table,) in office.people.owner.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('directory', 'audit')"
    ).fetchall():
        assert office.row(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%%zambilelor%%'") == (0,), (
            table
        )


def test_the_contact_of_a_hotline_waits_for_a_second_person_and_a_version_is_kept(office: Office) -> None:
    bringing = brought(office, csv(line(1, place="remote", address="")))
    (proposal,) = proposals(office, bringing)
    entry = accepted(office, proposal.id, place="remote", address="")
    assert [one.contact for one in find() if one.id == entry] == [""]
    waits = office.row(
        "SELECT said->>'contact' FROM agencies.proposal WHERE kind = 'contact' AND about = %s", entry
    )
    assert waits == ("+40210000001",)
    assert office.row("SELECT count(*) FROM directory.version WHERE entry_id = %s", entry) == (1,)
