"""The world of tests/access for the files of this folder."""

from tests.access.world import world

__all__ = ["world"]
