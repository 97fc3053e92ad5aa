"""The labels of a consent, and what stands in its place: `codes/consent.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.consent import (
    Condition,
    ConsentMethod,
    NoConsentGround,
    Presentation,
    Purpose,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Purpose: {
        Purpose.ASSESSMENT: _("Assessing needs and risks"),
        Purpose.REFERRAL_SERVICE: _("Referral to a service"),
        Purpose.LEGAL_ASSISTANCE: _("Legal assistance"),
        Purpose.PROTECTION: _("Protection"),
        Purpose.RESIDENCE_PROCEDURE: _("Residence procedure"),
        Purpose.CRIMINAL_PROCEEDINGS: _("Criminal proceedings"),
        Purpose.COMPENSATION: pgettext_lazy("purpose", "Compensation"),
        Purpose.RETURN_REINTEGRATION: _("Return and reintegration"),
        Purpose.CHILD_PROTECTION: pgettext_lazy("purpose", "Child protection"),
        Purpose.INTERPRETATION: pgettext_lazy("purpose", "Interpretation"),
        Purpose.STATISTICS_NON_IDENTIFYING: _("Statistics that identify nobody"),
        Purpose.QUALITY_REVIEW: _("Quality review"),
        Purpose.RESEARCH_NON_IDENTIFYING: _("Research that identifies nobody"),
    },
    NoConsentGround: {
        NoConsentGround.ANONYMOUS_NOTIFICATION: _("Anonymous notification"),
        NoConsentGround.STATUTORY_DUTY: _("Duty under a law"),
        NoConsentGround.VITAL_INTEREST: _("Immediate danger to life"),
        NoConsentGround.CHILD_PROTECTION: _("Protection of a child"),
        NoConsentGround.CONSULTATION_WITHOUT_DATA: _("Consultation without personal data"),
    },
    Condition: {
        Condition.NOT_POLICE: _("Not to the police"),
        Condition.NOT_COUNTRY: _("Not to this country"),
        Condition.NOT_FAMILY: _("Not to the family"),
        Condition.NOT_BEFORE: _("Not before this date"),
        Condition.NOT_AFTER: _("Not after this date"),
        Condition.NOT_BY_EMAIL: _("Not by e-mail"),
    },
    ConsentMethod: {
        ConsentMethod.SIGNED: _("Signed"),
        ConsentMethod.ORAL_WITNESSED: _("Spoken, with a witness"),
        ConsentMethod.THUMB_PRINT: _("Thumb print"),
        ConsentMethod.ON_SCREEN: _("On the screen"),
    },
    Presentation: {
        Presentation.READ_SELF: _("Read by the person"),
        Presentation.READ_ALOUD: _("Read aloud"),
        Presentation.INTERPRETER: _("Through an interpreter"),
        Presentation.EASY_READ: _("Easy-to-read text"),
    },
}
