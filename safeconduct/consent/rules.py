"""When a consent may be given, and what it says. The seven facts and the one limit are told one by one (form F2).

Permission is what the person agreed to; it is never the legal basis of processing, which is another field of
another record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Condition, NoConsentGround, Purpose, Sector
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


LIMIT_LABEL: Words = _(
    "I told the person the one limit: when a life is in danger, those who can protect it must be told"
)
"""Told beside the seven facts and ticked by itself: it is the one thing that a no does not stop."""


class State(StrEnum):
    """The life of a consent. Withdrawal is a row of its own and needs nothing of these."""

    DRAFT = "draft"
    ACTIVE = "active"
    REFUSED = "refused"
    GROUND = "ground"
    """A listed legal ground stands in the place of consent; never called consent."""


class Channel(StrEnum):
    """Through whom a consent was taken back."""

    PERSON = "person"
    WORKER = "worker"
    TELEPHONE = "telephone"
    LAWYER = "lawyer"


class Copy(StrEnum):
    """What became of the person's copy. A paper can be found, so not giving one is a full answer."""

    GIVEN = "given"
    SAFE_PLACE = "safe_place"
    NOT_GIVEN_FOR_SAFETY = "not_given_for_safety"


COPY_LABELS: dict[Copy, Words] = {
    Copy.GIVEN: _("Given to the person"),
    Copy.SAFE_PLACE: _("Kept for the person in a safe place"),
    Copy.NOT_GIVEN_FOR_SAFETY: _("Not given, for safety"),
}


class Research(StrEnum):
    """What the person said about figures without names. No help and no sharing hangs on it."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


RESEARCH_LABELS: dict[Research, Words] = {
    Research.YES: _("Yes"),
    Research.NO: _("No; it changes nothing else"),
    Research.NOT_ASKED: _("Not asked"),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """What the person's conditions look at: the sector and the country of an agency, as codes."""

    sector: str
    country: str


@dataclass(frozen=True, slots=True)
class Shareable:
    """What can be shared with a team at all, whatever the person agrees to; the database refuses the rest."""

    by_us: frozenset[Section] = frozenset(Section)
    """What the member who records it may let leave."""
    with_them: frozenset[Section] = frozenset(Section)
    """What the policy lets the team hold for the purpose."""

    @property
    def has_any(self) -> bool:
        """Whether anything at all can be shared."""
        return bool(self.by_us & self.with_them)

    def why_not(self, section: Section) -> "Reason | None":
        """Why this section cannot be shared; None when it can."""
        if section not in self.with_them:
            return NOT_HELD_THERE
        return None if section in self.by_us else NOT_YOURS_TO_REFER


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
    is_limit_told: bool = False
    conditions: frozenset[str] = frozenset()
    recipient: Recipient | None = None
    is_child: bool = False
    """A child, or somebody who may be one: a guardian is named and the child's own assent is asked."""
    guardian: str = ""
    assents: bool = False
    guardian_refused: Reason | None = None
    """Why the yes of this guardian counts for nothing, as the rooms above know it from the child's file."""
    shareable: Shareable = field(default_factory=Shareable)


