"""The world of `world.py`, raw and through Django, for the files of this folder."""

import pytest

from tests.access.world import World, staff, world

__all__ = ["staff", "world"]


@pytest.fixture
def here(world: World) -> str:
    """The mark of a sign-in that lasts."""
    return world.signed_in()
