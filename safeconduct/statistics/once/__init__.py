"""A person whom two agencies of a node have registered counts once: docs/explanation/counted-once.md."""

from safeconduct.statistics.once.counting import Adjustment, Once, decided

__all__ = ["Adjustment", "Once", "decided"]
