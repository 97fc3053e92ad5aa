"""What the consent record says beside what is shared, for the side that keeps it. None of it ever travels."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Withdrawal
from safeconduct.consent.queries import current, taken_back
from safeconduct.consent.rules import RESEARCH_LABELS, Research, State
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.languages import language_in_full


def agreed(row: Referral) -> list[str]:
    """What a draft's consent says; nothing without one, and nothing to who holds nothing of the case."""
    if row.consent_id is None:
        return []
    try:
        version = current(row.consent_id)
    except NotFound:
        return []
    return lines(read(version.document)) if version.state == State.ACTIVE else []


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
    known = {"day": date_format(localtime(back.at), "D j M Y"), "agency": other.name}
    if back.heard_by != other.id:
        here = (
            _("Taken back on %(day)s; the person told us") if back.by_person else _("Ended on %(day)s by us")
        )
        return here % known
    if back.by_person:
        return _("Taken back on %(day)s; the person told %(agency)s") % known
    return _("Ended on %(day)s by %(agency)s") % known
