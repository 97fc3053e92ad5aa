"""The people of `tests/access/world.py`: committed for Django, or as a whole world for plain SQL."""

from tests.access.world import staff, world

__all__ = ["staff", "world"]
