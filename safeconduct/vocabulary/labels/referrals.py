"""The labels of the course of a referral: `codes/referrals.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.referrals import (
    Closing,
    Confirmation,
    Decline,
    Hold,
    HoldGround,
    KeepReason,
    NotTakenUp,
    Outcome,
    ReceiptStep,
    Urgency,
    Withdrawal,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Urgency: {
        Urgency.EMERGENCY: _("Emergency"),
        Urgency.URGENT: pgettext_lazy("urgency", "Urgent"),
        Urgency.ROUTINE: _("Routine"),
    },
    Decline: {
        Decline.NO_CAPACITY: _("No capacity"),
        Decline.NOT_ELIGIBLE: _("Outside what the service may do"),
        Decline.OUTSIDE_AREA: _("Outside the area"),
        Decline.LANGUAGE_NOT_COVERED: _("Language not covered"),
        Decline.CONFLICT_OF_INTEREST: _("Conflict check"),
        Decline.UNSAFE_FOR_PERSON: _("Not safe for the person"),
        Decline.DUPLICATE: _("Already referred here"),
        Decline.INSUFFICIENT_INFORMATION: _("Not enough information"),
        Decline.OTHER: _("Other reason"),
    },
    NotTakenUp: {
        NotTakenUp.PERSON_DECLINED: _("The person does not want it"),
        NotTakenUp.PERSON_MOVED: _("The person moved"),
        NotTakenUp.PERSON_CHOSE_OTHER: _("The person chose another service"),
        NotTakenUp.CONSENT_REFUSED: _("The person did not agree to the sharing"),
    },
    Hold: {
        Hold.WAITING_LIST: _("Waiting list"),
        Hold.PERSON_ASKED_TO_WAIT: _("The person asked to wait"),
        Hold.AWAITING_DOCUMENT: _("Waiting for a document"),
        Hold.AWAITING_AUTHORITY: _("Waiting for an authority"),
        Hold.HEALTH: pgettext_lazy("hold", "Health"),
        Hold.SAFETY: pgettext_lazy("hold", "Safety"),
    },
    Withdrawal: {
        Withdrawal.BY_SENDER: _("Taken back by the sender"),
        Withdrawal.BY_PERSON: _("Taken back by the person"),
        Withdrawal.CONSENT_WITHDRAWN: _("The person took the consent back"),
        Withdrawal.CONSENT_EXPIRED: _("The consent has ended"),
        Withdrawal.NO_ANSWER: _("The receiver did not answer"),
        Withdrawal.SAFETY: pgettext_lazy("withdrawal", "Safety"),
        Withdrawal.ENTERED_IN_ERROR: _("Entered in error"),
    },
    Outcome: {
        Outcome.GIVEN: pgettext_lazy("outcome", "Given"),
        Outcome.PARTLY_GIVEN: _("Given in part"),
        Outcome.ONGOING_AT_CLOSE: _("Still going on at the close"),
        Outcome.NOT_GIVEN: _("Not given"),
        Outcome.COULD_NOT_CONTACT: _("The person could not be reached"),
        Outcome.ALREADY_RECEIVED_ELSEWHERE: _("Already received elsewhere"),
        Outcome.PERSON_DECLINED: _("The person did not want it"),
        Outcome.NOT_DELIVERED: _("The message was not delivered"),
    },
    Closing: {
        Closing.REROUTED: _("Passed on to another agency"),
        Closing.RE_REFERRED: _("Referred anew"),
        Closing.SERVICE_GAP: _("No service exists"),
        Closing.PERSON_CHANGED_MIND: _("The person changed their mind"),
        Closing.WITHDRAWN: _("Taken back"),
    },
    Confirmation: {
        Confirmation.CONFIRMED: _("Confirmed"),
        Confirmation.DISPUTED: _("Disputed"),
        Confirmation.UNCONFIRMED: _("Not confirmed in time"),
        Confirmation.NOT_APPLICABLE: _("Does not apply"),
    },
    ReceiptStep: {
        ReceiptStep.ACCEPTED_BY_NODE: _("Stored at the receiving node"),
        ReceiptStep.DELIVERED_TO_TEAM: _("In the team's list"),
        ReceiptStep.OPENED: _("Read by a member of the team"),
        ReceiptStep.DECIDED: pgettext_lazy("receipt", "Decided"),
        ReceiptStep.NON_DELIVERY: _("Not delivered"),
    },
    HoldGround: {
        HoldGround.PENDING_CLAIM: _("A claim is pending"),
        HoldGround.LIMITATION_DATE: _("A limitation date has not passed"),
    },
    KeepReason: {
        KeepReason.HELP_GOES_ON: _("The person is still being helped by us"),
        KeepReason.PENDING_CLAIM: pgettext_lazy("keep_reason", "A claim is pending"),
        KeepReason.LIMITATION_DATE: pgettext_lazy("keep_reason", "A limitation date has not passed"),
        KeepReason.STATUTORY_DUTY: pgettext_lazy("keep_reason", "A law obliges us to keep it"),
        KeepReason.PROFESSIONAL_RULE: _("A rule of the profession obliges us to keep it"),
    },
}
