"""ClamAV, where the node has it: the file as it came is streamed to its daemon before anything else is done with it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.uploads.clamd import Said, ask

SECONDS = 30

FOUND = Reason(
    "attachment_malware",
    _("The virus scanner knows this file as harmful: it was not taken in."),
    _("Do not open it. Tell whoever looks after your computers where it came from."),
)
NO_ANSWER = Reason(
    "attachment_not_scanned",
    _("The virus scanner of this node does not answer, so no file is taken in."),
    _("Try again later. Whoever runs the node can see whether it is at work."),
)


def is_set() -> bool:
    """Whether this node has a scanner."""
    return settings.CLAMAV is not None


def look(data: bytes) -> None:
    """Have the scanner look at a file, where there is one. Raises NotPossible: it is harmful, or nobody answers."""
    if settings.CLAMAV is None:
        return
    match ask(settings.CLAMAV, data, seconds=SECONDS):
        case Said.HARMFUL:
            raise NotPossible(FOUND)
        case Said.NOTHING:
            raise NotPossible(NO_ANSWER)
        case Said.CLEAN:
            return
