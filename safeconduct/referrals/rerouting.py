"""When they cannot help: another service, with the person's new consent; the chain stays readable."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.directory.models import Entry
from safeconduct.referrals import actions, drafting
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, State
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.vocabulary.codes import Closing, Confirmation, Urgency
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId

NOT_A_SUGGESTION = Reason(
    "another_agency_suggested",
    _("This service is not of the agency that they suggested."),
    _("Choose a service of that agency, or say no to the suggestion and choose freely."),
)


@transaction.atomic
def refer_onwards(*, referral: UUID, entry: Entry, by: Member, at: datetime) -> Referral:
    """Begin a draft to another service and close the referral that it follows; the new draft.

    After a suggestion the service is the suggested agency's, and asking for it says that the person agrees.
    The new draft rests on no consent yet: nothing leaves before the person has named the new recipient.
    """
    row = actions.locked(referral)
    state = State(row.state)
    if state not in (State.DECLINED, State.REROUTE_PROPOSED) or row.case_id is None:
        raise NotPossible(NOT_POSSIBLE_NOW[state])
    if state is State.REROUTE_PROPOSED and str(entry.agency_id) != suggested(row):
        raise NotPossible(NOT_A_SUGGESTION)
    made = drafting.draft(
        case=CaseId(row.case_id),
        entry=entry,
        need=row.need,
        urgency=Urgency(row.urgency),
        by=by,
        at=at,
        law=row.law,
    )
    made.previous = row.shared
    made.save(update_fields=["previous"])
    Referral.objects.filter(id=row.id).update(next=made.shared)
    actions.move(referral=row.id, event=_event(state), codes=_codes(state, made), by=by, at=at)
    return made


def suggested(row: Referral) -> str:
    """The id of the agency that they suggested, or ""."""
    for move in row.moves.filter(event=Event.PROPOSE_REROUTE).exclude(ordinal=None).order_by("-ordinal"):
        return str(move.data["codes"].get("agency", ""))
    return ""


def _event(state: State) -> Event:
    return Event.CLOSE if state is State.DECLINED else Event.CONFIRM_REROUTE


def _codes(state: State, made: Referral) -> dict[str, object]:
    closed = {"confirmation": Confirmation.NOT_APPLICABLE.value}
    if state is State.DECLINED:
        return {**closed, "reason": Closing.RE_REFERRED.value, "closing": Closing.RE_REFERRED.value}
    return {
        **closed,
        "closing": Closing.REROUTED.value,
        "person_agrees": True,
        "next_referral": str(made.shared),
    }
