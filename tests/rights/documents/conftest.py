"""The people of `tests/access/world.py`, for the files of this folder."""

from tests.access.world import staff, world

__all__ = ["staff", "world"]
