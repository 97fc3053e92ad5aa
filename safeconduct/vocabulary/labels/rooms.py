"""The labels of a profession's own section, and of asking its holder: `codes/rooms.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.rooms import (
    AskAnswer,
    AskFor,
    Fitness,
    LegalAid,
    Mandate,
    PartnerWay,
    Proceeding,
    ProceedingRole,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Fitness: {
        Fitness.YES: pgettext_lazy("fitness", "Yes"),
        Fitness.WITH_CONDITIONS: _("With conditions"),
        Fitness.NO: pgettext_lazy("fitness", "No"),
    },
    Proceeding: {
        Proceeding.CRIMINAL: _("Criminal proceedings"),
        Proceeding.CIVIL: _("Civil proceedings"),
        Proceeding.LABOUR: _("Labour proceedings"),
        Proceeding.ASYLUM: _("International protection"),
        Proceeding.RESIDENCE: _("Right to stay"),
        Proceeding.NON_PUNISHMENT: _("Not to be punished for what was forced"),
        Proceeding.COMPENSATION: pgettext_lazy("proceeding", "Compensation"),
        Proceeding.FAMILY: _("Family proceedings"),
    },
    ProceedingRole: {
        ProceedingRole.WITNESS: _("Witness"),
        ProceedingRole.INJURED_PARTY: _("Injured party"),
        ProceedingRole.CIVIL_PARTY: _("Civil party"),
        ProceedingRole.ACCUSED_WHO_IS_VICTIM: _("Accused, and trafficked"),
        ProceedingRole.APPLICANT: _("Applicant"),
    },
    Mandate: {
        Mandate.NOT_YET: _("Not given yet"),
        Mandate.ADVICE_ONLY: _("Advice only"),
        Mandate.GIVEN: _("Given in writing"),
        Mandate.ENDED: pgettext_lazy("mandate", "Ended"),
    },
    LegalAid: {
        LegalAid.NOT_ASKED_FOR: _("Not asked for"),
        LegalAid.APPLIED: _("Asked for"),
        LegalAid.GRANTED: _("Granted"),
        LegalAid.REFUSED: pgettext_lazy("legal aid", "Refused"),
    },
    AskFor: {
        AskFor.SAFETY_PLAN: _("To keep the person safe"),
        AskFor.JOURNEY: _("To prepare a journey"),
        AskFor.INTERVIEW: _("To prepare an interview or a hearing"),
        AskFor.APPOINTMENT: _("To arrange an appointment, or to go along"),
        AskFor.DEADLINE: _("To keep a deadline"),
        AskFor.SERVICE: _("To find a service that fits"),
    },
    AskAnswer: {
        AskAnswer.TOLD: _("Told by word of mouth, with the person’s yes"),
        AskAnswer.NOT_TOLD: pgettext_lazy("answer of a holder", "No"),
        AskAnswer.PERSON_SAYS_NO: _("The person says no"),
    },
    PartnerWay: {
        PartnerWay.TELEPHONE: pgettext_lazy("way to a partner", "By telephone"),
        PartnerWay.PAPER: pgettext_lazy("way to a partner", "On paper"),
        PartnerWay.FILE: pgettext_lazy("way to a partner", "By a sealed file"),
    },
}
