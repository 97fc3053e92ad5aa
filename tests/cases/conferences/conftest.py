"""The people of `tests/access/world.py`: committed for Django, or as a whole world for plain SQL; and a conference."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case
from safeconduct.cases.conferences import actions
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import staff, world
from tests.conftest import ConnectAs

__all__ = ["staff", "world"]


@pytest.fixture
def case() -> CaseId:
    """Ana leads it; the nurse and the lawyer have a place. Dan, Bea and the rest have none."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
        doors.place(made, ID("lea"))
    return made


@pytest.fixture
def conference(case: CaseId) -> UUID:
    with member_acts("ana") as by:
        until = timezone.localdate() + timedelta(days=3)
        return actions.open_conference(case, "Where does she live next?", until, by=by, at=timezone.now())


@pytest.fixture
def day_over(connect_as: ConnectAs) -> Callable[[UUID], None]:
    """The last day of a conference was yesterday."""

    def over(conference: UUID) -> None:
        owner = connect_as("owner")
        with unforced(owner, "cases.conference"):
            owner.execute(
                "UPDATE cases.conference SET opened_at = now() - interval '2 days', ends_at = now() - interval '1 day' "
                "WHERE id = %s",
                [conference],
            )

    return over
