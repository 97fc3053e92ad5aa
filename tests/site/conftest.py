"""Somebody who has an account, for the pages that need one."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.conftest import ConnectAs

if TYPE_CHECKING:
    from tests.site.people import People


@pytest.fixture
def people(connect_as: ConnectAs) -> "People":
    """The owner's hand; no account yet."""
    from tests.site.people import People  # here: this file is read before Django is set up

    return People(connect_as("owner"))


@pytest.fixture
def ana(people: "People") -> UUID:
    """Ana works with cases and has an app."""
    from tests.site.people import give_app

    member = people.ana()
    give_app(1)
    return member
