"""Stop sharing: the person's word ends one consent at once, by the roads that taking back has already."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.consent import actions as consents
from safeconduct.consent.queries import current, taken_back
from safeconduct.consent.rules import Channel
from safeconduct.referrals import actions
from safeconduct.referrals.authorities import actions as authorities
from safeconduct.referrals.authorities.models import AuthorityAsk
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import ConsentId


@transaction.atomic
def stop(case: UUID, consent: UUID, *, by: Member, at: datetime) -> bool:
    """Take this consent back, whole, as the person said; False when that was done before.

    Each referral under it is withdrawn and the other side told; what an authority reads by it closes. Raises NotFound
    for a consent that is not of a case in hand.
    """
    own_case_in_hand(case)
    version = current(consent)
    if version.case_id != case:
        raise NotFound(_("There is no such consent for you."))
    is_back = any(not one.sections for one in taken_back([consent]).get(consent, []))
    rows = _untold(case, consent)
    asks = AuthorityAsk.objects.filter(consent_id=consent, ended_at=None)
    referrals, questions = (list(found.values_list("id", flat=True)) for found in (rows, asks))
    for referral in referrals:
        actions.withdraw(
            referral=referral, reason=Withdrawal.CONSENT_WITHDRAWN, channel=Channel.PERSON, by=by, at=at
        )
    ended = [question for question in questions if _ended(case, question, by, at)]
    if not (referrals or ended or is_back):
        consents.take_back(
            consent=ConsentId(consent), case=case, team=version.team_id, referral=None, sections=[],
            channel=Channel.PERSON, by=by, at=at,
        )  # fmt: skip
        return True
    return bool(referrals or ended)


def is_untold(case: UUID, consent: UUID) -> bool:
    """Whether somebody holds something under this consent and was not told that it was taken back."""
    return _untold(case, consent).exists()


def _untold(case: UUID, consent: UUID) -> QuerySet[Referral]:
    """The referrals under it that nobody has withdrawn: by a paper code it has ended here, and a member tells."""
    rows = Referral.objects.filter(case_id=case, consent_id=consent, side=Side.SENDER)
    return rows.exclude(flags__contains=[Flag.CONSENT_WITHDRAWN.value])


def _ended(case: UUID, question: UUID, by: Member, at: datetime) -> bool:
    """Whether an authority's question was ended now; one that is over already needs no end."""
    try:
        authorities.take_back(case, question, Channel.PERSON, by=by, at=at)
    except NotPossible:
        return False
    return True
