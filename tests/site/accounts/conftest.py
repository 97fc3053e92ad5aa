"""Who signs in, and the clock that ends it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import time_machine
from django.test import Client

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


@pytest.fixture
def client() -> Client:
    """A browser that has not been here."""
    return Client()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time of this test, which moves only by hand."""
    with time_machine.travel(1_800_000_000, tick=False) as moved:
        yield moved
