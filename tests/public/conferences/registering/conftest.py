"""The editions of these tests go when their file is done: lists of other tests are short."""

from collections.abc import Iterator

import pytest

from tests.public.conferences.registering import story


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Whatever the tests of a file made."""
    yield
    story.take_away()
