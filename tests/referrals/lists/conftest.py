"""The small world of the locks, for what is asked of the database."""

from tests.access.world import world

__all__ = ["world"]
