"""The labels of taking over a case: `codes/team.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.team import TakeOverReason
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    TakeOverReason: {
        TakeOverReason.LEAD_GONE: _("Whoever led the case does not work here any more"),
        TakeOverReason.LEAD_ABSENT: _("Whoever leads the case is ill or away for a long time"),
        TakeOverReason.LEAD_UNREACHABLE: _(
            "Whoever leads the case cannot be reached, and something cannot wait"
        ),
        TakeOverReason.LEAD_CONFLICT: _("Whoever leads the case is too close to somebody in it"),
    },
}
