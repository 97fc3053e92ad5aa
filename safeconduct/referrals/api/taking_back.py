"""Taking a referral back, whole or in part, and deleting a draft. Never refused for a missing consent or grant."""

from django.utils.translation import gettext as _
from ninja import Field, Schema

from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.consent.rules import Channel
from safeconduct.referrals import actions, drafting, queries
from safeconduct.referrals.api.reading import done
from safeconduct.referrals.api.router import router
from safeconduct.referrals.api.schemas import Done
from safeconduct.referrals.moves import Side
from safeconduct.referrals.narrowing import take_back_sections
from safeconduct.referrals.pages.taking_back import WITHDRAWALS
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

TAGS = ["taking back"]


class WithdrawalIn(Schema):
    """Why, as a code, and through whom the person said it. Named sections are taken back and the rest goes on."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {"examples": [{"reason": "consent_withdrawn", "channel": "person"}]},
    }

    reason: Withdrawal
    channel: Channel
    sections: list[Section] = Field([], max_length=len(Section))


@router.post(
    "/referrals/{reference}/withdrawal",
    response={201: Done},
    operation_id="take_back",
    tags=TAGS,
    summary="Take it back, at once",
)
@for_software(Scope.WITHDRAW, status=201)
def withdraw(request: SoftwareRequest, reference: str, said: WithdrawalIn) -> Done:
    """Works in every state and on both sides. The receiver's access ends, and its copy is erased."""
    row = queries.by_reference(reference)
    listed = WITHDRAWALS[Side(row.side)]
    if said.reason not in listed:
        raise BadInput({"reason": _one_of(listed)})
    if said.sections:
        return done(
            take_back_sections(
                referral=row.id,
                sections=said.sections,
                why=said.reason,
                channel=said.channel,
                by=request.member,
                at=request.at,
            )
        )
    return done(
        actions.withdraw(
            referral=row.id, reason=said.reason, channel=said.channel, by=request.member, at=request.at
        )
    )


@router.delete(
    "/referrals/{reference}",
    response=Done,
    operation_id="discard_draft",
    tags=TAGS,
    summary="Delete a draft",
)
@for_software(Scope.SEND)
def discard(request: SoftwareRequest, reference: str) -> Done:
    """Nothing has left. A consent that was given stays on record."""
    row = queries.by_reference(reference)
    drafting.discard(referral=row, by=request.member, at=request.at)
    return done(row)


def _one_of(listed: tuple[Withdrawal, ...]) -> str:
    return _("Choose one of: %(codes)s.") % {"codes": ", ".join(listed)}
