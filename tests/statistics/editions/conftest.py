"""A node on which editions can be made, and whose long work is done before the press returns."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.access.world import staff

__all__ = ["counted", "staff"]

if TYPE_CHECKING:
    import psycopg

    from tests.conftest import ConnectAs


@pytest.fixture
def counted(
    staff: None, connect_as: "ConnectAs", settings: Any, monkeypatch: pytest.MonkeyPatch
) -> "psycopg.Connection":
    """The owner's connection to a database with a year in it."""
    from django.db import transaction

    from safeconduct.statistics.editions import runner, work
    from tests.statistics.editions.year import officers, registered

    def at_once(preparation: UUID, by: UUID) -> None:
        transaction.on_commit(lambda: work.run(preparation, by) and None)

    settings.DEMO = True
    monkeypatch.setattr(runner, "go_on", at_once)
    owner = connect_as("owner")
    officers(owner)
    registered(owner)
    return owner
