"""The people of `tests/access/world.py`: a whole world for plain SQL."""

from tests.access.world import world

__all__ = ["world"]
