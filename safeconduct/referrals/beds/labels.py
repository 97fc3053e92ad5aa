"""Agreements of a bed count in words."""

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.beds.rules import State
from safeconduct.vocabulary.decisions import Words

STATES: dict[State, Words] = {
    State.PROPOSED: _("One person here wants it. A second one says yes, then they are asked."),
    State.ASKED: _("They were asked. Two people there decide."),
    State.CAME: _("They ask to see your free places, and show you theirs. Two people here decide."),
    State.ONE_YES: _("One person here has said yes. A second one decides."),
    State.AGREED: _("Agreed. Each sees the other’s count of the day."),
    State.ENDED: _("They ended it, or said no. What was counted by it is deleted on both sides."),
}
