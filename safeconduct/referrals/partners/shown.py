"""What the page of a referral shows when its receiver has no node."""

from typing import Any

from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, State
from safeconduct.referrals.partners.labels import STEP_LABELS
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import Step
from safeconduct.vocabulary.codes import PartnerWay
from safeconduct.vocabulary.labels import label


def card(row: Referral) -> dict[str, Any] | None:
    """How it went there, and what somebody here has to tell; None where the receiver has a node."""
    if not is_by_hand(row):
        return None
    lines = ByHand.objects.filter(referral_id=row.id).order_by("at", "entered_at")
    return {
        "to_hand_over": Beside.TO_HAND_OVER in row.flags,
        "to_tell_back": Beside.NOT_TOLD in row.flags,
        "may_say": State(row.state) not in ENDED,
        "lines": [(STEP_LABELS[Step(line.step)], line, label(PartnerWay(line.way))) for line in lines],
    }
