"""The people of `tests/access/world.py`: committed for Django, or as a whole world for plain SQL; and a conference."""

from collections.abc import Callable
from uuid import UUID

import pytest

from safeconduct.vocabulary.identifiers import CaseId
from tests.access.names import unforced
from tests.access.world import staff, world
from tests.conftest import ConnectAs

__all__ = ["staff", "world"]


@pytest.fixture
def case() -> CaseId:
    """Ana leads it; the nurse and the lawyer have a place. Dan, Bea and the rest have none."""
    from tests.cases.conferences import desk

    return desk.open_file()


@pytest.fixture
def conference(case: CaseId) -> UUID:
    from tests.cases.conferences import desk

    return desk.ask(case)


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
