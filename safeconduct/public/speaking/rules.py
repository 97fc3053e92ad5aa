"""How a text stands in a language, what a speaker may send in, and who approves it. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeconduct.public.speaking.texts import mark_of, places
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

NOT_SPEAKER = Reason(
    "not_a_speaker",
    _("This account does not speak this language here."),
    _("Ask whoever runs the site to add the language to your account."),
)
OWN_WORK = Reason(
    "own_words", _("You sent this text in, so somebody else approves it."), _("Ask a second speaker.")
)
CHANGED = Reason(
    "source_changed",
    _("The source of this text has changed since it was sent in."),
    _("Send it back, so that it is looked at again beside the new source."),
)
UNREAD = Reason(
    "source_changed_meanwhile",
    _("The source of this text has changed since you opened this page."),
    _("Read your text beside the source that stands here now, and send it in again."),
)
OVER = Reason("no_longer_waits", _("This text does not wait any more."), _("Load the page again."))
WAITS = Reason(
    "text_waits",
    _("This text waits for a second speaker, and nobody changes it until then."),
    _("Whoever sent it in can take it back."),
)
NOTHING = Reason(
    "nothing_written", _("There is no text here."), _("Write it, or leave it out of what you send in.")
)
PLACES = Reason(
    "other_places",
    _("The places in braces are not the same as in the source."),
    _("Write each of them exactly as the source does, and no other brace."),
)
TOO_LONG = Reason(
    "text_too_long",
    _("This is far longer than its source."),
    _("Make it shorter: it has to fit on a small telephone."),
)
SIGNS = Reason(
    "unseen_signs",
    _("There are signs in this text that nobody sees."),
    _("Type it again by hand, in one line."),
)
ALREADY = Reason(
    "already_reviewed", _("This very text was reviewed before."), _("There is nothing to send in.")
)
TIMES, MORE = 3, 60
UNSEEN = frozenset("\u200b\u2060\ufeff\u00ad")
WRITING = frozenset("\u200c\u200d\u200e\u200f")
"""Signs that some scripts are written with."""


class State(StrEnum):
    """How a text stands in one language."""

    MISSING = "missing"
    UNREVIEWED = "unreviewed"
    WAITS = "waits"
    REVIEWED = "reviewed"
    STALE = "stale"
    """It was reviewed, and its source is another one now: readers have the text of the release again."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A text that a second speaker approved, and the mark of the source beside which they read it."""

    text: str
    source: str
    sent_as: str
    approved_as: str
    approved_at: datetime

    def is_of(self, source: str) -> bool:
        """Whether this is still the source."""
        return self.source == mark_of(source)


def state_of(source: str, shipped: str | None, reviewed: Reviewed | None, *, waits: bool) -> State:
    """How a text stands whose source says this, with what the release says in this language, if anything."""
    if waits:
        return State.WAITS
    if reviewed is not None:
        return State.REVIEWED if reviewed.is_of(source) else State.STALE
    return State.UNREVIEWED if shipped else State.MISSING


def shown(source: str, shipped: str | None, reviewed: Reviewed | None) -> str:
    """What readers have: what was reviewed while its source is the same, else the text of the release; "" for none."""
    if reviewed is not None and reviewed.is_of(source):
        return reviewed.text
    return shipped or ""


def cleaned(text: str) -> str:
    """As it is kept: one line, without blanks around it. A blank that does not break stays: French has it."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


def may_send_in(text: str, source: str, *, speaks: bool, waits: bool, stands: Reviewed | None) -> Decision:
    """Whether a speaker may put this text before a second one; `stands` is what was reviewed last."""
    if not speaks:
        return Refused(NOT_SPEAKER)
    if waits:
        return Refused(WAITS)
    if reason := wrong(text, source):
        return Refused(reason)
    if stands is not None and stands.is_of(source) and stands.text == text:
        return Refused(ALREADY)
    return Allowed()


def wrong(text: str, source: str) -> Reason | None:
    """What is wrong with these words beside their source; None for nothing."""
    if not text:
        return NOTHING
    if any(
        each in UNSEEN or (unicodedata.category(each) in ("Cc", "Cf") and each not in WRITING)
        for each in text
    ):
        return SIGNS
    if len(text) > TIMES * len(source) + MORE:
        return TOO_LONG
    found = places(text)
    return None if found is not None and found == places(source) else PLACES


def may_approve(
    *, approver: int, sender: int | None, speaks: bool, waits: bool, is_of_source: bool
) -> Decision:
    """Four eyes: a second speaker of the language, and beside the source of now."""
    if not speaks:
        return Refused(NOT_SPEAKER)
    if not waits:
        return Refused(OVER)
    if approver == sender:
        return Refused(OWN_WORK)
    return Allowed() if is_of_source else Refused(CHANGED)


def may_send_back(*, speaks: bool, waits: bool) -> Decision:
    """A second speaker with a reason, or whoever sent it in and takes it back."""
    if not speaks:
        return Refused(NOT_SPEAKER)
    return Allowed() if waits else Refused(OVER)