FACT_MISSING = Reason(
    "fact_not_told",
    _("Not every fact has been told yet."),
    _("Save the talk and go on with it at any time; nothing is sent until then."),
)
LIMIT_MISSING = Reason(
    "limit_not_told",
    _("The one limit has not been told: when a life is in danger, others must be told."),
    _("Say it before the person decides, then tick it."),
)
NOT_FOR_POLICE = Reason(
    "not_for_police",
    _("The person has said: not to the police. This agency is police."),
    _("Ask the person again, or choose another agency."),
)
NOT_FOR_THIS_COUNTRY = Reason(
    "not_for_this_country",
    _("The person has said: not to this country."),
    _("Ask the person again, or choose an agency in another country."),
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
NOT_HELD_THERE = Reason(
    "recipient_may_not_hold",
    _("Their professions may not hold this for this purpose."),
    _("Take it out of what is shared."),
)
NOT_YOURS_TO_REFER = Reason(
    "not_yours_to_refer",
    _("Your place in this case does not let you share this."),
    _("Take it out, or ask the case lead to record the consent."),
)
NO_END = Reason("no_end", _("A consent has an end date that lies ahead."), _("Enter until when it holds."))
NO_LANGUAGE = Reason("no_language", _("Say in which language the talk was held."), _("Choose the language."))
NO_METHOD = Reason("no_method", _("Say how the person said yes."), _("Choose the way."))
NO_WITNESS = Reason(
    "no_witness",
    _("A spoken consent or a thumb print needs somebody who was present."),
    _("Enter the role of the witness, not the name."),
)
NO_GUARDIAN = Reason(
    "no_guardian",
    _(
        "A guardian gives the permission, because the question whether the person is a child is not answered with no."
    ),
    _(
        "Enter the guardian's role. Where nobody stands for the child, choose child protection and take “A legal "
        "ground without consent”."
    ),
)
OF_THE_GUARDIAN = ("guardian_in_conflict", "not_the_independent_guardian")
"""The codes of the reasons for which a guardian's yes counts for nothing (`cases/child/rules.py`)."""
NO_ASSENT = Reason(
    "no_assent",
    _("The child has not said yes; a guardian's permission alone is not enough."),
    _("Talk to the child in their own words; nothing is sent until then."),
)
NOT_A_GROUND = Reason(
    "not_a_ground",
    _("Without consent something may be shared only on a ground from the list."),
    _("Choose the ground, or ask the person."),
)
NOT_ON_THIS_GROUND = Reason(
    "not_on_this_ground",
    _("This ground lets only what protects the person be shared."),
    _("Take the other sections out, or ask the person."),
)
GROUND_NOT_REVIEWED = Reason(
    "ground_not_reviewed",
    _("Your last sharing without consent has not been looked at by a second person."),
    _("Ask a colleague to look at it now; then go on."),
)
NEEDS_WITNESS = frozenset({"oral_witnessed", "thumb_print"})


POLICE: frozenset[str] = frozenset({Sector.POLICE, Sector.BORDER_GUARD})
"""Whom "not to the police" keeps out: to the person a border guard is police."""


def kept_out(conditions: Iterable[str], recipient: Recipient | None) -> Reason | None:
    """The person's condition that keeps this recipient out, as a reason; None when none does.

    A country that nobody named keeps nobody out; dates, family and e-mail say nothing of an agency.
    """
    set_by_person = frozenset(conditions)
    if recipient is None:
        return None
    if Condition.NOT_POLICE in set_by_person and recipient.sector in POLICE:
        return NOT_FOR_POLICE
    if f"{Condition.NOT_COUNTRY}:{recipient.country}" in set_by_person:
        return NOT_FOR_THIS_COUNTRY
    return None


def missing_to_give(talk: Talk, *, now: datetime) -> list[Reason]:
    """All that the talk lacks before it counts as the person's permission; the page lists them at once."""
    refused = kept_out(talk.conditions, talk.recipient)
    lacks = {
        NO_RECIPIENT: not talk.names_recipient,
        NO_SECTION: not talk.sections,
        NEVER_LEAVES: bool(talk.sections & NEVER_SENT),
        **_not_shareable(talk.sections - NEVER_SENT, talk.shareable),
        FACT_MISSING: talk.told != frozenset(Fact),
        LIMIT_MISSING: not talk.is_limit_told,
        NO_END: talk.until is None or talk.until <= now,
        NO_LANGUAGE: not talk.language,
        NO_METHOD: not talk.method,
        NO_WITNESS: talk.method in NEEDS_WITNESS and not talk.witness,
        NO_GUARDIAN: talk.is_child and not talk.guardian,
        NO_ASSENT: talk.is_child and bool(talk.guardian) and not talk.assents,
    }
    lacking = [reason for reason, is_lacking in lacks.items() if is_lacking]
    if talk.is_child and talk.guardian and talk.guardian_refused:
        lacking.append(talk.guardian_refused)
    return [refused, *lacking] if refused else lacking


def _not_shareable(sections: frozenset[Section], shareable: Shareable) -> dict[Reason, bool]:
    reasons = {shareable.why_not(section) for section in sections}
    return {reason: reason in reasons for reason in (NOT_HELD_THERE, NOT_YOURS_TO_REFER)}


def may_give(talk: Talk, *, now: datetime) -> Decision:
    """Whether the talk is complete enough to count as the person's permission."""
    lacking = missing_to_give(talk, now=now)
    return Refused(lacking[0]) if lacking else Allowed()


READING_NOT_REVIEWED = Reason(
    "reading_not_reviewed",
    _("Your emergency reading has waited for a second person for more than three days."),
    _("Ask whoever supervises to look at it: it stands on their Today. If life is in danger, call 112."),
)
GROUNDS: dict[NoConsentGround, tuple[Purpose, frozenset[Section]]] = {
    NoConsentGround.VITAL_INTEREST: (
        Purpose.PROTECTION,
        frozenset({Section.PROFILE, Section.SAFETY, Section.NEEDS}),
    ),
    NoConsentGround.CHILD_PROTECTION: (
        Purpose.CHILD_PROTECTION,
        frozenset({Section.PROFILE, Section.IDENTITY, Section.SAFE_CONTACT, Section.SAFETY, Section.NEEDS}),
    ),
}
"""The grounds that can be used today, with the purpose and the most that they let be shared. A statutory duty
needs its row of law, which is not here yet; the other two listed grounds carry no data of a person."""

REVIEW_WITHIN = timedelta(hours=24)
"""A second person looks at a sharing without consent within this time."""


def may_share_on(
    ground: str,
    sections: frozenset[Section],
    until: datetime | None,
    *,
    has_unreviewed: bool,
    has_late_reading: bool = False,
    shareable: Shareable,
    now: datetime,
) -> Decision:
    """Whether a listed ground lets these sections be shared; the person's no is not a reason against help."""
    if ground not in {listed.value for listed in GROUNDS}:
        return Refused(NOT_A_GROUND)
    if has_unreviewed:
        return Refused(GROUND_NOT_REVIEWED)
    if has_late_reading:
        return Refused(READING_NOT_REVIEWED)
    if not sections:
        return Refused(NO_SECTION)
    if not sections <= GROUNDS[NoConsentGround(ground)][1]:
        return Refused(NOT_ON_THIS_GROUND)
    for reason, is_so in _not_shareable(sections, shareable).items():
        if is_so:
            return Refused(reason)
    return Allowed() if until is not None and until > now else Refused(NO_END)
