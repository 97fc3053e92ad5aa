"""The legal hold on what was received, on the page of the side that holds it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.access.doors import held_by_law
from safeconduct.agencies.models import Member
from safeconduct.referrals import queries
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import HoldGround
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question


def legal_hold(whole: queries.Whole, by: Member) -> dict[str, Any] | None:
    """For a supervisor of the holding agency: the hold that stands, or, while anything is kept, the form for one."""
    row = whole.row
    if not by.supervises or row.side != Side.RECEIVER or row.case_id is None:
        return None
    ground = held_by_law(row.case_id)
    if ground:
        return {"words": label(HoldGround(ground))}
    if whole.history.position.is_withdrawn or row.state == State.DECLINED:
        return None  # it is erased, or will be with the next purge
    listed = list(choices(HoldGround))
    return {
        "questions": [
            Question(name="ground", label=_("Ground"), kind="select", options=listed, prefix="hold-"),
            Question(name="until", label=_("Until"), kind="date", prefix="hold-"),
        ]
    }
