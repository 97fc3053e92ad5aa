"""Marking a text for the catalogues without translating it."""


def mark(text: str) -> str:
    """The text itself; imported as `_`, so that what collects texts finds it. Whoever shows it translates it.

    Django's own marker asks for settings, and the commands read these tables without any.
    """
    return text


def mark_several(one: str, more: str) -> tuple[str, str]:
    """The same for a text that counts."""
    return one, more
