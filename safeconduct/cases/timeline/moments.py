"""One entry of a timeline, as every room says it; and which kinds there are. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section


class Kind(StrEnum):
    """What an entry is about: what can be chosen above the list."""

    SECTION = "section"
    REFERRAL = "referral"
    CONSENT = "consent"
    TEAM = "team"
    FOLLOW_UP = "follow_up"
    RIGHTS = "rights"
    MATTER = "matter"
    CONFERENCE = "conference"
    INTERVIEW = "interview"
    INTERPRETING = "interpreting"
    ASK = "ask"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"


class Sight(StrEnum):
    """Who sees an entry, where no section says it."""

    IN_HAND = "in_hand"
    BOTH_AGENCIES = "both_agencies"
    TWO = "two"
    ASKED = "asked"


KINDS: dict[Kind, Words] = {
    Kind.SECTION: pgettext_lazy("timeline", "The file"),
    Kind.REFERRAL: pgettext_lazy("timeline", "Referrals"),
    Kind.CONSENT: pgettext_lazy("timeline", "Consents"),
    Kind.TEAM: pgettext_lazy("timeline", "Team"),
    Kind.FOLLOW_UP: pgettext_lazy("timeline", "Follow-ups"),
    Kind.RIGHTS: pgettext_lazy("timeline", "Rights"),
    Kind.MATTER: pgettext_lazy("timeline", "Matters"),
    Kind.CONFERENCE: pgettext_lazy("timeline", "Case conferences"),
    Kind.INTERVIEW: pgettext_lazy("timeline", "Talks"),
    Kind.INTERPRETING: pgettext_lazy("timeline", "Interpreting"),
    Kind.ASK: pgettext_lazy("timeline", "Questions"),
    Kind.COMPLAINT: pgettext_lazy("timeline", "Complaints"),
    Kind.EMERGENCY: pgettext_lazy("timeline", "Emergencies"),
}
SIGHTS: dict[Sight, Words] = {
    Sight.IN_HAND: _("Everybody who works on this file"),
    Sight.BOTH_AGENCIES: _("Your agency and the other one"),
    Sight.TWO: _("Who wrote it down, and the colleague who hears it"),
    Sight.ASKED: _("Who asked, and who keeps the section"),
}
OURS = frozenset({Kind.REFERRAL, Kind.CONSENT})
"""What stands out on the line."""

type Before = tuple[datetime, UUID] | None
"""The entry after which the page goes on; None for the newest."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry: when, what, by which profession, and who sees it. Nothing of what was written."""

    id: UUID
    at: datetime
    kind: Kind
    title: Words
    role: str = ""
    section: Section | None = None
    """The section by which it is seen; None where `sight` says it."""
    sight: Sight = Sight.IN_HAND
    note: Words = ""
    link: str = ""


def newest(found: list[Moment], most: int) -> tuple[list[Moment], bool]:
    """The newest of what several rooms have said, and whether there is more that the reader may see."""
    ordered = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    return ordered[:most], len(ordered) > most
