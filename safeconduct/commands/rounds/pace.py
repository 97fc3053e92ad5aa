"""How often the worker goes its rounds: in a demonstration every few seconds, so that nobody waits for them."""

from django.conf import settings


def is_quick() -> bool:
    """Whether this is a demonstration that does not stand for a node of real people (`SAFECONDUCT_SELDOM_ROUNDS`)."""
    return bool(settings.DEMO and not settings.SELDOM_ROUNDS)
