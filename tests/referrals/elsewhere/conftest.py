"""The people of `tests/access/world.py`, committed for Django."""

from tests.access.world import staff

__all__ = ["staff"]
