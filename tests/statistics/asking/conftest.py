"""The year of editions, of which questions are asked too."""

from tests.statistics.editions.conftest import counted, staff

__all__ = ["counted", "staff"]
