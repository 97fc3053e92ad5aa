"""The people of `tests/access/world.py`, through Django, for the files of this folder."""

from tests.access.world import staff

__all__ = ["staff"]
