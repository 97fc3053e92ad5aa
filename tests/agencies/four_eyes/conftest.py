"""The people of `tests/access/world.py`."""

from tests.access.world import staff, world

__all__ = ["staff", "world"]
