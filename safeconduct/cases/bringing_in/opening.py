"""Many cases opened in one transaction: the normal door, a key for each section, a record for each step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, Entry, record_all
from safeconduct.cases import saved, vault
from safeconduct.cases.bringing_in.rows import Found
from safeconduct.cases.conflicts.actions import mark_people
from safeconduct.cases.contents import answer
from safeconduct.cases.models import Brought, SectionVersion
from safeconduct.keys.keysets import DataKey
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.sections import Section, in_order

ORIGIN: vault.Place = ("cases.brought", "sealed")

type Rights = dict[Section, tuple[str, int]]
type Keys = dict[tuple[UUID, Section], DataKey]


def open_all(people: Sequence[Found], bringing: UUID, rights: Rights, *, by: Member, at: datetime) -> None:
    """A case for each person, led by `by`; each has a profile. `rights` are the sections that `by` may fill, with the
    row of the policy that says so. Raises AccessRefused when the database's own policy does not let `by` lead."""
    cases = {person.row: uuid4() for person in people}
    doors.open_cases(list(cases.values()), bringing)
    places = [(cases[person.row], section) for person in people for section in in_order(person.sections)]
    keys = vault.made_all(places)
    versions = [
        _version(cases[person.row], section, person, keys, by, at)
        for person in people
        for section in in_order(person.sections)
    ]
    SectionVersion.objects.bulk_create(versions, batch_size=vault.AT_ONCE)
    mark_people(_names(people, cases), by=by, at=at)
    Brought.objects.bulk_create(_origin(cases[person.row], person, bringing, keys, at) for person in people)
    record_all(_entries(people, cases, bringing, rights), by=as_actor(by), at=at)
    told = (
        saved.Saved(cases[one.row], section, said) for one in people for section, said in one.sections.items()
    )
    saved.tell(*told, by=by)


def _names(people: Sequence[Found], cases: dict[int, UUID]) -> dict[UUID, str]:
    """The name of each who has one, to be compared for conflicts of interest."""
    said = {
        cases[person.row]: answer(person.sections.get(Section.IDENTITY, {}), "names") for person in people
    }
    return {case: names for case, names in said.items() if names}


def _version(
    case: UUID, section: Section, person: Found, keys: Keys, by: Member, at: datetime
) -> SectionVersion:
    row = SectionVersion(
        case_id=case, section=section, version=1, generation=1, saved_at=at, saved_by_role=by.profession,
        saved_by_agency=by.agency_id,
    )  # fmt: skip
    row.sealed = vault.sealed(keys[case, section], row, person.sections[section])
    return row


def _origin(case: UUID, person: Found, bringing: UUID, keys: Keys, at: datetime) -> Brought:
    """Under the profile's key: when that goes, the number by which the person is known elsewhere goes with it."""
    row = Brought(
        case_id=case, section=Section.PROFILE, generation=1, bringing_id=bringing, row=person.row, at=at
    )
    content = {"case_number": person.case_number} if person.case_number else {}
    row.sealed = vault.sealed_at(keys[case, Section.PROFILE], ORIGIN, row.id, content)
    return row


def _entries(people: Sequence[Found], cases: dict[int, UUID], bringing: UUID, rights: Rights) -> list[Entry]:
    entries: list[Entry] = []
    for person in people:
        case = cases[person.row]
        come_by: Detail = {"import": str(bringing), "row": person.row}
        entries.append(Entry("case:opened", case, detail=come_by))
        entries += [
            Entry(
                "section:saved", case, section, Purpose.ASSESSMENT, rights[section], {"version": 1} | come_by
            )
            for section in in_order(person.sections)
        ]
    return entries
