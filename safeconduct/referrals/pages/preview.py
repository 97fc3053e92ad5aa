"""What a draft's page says of the file: what they will see of it, what is closed, what stands in the way."""

from collections.abc import Set as AbstractSet
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Held
from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.models import Agency, Team
from safeconduct.cases.contents import has_prose
from safeconduct.cases.forms import facts
from safeconduct.cases.matching import field_label
from safeconduct.cases.queries import Reading, closed_to, read_sections
from safeconduct.consent.document import read
from safeconduct.consent.models import Version
from safeconduct.consent.rules import OF_THE_GUARDIAN, Shareable
from safeconduct.consent.rules import State as ConsentState
from safeconduct.referrals import carried
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.offers import is_child_possible, reads
from safeconduct.referrals.reasons import (
    CHILD_NEEDS_PROTECTION,
    CLOSED_TO_YOU,
    DANGER_NOT_MITIGATED,
    GUARDIAN_IN_THE_TALK,
    NEEDS_EMPTY,
    NEEDS_NOT_SENT,
    NEVER_THIS_AGENCY,
    NEVER_THIS_COUNTRY,
    NEVER_THIS_KIND,
    NO_SAFETY_ANSWER,
    NOT_KNOWN_TO_BE_NO_CHILD,
    SAFETY_OUT_OF_DATE,
)
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES, language_in_full
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import (
    NEVER_SENT,
    OF_A_CHILD,
    ON_REQUEST,
    USED,
    Section,
    in_order,
)

SAID_OF = {
    NEEDS_NOT_SENT: Section.NEEDS,
    NO_SAFETY_ANSWER: Section.SAFETY,
    SAFETY_OUT_OF_DATE: Section.SAFETY,
    DANGER_NOT_MITIGATED: Section.SAFETY,
    **dict.fromkeys((NEVER_THIS_COUNTRY, NEVER_THIS_KIND, NEVER_THIS_AGENCY), Section.SAFETY),
    CHILD_NEEDS_PROTECTION: Section.PROFILE,
}
"""What is said of a section's content; who may not read it is told nothing of it, for it might be wrong."""

MENDED_IN = {
    NEEDS_EMPTY.code: Section.NEEDS,
    NO_SAFETY_ANSWER.code: Section.SAFETY,
    SAFETY_OUT_OF_DATE.code: Section.SAFETY,
    DANGER_NOT_MITIGATED.code: Section.SAFETY,
    NEVER_THIS_COUNTRY.code: Section.SAFETY,
    NEVER_THIS_KIND.code: Section.SAFETY,
    NEVER_THIS_AGENCY.code: Section.SAFETY,
    NOT_KNOWN_TO_BE_NO_CHILD.code: Section.PROFILE,
    GUARDIAN_IN_THE_TALK.code: Section.PROFILE,
    **dict.fromkeys(OF_THE_GUARDIAN, Section.FAMILY),
}
"""In which section of the person's page what the file lacks is filled in."""


def before_the_talk(
    request: MemberRequest, row: Referral, recipient: Agency, newest: Version | None
) -> dict[str, Any]:
    """What the file lacks, and where on the person's page it is mended; said first, or the talk is held twice.

    And what of health stands among the needs: they go along, so who wants nothing told of it must hear that before.
    """
    if row.consent or row.case_id is None:
        return {"before": []}
    is_talk = newest is not None and newest.state == ConsentState.DRAFT
    has_guardian = bool(newest and is_talk and read(newest.document).guardian)
    found = carried.before_the_talk(
        referral=row, recipient=recipient, has_guardian=has_guardian, by=request.member, at=request.at
    )
    return {
        "before": [(reason, f"/people/{row.case_id}/#{MENDED_IN[reason.code]}") for reason in found.missing],
        "health_named": [label(need) for need in found.health_named],
        "needs_have_words": found.has_own_words,
    }


def what_they_see(
    preview: carried.Preview, shut: list[Section], asked: AbstractSet[Section]
) -> dict[str, Any]:
    """Both columns: what they will see, section by section, and what is hidden from them or closed to this member."""
    readings = {**preview.at_once, **preview.held_back}
    parts = {section: facts(section, reading.content) for section, reading in readings.items()}
    return {
        "shown": [
            (label(section), parts[section], section in preview.held_back) for section in in_order(parts)
        ],
        "hits": [
            (hit.section.value, label(hit.section), field_label(hit), hit.piece) for hit in preview.hits
        ],
        "hidden": [
            (label(section), section in NEVER_SENT)
            for section in in_order(USED)
            if section not in parts and section not in shut and section in asked
        ],
        "shut": [label(section) for section in shut],
    }


def closed_sections(request: MemberRequest, row: Referral, grants: list[Held]) -> list[Section]:
    """What the person agreed to tell them and this member may not read: of it nothing can be said here."""
    if row.case_id is None or not row.consent:
        return []
    return closed_to(row.case_id, in_order(extract(row.consent).sections), by=request.member, grants=grants)


def in_the_way(found: list[Reason], shut: list[Section]) -> list[Reason]:
    """What stands in the way, without what is checked on the page itself, and without a word on what is closed."""
    unseen = {"preview_not_seen", "capacity_not_asked"}
    unsaid = {reason.code for reason, section in SAID_OF.items() if section in shut}
    told = [reason for reason in found if reason.code not in unseen | unsaid]
    return [CLOSED_TO_YOU, *told] if shut else told


def spoken_of(profile: Reading | None, may_share: Shareable) -> frozenset[Section]:
    """What this page speaks of: of a known adult nothing about a child, of a return only to who may hold that."""
    of_a_child = frozenset[Section]() if is_child_possible(profile) else OF_A_CHILD
    return USED - of_a_child - (ON_REQUEST - may_share.with_them)


def with_profile(
    request: MemberRequest, row: Referral, readings: dict[Section, Reading]
) -> dict[Section, Reading]:
    """Whose draft it is; before there is a consent, the own profile is read for it."""
    if Section.PROFILE in readings or row.case_id is None:
        return readings
    return read_sections(row.case_id, [Section.PROFILE], by=request.member, at=request.at)


def languages(request: MemberRequest, to: Team, readings: dict[Section, Reading]) -> dict[str, Any]:
    """Whether the team reads the language of the texts: the one chosen on the page, else that of the pages."""
    asked = request.GET.get("texts", "")
    tag = asked if asked in INTERFACE else get_language() or "en"
    spoken = language_in_full(tag)
    return {
        "reads": reads(to.languages),
        "has_texts": any(has_prose(section, reading.content) for section, reading in readings.items()),
        "not_read": "" if not to.languages or tag in to.languages else spoken,
        "texts": Question(
            "texts", _("Language of your texts"), "select", tag, [(code, LANGUAGES[code].own) for code in INTERFACE]
        ),
    }  # fmt: skip
