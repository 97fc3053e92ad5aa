"""What they told, in the words of the one who enters it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.referrals.moves import Event
from safeconduct.referrals.partners.rules import Step
from safeconduct.vocabulary.decisions import Words

STEP_LABELS: dict[Step, Words] = {
    Step.LEFT: _("It has left, or was said"),
    Step.RECEIVED: _("They say that it has come"),
    Step.NEWS: _("They give news"),
    Step.TOLD_BACK: _("They know that it was taken back"),
}

TOLD_LABELS: dict[Event, Words] = {
    Event.ACKNOWLEDGE: _("They say that a person there has it"),
    Event.ASK: _("They ask something"),
    Event.ACCEPT: _("They accept"),
    Event.DECLINE: _("They decline"),
    Event.PROPOSE_REROUTE: _("They suggest another agency"),
    Event.HOLD: _("They put it on hold"),
    Event.RESUME: _("They go on with it"),
    Event.PROPOSE_HANDOVER: _("They propose a handover"),
    Event.CONFIRM_HANDOVER: _("They agree to the handover"),
    Event.DECLINE_HANDOVER: _("They say no to this handover"),
    Event.START: _("They have begun the service"),
    Event.ARRIVE: _("They say that the person has arrived"),
    Event.MISS: _("They say that the person did not come"),
    Event.ARRIVE_LATE: _("They say that the person is there after all"),
    Event.RECORD_OUTCOME: _("They say what came of it"),
    Event.CONFIRM_FREEZE: pgettext_lazy("told", "They confirm that they keep nothing"),
}
"""Every event that can be entered for a partner."""
