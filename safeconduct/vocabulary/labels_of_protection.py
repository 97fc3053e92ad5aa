"""The labels of data protection: grounds for leaving the Union, and what is given out. See `labels.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import GivingKind, GivingRefused, LawyerTold, TransferGround, Withheld
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    TransferGround: {
        TransferGround.CLAUSES: _("Standard clauses are signed with them (Art. 46(2)(c))"),
        TransferGround.INSTRUMENT: _("A binding instrument between authorities (Art. 46(2)(a))"),
        TransferGround.ARRANGEMENT: _(
            "An arrangement that the supervisory authority has authorised (Art. 46(3)(b))"
        ),
        TransferGround.EXPLICIT_CONSENT: _(
            "The person agreed to it explicitly, knowing the risks (Art. 49(1)(a))"
        ),
        TransferGround.PUBLIC_INTEREST: _(
            "Important reasons of public interest, named in a law (Art. 49(1)(d))"
        ),
        TransferGround.LEGAL_CLAIMS: _("It is needed for a legal claim (Art. 49(1)(e))"),
        TransferGround.VITAL_INTERESTS: _(
            "A life is at stake, and the person cannot be asked (Art. 49(1)(f))"
        ),
    },
    GivingKind: {
        GivingKind.PERSON: _("The person asks for what is kept about them"),
        GivingKind.COURT_ORDER: _("An order of a court"),
        GivingKind.PROSECUTOR_ORDER: _("An order of a prosecutor"),
        GivingKind.SEIZURE: _("A search or seizure, with a warrant"),
        GivingKind.REQUEST: _("An authority asks, without an order"),
    },
    GivingRefused: {
        GivingRefused.NO_ORDER: _("There is no order that obliges us"),
        GivingRefused.NOT_COMPETENT: _("Whoever asks is not competent for it"),
        GivingRefused.TOO_WIDE: _("It asks for more than the order names"),
        GivingRefused.PRIVILEGED: _("It is privileged, or a professional secret"),
        GivingRefused.NOTHING_KEPT: _("Nothing of it is kept here"),
        GivingRefused.WHO_ASKS_NOT_SURE: _("It is not sure that whoever asks is who they say"),
        GivingRefused.NOT_TO_BE_WITHHELD: _("What was left out is not to be left out"),
    },
    Withheld: {
        Withheld.THIRD_PERSON: _("It is about somebody else"),
        Withheld.LAW_FORBIDS: _("A law forbids it, for a time or for good"),
        Withheld.PRIVILEGE: _("It is a professional secret of somebody else"),
        Withheld.DANGER: _("Somebody would be in danger by it"),
    },
    LawyerTold: {
        LawyerTold.ON_TODAY: _("The lawyer has a place on the case, and sees it on Today"),
        LawyerTold.BY_TELEPHONE: _("Told by telephone or in person"),
        LawyerTold.NO_LAWYER: _("The person has no lawyer that we know of"),
        LawyerTold.FORBIDDEN: _("The order forbids it"),
    },
}
