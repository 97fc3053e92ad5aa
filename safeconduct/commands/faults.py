"""What can be foreseen to go wrong at the doors. The member reads one sentence, never a traceback."""

from safeconduct.vocabulary.errors import SafeconductError


class CannotRun(SafeconductError):
    """A foreseeable fault of a command; its text is one sentence that says what to do."""


class InUse(CannotRun):
    """A node runs in the folder."""
