"""The person agrees to be compared, and what a lead says of a pair. Nothing of it changes a file."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.doors import called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.statistics.once.noting import note_again
from safeconduct.statistics.once.queries import MyPair, my_pairs
from safeconduct.statistics.once.rules import Says, may_answer
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound

_AGREE = "SELECT statistics.agree_once(%s, %s)"
_ANSWER = "SELECT statistics.answer_pair(%s, %s, %s)"


@transaction.atomic
def agree(case: UUID, *, yes: bool, by: Member, at: datetime) -> None:
    """The person agrees that their file is compared, or no longer: then its marks and pairs are gone.

    Raises NotFound for who has not the case in hand, AccessRefused for a yes of somebody who is in no figure.
    """
    own_case_in_hand(case)
    called(_AGREE, [case, yes])
    if yes:
        note_again(case)
    record("once:agreed" if yes else "once:refused", by=as_actor(by), at=at, case=case)


@transaction.atomic
def answer(code: str, says: Says, *, by: Member, at: datetime) -> MyPair:
    """What the lead of a file says of a pair that the file is in; what was said stays with the pair, and in the audit.

    Raises NotFound for who leads none of its two files, NotPossible where the pair takes no answer any more.
    """
    pair = next((one for one in my_pairs() if one.code == code), None)
    if pair is None:
        raise NotFound(_("There is no such code among the files that you lead."))
    require(may_answer(pair.says, is_closed=pair.is_closed))
    called(_ANSWER, [pair.case, code, says.value])
    record("once:answered", by=as_actor(by), at=at, case=pair.case, detail={"code": code, "says": says.value})
    return pair
