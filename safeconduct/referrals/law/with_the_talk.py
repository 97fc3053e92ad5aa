"""Which law a draft asks about, where it comes with the form of the talk: kept whatever becomes of the talk."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from safeconduct.agencies.models import Member
from safeconduct.referrals.law import actions
from safeconduct.referrals.law.shown import LawCard, law_card
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.law import is_legal, law_entered


def law_with(
    row: Referral, entered: Mapping[str, Sequence[str]], *, by: Member, at: datetime
) -> tuple[LawCard | None, bool]:
    """Its questions as they were filled in, and whether something in them is wrong; saved where nothing is.

    A form without these questions changes nothing. Raises NotFound, NotPossible.
    """
    if "jurisdictions" not in entered or row.state != State.DRAFT or not is_legal(row.need):
        return None, False
    try:
        law = law_entered(next(iter(entered["jurisdictions"]), ""), entered.get("proceeding_types", []))
    except BadInput as wrong:
        return law_card(row, entered, wrong.errors), True
    if law != row.law:
        actions.say(referral=row.id, law=law, by=by, at=at)
        actions.put(row, law)
    return law_card(row, entered), False
