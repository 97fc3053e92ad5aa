"""The codes of a claim, with their labels: stored as they are, never renamed. The lists follow the form F11."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class Head(StrEnum):
    """What was lost or suffered."""

    WAGES = "wages"
    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    PAIN_AND_SUFFERING = "pain_and_suffering"
    LOST_EARNINGS = "lost_earnings"
    OTHER = "other"


class Route(StrEnum):
    """Where it is claimed."""

    CRIMINAL_COURT = "criminal_court"
    CIVIL_COURT = "civil_court"
    LABOUR_COURT = "labour_court"
    STATE_FUND = "state_fund"
    CROSS_BORDER_2004_80 = "cross_border_2004_80"
    SETTLEMENT = "settlement"


class Hearing(StrEnum):
    """In which way the person is heard."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class State(StrEnum):
    """How far a claim has come."""

    INFORMATION_GIVEN = "information_given"
    PREPARED = "prepared"
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    AWARDED = "awarded"
    REFUSED = "refused"
    PAID_PARTLY = "paid_partly"
    PAID = "paid"
    ENFORCEMENT = "enforcement"
    ENDED = "ended"
    """The person goes no further. No end of what was awarded: that stays until it is paid."""


class Above(StrEnum):
    """Why more was paid than was awarded."""

    INTEREST = "interest"
    COSTS = "costs"
    OTHER = "other"


LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    Head: {
        Head.WAGES: _("Wages that were not paid"),
        Head.MEDICAL: _("Costs of treatment"),
        Head.PSYCHOLOGICAL: _("Costs of psychological help"),
        Head.PAIN_AND_SUFFERING: _("Pain and suffering"),
        Head.LOST_EARNINGS: _("Earnings that were lost"),
        Head.OTHER: pgettext_lazy("loss", "Something else"),
    },
    Route: {
        Route.CRIMINAL_COURT: _("In the criminal proceedings"),
        Route.CIVIL_COURT: _("Before a civil court"),
        Route.LABOUR_COURT: _("Before a labour court"),
        Route.STATE_FUND: _("From a fund of the state"),
        Route.CROSS_BORDER_2004_80: _("From another state of the Union (Directive 2004/80/EC)"),
        Route.SETTLEMENT: _("By an agreement"),
    },
    Hearing: {
        Hearing.IN_PERSON: pgettext_lazy("hearing", "In person"),
        Hearing.PHONE: pgettext_lazy("hearing", "By telephone"),
        Hearing.VIDEO: pgettext_lazy("hearing", "By video"),
    },
    State: {
        State.INFORMATION_GIVEN: pgettext_lazy("claim", "Person informed"),
        State.PREPARED: pgettext_lazy("claim", "Prepared"),
        State.FILED: pgettext_lazy("claim", "Filed"),
        State.ACKNOWLEDGED: pgettext_lazy("claim", "Receipt confirmed"),
        State.AWARDED: pgettext_lazy("claim", "Awarded or agreed"),
        State.REFUSED: pgettext_lazy("claim", "Refused"),
        State.PAID_PARTLY: pgettext_lazy("claim", "Paid in part"),
        State.PAID: pgettext_lazy("claim", "Paid"),
        State.ENFORCEMENT: pgettext_lazy("claim", "Being enforced"),
        State.ENDED: pgettext_lazy("claim", "The person goes no further"),
    },
    Above: {
        Above.INTEREST: pgettext_lazy("paid above", "Interest"),
        Above.COSTS: pgettext_lazy("paid above", "Costs"),
        Above.OTHER: pgettext_lazy("paid above", "Something else"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
