"""A browser that has not been here, and the clock that ends a sign-in."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client


@pytest.fixture
def client() -> Client:
    """A browser that has not been here."""
    return Client()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time of this test, which moves only by hand."""
    with time_machine.travel(1_800_000_000, tick=False) as moved:
        yield moved
