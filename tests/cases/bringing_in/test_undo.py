"""An import is taken back within a day, but for what was worked on."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.access.doors import Terms
from safeconduct.agencies.models import Member
from safeconduct.cases import actions as cases
from safeconduct.cases.bringing_in import actions, store, work
from safeconduct.cases.queries import read_sections
from safeconduct.keys.models import SectionKey
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.names import ID
from tests.cases.bringing_in.files import as_csv, many
from tests.cases.bringing_in.steps import (
    ANA,
    DAN,
    LIST,
    SARA,
    Killed,
    acts,
    brought_in,
    cases_of,
    dies_after,
    looked_at,
    row_of,
)
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


# --- Back ---------------------------------------------------------------------------------------------------


def undone(bringing: UUID, who: UUID = ANA) -> tuple[int, int]:
    acts(actions.undo, bringing, who=who)
    assert work.run(bringing, who)
    row = row_of(bringing, who)
    assert row.state == "undone"
    return row.gone, row.stayed


def test_an_import_is_taken_back_and_its_keys_are_destroyed(connect_as: ConnectAs) -> None:
    bringing = brought_in(LIST)
    assert undone(bringing) == (3, 0)
    assert cases_of(bringing) == []
    with acting(MemberId(ANA)):
        assert not SectionKey.objects.exists()
    owner = connect_as("owner")
    assert owner.execute("SELECT count(*) FROM keys.section_key").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM audit.record WHERE action = 'case:taken_back'").fetchone() == (
        3,
    )


def test_a_supervisor_takes_it_back_without_seeing_it() -> None:
    bringing = brought_in(LIST)
    with pytest.raises(NotFound):
        undone(bringing, DAN)
    assert undone(bringing, SARA) == (3, 0)
    assert cases_of(bringing) == []


def test_a_case_that_was_changed_read_or_opened_to_others_is_told_apart() -> None:
    bringing = brought_in(LIST)
    changed, shared, read = cases_of(bringing)

    def work_on(*, by: Member, at: datetime) -> None:
        case, wish = CaseId(changed.case_id), {"wish": "To stay near the sister."}
        cases.save_section(case=case, section=Section.NARRATIVE, content=wish, base=0, by=by, at=at)
        until = at + timedelta(days=9)
        terms = Terms(purpose=Purpose.REFERRAL_SERVICE, until=until, consent=ID("consent"), consent_version=1)
        doors.consent_to(shared.case_id, ID("team_beta"), [Section.NEEDS], terms)
        read_sections(read.case_id, list(Section), by=by, at=at)

    acts(work_on)
    assert undone(bringing) == (1, 2)
    assert {one.case_id for one in cases_of(bringing)} == {changed.case_id, shared.case_id}


def test_after_a_day_nothing_is_taken_back(connect_as: ConnectAs) -> None:
    bringing = brought_in(LIST)
    connect_as("owner").execute("UPDATE access.node SET moved = '24 hours 1 minute'")
    with pytest.raises(NotPossible) as refused:
        acts(actions.undo, bringing)
    assert refused.value.reason.code == "undo_is_over"
    assert len(cases_of(bringing)) == 3


def test_an_import_under_way_is_stopped_by_taking_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 4)
    bringing = looked_at(as_csv(many(10)))
    acts(actions.answer_twins, bringing, {}, rest="in")
    acts(actions.take_in, bringing)
    with pytest.raises(Killed):
        work.run(bringing, ANA, dies_after(1))
    assert undone(bringing) == (4, 0)
