"""The world of `world.py`, raw and through Django, for the files of this folder."""

from tests.access.world import staff, world

__all__ = ["staff", "world"]
