"""The labels of professions and sectors: `codes/agencies.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.agencies import Profession, Sector
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Profession: {
        Profession.SOCIAL_WORKER: _("Social worker, case worker"),
        Profession.ADVOCATE: _("Independent advocate"),
        Profession.LAWYER: _("Lawyer"),
        Profession.PSYCHOLOGIST: _("Psychologist, psychotherapist"),
        Profession.DOCTOR: _("Doctor"),
        Profession.NURSE: _("Nurse, midwife"),
        Profession.POLICE_OFFICER: _("Police officer"),
        Profession.BORDER_GUARD: pgettext_lazy("profession", "Border guard"),
        Profession.LABOUR_INSPECTOR: _("Labour inspector"),
        Profession.PROSECUTOR: _("Prosecutor"),
        Profession.JUDGE: _("Judge"),
        Profession.CHILD_PROTECTION_WORKER: _("Child protection worker"),
        Profession.GUARDIAN: _("Guardian"),
        Profession.ASYLUM_OFFICER: _("Asylum or migration officer"),
        Profession.COORDINATOR: _("National coordinator"),
        Profession.FOCAL_POINT: _("Cross-border focal point"),
        Profession.RAPPORTEUR: _("Rapporteur"),
        Profession.CONSULAR_OFFICER: _("Consular officer"),
        Profession.INTERPRETER: _("Interpreter"),
        Profession.MEDIATOR: _("Cultural mediator"),
        Profession.UNION_ADVISER: _("Trade union or labour-rights adviser"),
        Profession.TRAINER: _("Trainer"),
        Profession.EDITOR: _("Editor of public pages"),
        Profession.ADMINISTRATOR: _("Administrator"),
    },
    Sector: {
        Sector.NGO: _("Non-governmental organisation"),
        Sector.SHELTER: pgettext_lazy("sector", "Shelter"),
        Sector.LEGAL: _("Legal practice or legal aid"),
        Sector.HEALTH: pgettext_lazy("sector", "Health"),
        Sector.SOCIAL_SERVICES: _("Social services"),
        Sector.CHILD_PROTECTION: pgettext_lazy("sector", "Child protection"),
        Sector.POLICE: _("Police"),
        Sector.BORDER_GUARD: pgettext_lazy("sector", "Border guard"),
        Sector.LABOUR_INSPECTORATE: _("Labour inspectorate"),
        Sector.PROSECUTION: _("Prosecution"),
        Sector.COURT: _("Court"),
        Sector.ASYLUM_MIGRATION: _("Asylum and migration"),
        Sector.CONSULAR: _("Consular service"),
        Sector.GOVERNMENT: _("Government"),
        Sector.UNION: _("Trade union"),
        Sector.EDUCATION: _("Education"),
        Sector.INTERNATIONAL_ORGANISATION: _("International organisation"),
        Sector.FAITH: _("Faith organisation"),
        Sector.BUSINESS: _("Business"),
        Sector.OTHER: _("Other"),
    },
}
