"""The labels of data protection: `codes/protection.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.protection import (
    GivingKind,
    GivingRefused,
    LawyerTold,
    ProcessingGround,
    SpecialCondition,
    TransferGround,
    Withheld,
)
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
    ProcessingGround: {
        ProcessingGround.CONSENT: _("Consent (Art. 6(1)(a)); weak where help depends on it"),
        ProcessingGround.LEGAL_OBLIGATION: _("A legal obligation (Art. 6(1)(c))"),
        ProcessingGround.VITAL_INTERESTS: _("Vital interests (Art. 6(1)(d))"),
        ProcessingGround.PUBLIC_TASK: _("A task in the public interest (Art. 6(1)(e))"),
        ProcessingGround.LEGITIMATE_INTERESTS: _("Legitimate interests (Art. 6(1)(f))"),
        ProcessingGround.LAW_ENFORCEMENT: _("Law enforcement (Directive 2016/680, Art. 8)"),
    },
    SpecialCondition: {
        SpecialCondition.EXPLICIT_CONSENT: _("Explicit consent (Art. 9(2)(a))"),
        SpecialCondition.SOCIAL_PROTECTION: _("Social security and protection (Art. 9(2)(b))"),
        SpecialCondition.VITAL_INTERESTS: _("Vital interests, where consent cannot be given (Art. 9(2)(c))"),
        SpecialCondition.FOUNDATION: _(
            "A foundation or association, about those it is in contact with (Art. 9(2)(d))"
        ),
        SpecialCondition.LEGAL_CLAIMS: _("Legal claims (Art. 9(2)(f))"),
        SpecialCondition.SUBSTANTIAL_PUBLIC_INTEREST: _(
            "Substantial public interest, in a law (Art. 9(2)(g))"
        ),
        SpecialCondition.HEALTH_CARE: _("Health or social care (Art. 9(2)(h))"),
        SpecialCondition.STRICTLY_NECESSARY: _("Strictly necessary (Directive 2016/680, Art. 10)"),
    },
}
