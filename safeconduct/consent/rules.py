"""When a consent may be given, and what it says. The seven facts are told one by one (form F2).

Permission is what the person agreed to; it is never the legal basis of processing, which is another field of
another record.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.sections import NEVER_SENT, Section


class Fact(StrEnum):
    """What the person is told before deciding. Each records that the worker told it, not what was answered."""

    INTERVIEW = "interview"
    PURPOSE = "purpose"
    USE = "actual_and_potential_use"
    RESEARCH = "research_use"
    ACCESS = "access_right"
    STORAGE = "storage_period"
    WITHDRAWAL = "withdrawal"


FACT_LABELS: dict[Fact, Words] = {
    Fact.INTERVIEW: _("I told the person what this talk is for, and that any question may stay open"),
    Fact.PURPOSE: _("I told the person why we ask to share, and with whom"),
    Fact.USE: _("I told the person how what is shared is used, and how it could be used"),
    Fact.RESEARCH: _(
        "I told the person that figures without names may be used, and that a no changes nothing"
    ),
    Fact.ACCESS: _("I told the person that they can see what is kept about them, at any time"),
    Fact.STORAGE: _("I told the person how long it is kept"),
    Fact.WITHDRAWAL: _(
        "I told the person how to take this back, at any time, and that nothing is lost by it"
    ),
}


class State(StrEnum):
    """The life of a consent. Withdrawal is a row of its own and needs nothing of these."""

    DRAFT = "draft"
    ACTIVE = "active"
    REFUSED = "refused"


class Channel(StrEnum):
    """Through whom a consent was taken back."""

    PERSON = "person"
    WORKER = "worker"
    TELEPHONE = "telephone"
    LAWYER = "lawyer"


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said and agreed so far, as the rule needs it."""

    told: frozenset[Fact]
    sections: frozenset[Section]
    until: datetime | None
    language: str
    method: str
    witness: str
    names_recipient: bool


FACT_MISSING = Reason(
    "fact_not_told",
    _("Not every fact has been told yet."),
    _("Save the talk and go on with it at any time; nothing is sent until then."),
)
NO_RECIPIENT = Reason(
    "no_recipient", _("A consent names the team that will receive."), _("Choose the recipient first.")
)
NO_SECTION = Reason(
    "no_section", _("A consent names at least one section."), _("Tick what the person agrees to share.")
)
NEVER_LEAVES = Reason(
    "never_leaves", _("Case notes never leave the agency."), _("Take them out of what is shared.")
)
NO_END = Reason("no_end", _("A consent has an end date that lies ahead."), _("Enter until when it holds."))
NO_LANGUAGE = Reason("no_language", _("Say in which language the talk was held."), _("Choose the language."))
NO_WITNESS = Reason(
    "no_witness",
    _("A spoken consent or a thumb print needs somebody who was present."),
    _("Enter the role of the witness, not the name."),
)
NEEDS_WITNESS = frozenset({"oral_witnessed", "thumb_print"})


def may_give(talk: Talk, *, now: datetime) -> Decision:
    """Whether the talk is complete enough to count as the person's permission."""
    if not talk.names_recipient:
        return Refused(NO_RECIPIENT)
    if not talk.sections:
        return Refused(NO_SECTION)
    if talk.sections & NEVER_SENT:
        return Refused(NEVER_LEAVES)
    if talk.told != frozenset(Fact):
        return Refused(FACT_MISSING)
    if talk.until is None or talk.until <= now:
        return Refused(NO_END)
    if not talk.language or not talk.method:
        return Refused(NO_LANGUAGE)
    if talk.method in NEEDS_WITNESS and not talk.witness:
        return Refused(NO_WITNESS)
    return Allowed()
