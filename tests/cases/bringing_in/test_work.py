"""An import from its first row to its undoing: what is opened, what is left out, and what a killed process leaves."""

from collections.abc import Callable
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import member
from safeconduct.cases.bringing_in import actions, queries, store, work
from safeconduct.cases.models import Bringing
from safeconduct.cases.queries import read_sections
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.world import ID
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv, many

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

ANA = ID("ana")


def acts[T](do: Callable[..., T], *given: object, who: UUID = ANA, **more: object) -> T:
    """Somebody acts, in a transaction of their own."""
    with acting(MemberId(who)) as at:
        return do(*given, by=member(who), at=at, **more)


def row_of(bringing: UUID, who: UUID = ANA) -> Bringing:
    with acting(MemberId(who)):
        return queries.bringing(bringing)


def looked_at(data: bytes) -> UUID:
    bringing = acts(actions.begin, data)
    acts(actions.look_at_rows, bringing)
    assert work.run(bringing, ANA)
    return bringing


def brought_in(data: bytes) -> UUID:
    bringing = looked_at(data)
    acts(actions.take_in, bringing)
    assert work.run(bringing, ANA)
    return bringing


def test_a_list_in_romanian_becomes_cases_that_its_importer_leads() -> None:
    bringing = brought_in(as_csv([HEADER, *PEOPLE]))
    row = row_of(bringing)
    assert (row.state, row.total, row.taken, row.wrong) == ("done", 3, 3, 0)
    with acting(MemberId(ANA)) as at:
        first = queries.stayed(bringing)[0]
        read = read_sections(first.case_id, list(Section), by=member(ANA), at=at)
    assert read[Section.IDENTITY].content["names"] == "Marin Ioana"
    assert read[Section.IDENTITY].content["birth_date"] == "1996-04-02"
    assert read[Section.NEEDS].content == {"needs": ["housing", "legal_aid"]}
    assert read[Section.SAFE_CONTACT].content == {"safe_to_call": {"unanswered": "not_asked"}}
    assert read[Section.PROFILE].content["citizenships"] == ["RO"]
