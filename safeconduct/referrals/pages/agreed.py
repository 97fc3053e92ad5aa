"""What the consent record says beside what is shared, for the side that keeps it. None of it ever travels."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Agency
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Withdrawal
from safeconduct.consent.queries import current, taken_back
from safeconduct.consent.rules import RESEARCH_LABELS, Research, State
from safeconduct.referrals import envelope
from safeconduct.referrals.codes import day
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.saying import ON
from safeconduct.vocabulary.codes import Condition, Presentation
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone

NOT_COMPLETE = gettext_lazy(
    "none named, although an interpreter spoke. This is not complete: ask who it was, and record it anew"
)


def agreed(row: Referral) -> list[str]:
    """What a draft's consent says; nothing without one, and nothing to who holds nothing of the case."""
    if row.consent_id is None:
        return []
    try:
        version = current(row.consent_id)
    except NotFound:
        return []
    if version.state != State.ACTIVE:
        return []
    document = read(version.document)
    return [*shared(document), *lines(document)]


def shared(document: Document) -> list[str]:
    """What may be told and within which limits, and who interpreted: what the next reader checks first."""
    sections = "; ".join(str(label(section)) for section in document.sections)
    limits = "; ".join(condition(code) for code in document.conditions)
    is_missing = document.presentation == Presentation.INTERPRETER and not document.interpreter
    interpreter = document.interpreter or (NOT_COMPLETE if is_missing else _("none named"))
    later = (
        [_("Later changes of what is shared go to them too, until the end date")]
        if document.follow_changes
        else []
    )
    return [
        _("They may be told: %(sections)s") % {"sections": sections},
        *later,
        *([_("Conditions: %(limits)s") % {"limits": limits}] if limits else []),
        _("They may tell us in words what came of it")
        if document.tell_outcome
        else _("They may not tell us in words what came of it; the outcome comes as a code"),
        _("Interpreter's code: %(code)s") % {"code": interpreter},
    ]


def lines(document: Document) -> list[str]:
    """The limit, the text that was read, and the answer about figures."""
    text = {"language": language_in_full(document.read_in), "version": document.text_version}
    answer = RESEARCH_LABELS[Research(document.research or Research.NOT_ASKED)]
    return [
        _("Told: when a life is in danger, others must be told")
        if document.limit_told
        else _("Not recorded: whether the limit was told"),
        _("Text that was read: %(language)s, version %(version)s") % text,
        _("Figures without names: %(answer)s") % {"answer": answer},
    ]


def ended(row: Referral, other: Agency) -> list[str]:
    """When the sender's consent was taken back, and who heard it; open to every member of the agency."""
    is_ended = Flag.CONSENT_WITHDRAWN in row.flags or bool(row.taken_back)
    if row.side != Side.SENDER or row.consent_id is None or not is_ended:
        return []
    return [_when(back, other) for back in taken_back([row.consent_id]).get(row.consent_id, [])]


def _when(back: Withdrawal, other: Agency) -> str:
    parts = ", ".join(str(label(Section(name))) for name in back.sections)
    known = {"day": date_format(localtime(back.at), "D j M Y"), "agency": other.name, "parts": parts}
    if parts:
        part = (
            _("A part was taken back on %(day)s: %(parts)s")
            if back.by_person
            else _("A part was taken back by us on %(day)s: %(parts)s")
        )
        return part % known
    if back.heard_by != other.id:
        here = (
            _("Taken back on %(day)s; the person told us") if back.by_person else _("Ended on %(day)s by us")
        )
        return here % known
    if back.by_person:
        return _("Taken back on %(day)s; the person told %(agency)s") % known
    return _("Ended on %(day)s by %(agency)s") % known


def condition(text: str) -> str:
    """A condition in words, with its country or date when it has one."""
    code, _colon, detail = text.partition(":")
    on = day(detail)
    words = date_format(on, ON) if on else country_in_full(detail)
    return f"{label(Condition(code))} {words}".strip()


def terms(row: Referral, giver: Agency) -> dict[str, Any]:
    """What the person has set for this consent, for both sides: until when, and under which conditions.

    The day is the one on the calendar of the country where it was given: midnight there is another day elsewhere.
    """
    set_by = envelope.extract(row.consent)
    conditions = [condition(text) for text in set_by.conditions]
    until = set_by.until.astimezone(zone(giver.country)).date()
    own = row.side == Side.SENDER
    return {
        "until": until,
        "conditions": conditions,
        "ground": set_by.ground,
        "tell_outcome": set_by.tell_outcome,
        "seen": ", ".join(str(label(Section(name))) for name in row.at_once) if own else "",
        "opens": ", ".join(str(label(Section(name))) for name in row.held_back) if own else "",
    }
