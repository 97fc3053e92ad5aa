"""One file that Ana leads, in which the nurse has a place."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.rights import actions
from safeconduct.rights.codes import Trigger
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID


@pytest.fixture
def case(staff: None) -> CaseId:
    """In Belgium's eyes a foreigner from outside the Union, and nobody there is a child."""
    with member_acts("ana") as by:
        profile = {"pseudonym": "Linden", "is_child": "no", "citizenships": ["UA"]}
        made = open_case(by=by, at=timezone.now(), profile=profile)
        doors.place(made, ID("nora"))
        content = {"countries": ["BE"], "status": "identified"}
        save_section(
            case=made, section=Section.EXPLOITATION, content=content, base=0, by=by, at=timezone.now()
        )
    return made


def know(case: UUID, events: Mapping[Trigger, date], who: str = "ana", country: str = "BE") -> None:
    """The person is in a country, and these days are known."""
    with member_acts(who) as by:
        actions.know(case, country, events, by=by, at=timezone.now())
