"""What each section asks. Field names follow the forms F2, F3, F4, F6, F8, F9 and F10 of the field's practice."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.child.questions import CHILD
from safeconduct.cases.interpreters.wishes import WISHES
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.lists import HEALTH_NEEDS, MITIGATIONS, NEEDS_ONE_BY_ONE, PLAN, RISKS, SAFE_HOURS
from safeconduct.cases.returning.questions import RETURN
from safeconduct.cases.safe_hours import Channel
from safeconduct.vocabulary.citizenships import citizenship_named
from safeconduct.vocabulary.codes import (
    AgeBand,
    Answer3,
    DecidingBody,
    Exploitation,
    Fitness,
    Gender,
    LegalAid,
    Mandate,
    Need,
    Proceeding,
    ProceedingRole,
    RiskLevel,
    RiskTrigger,
    Sector,
    Sex,
    VictimStatus,
)
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_named
from safeconduct.vocabulary.sections import Section

LONGEST_NOTES = 60_000
"""Case notes take in whole conversations, and what a file brought that fits no other question."""

CHANNEL_LABELS: dict[Channel, Words] = {
    Channel.CALL: _("By telephone"),
    Channel.TEXT: _("By text message"),
    Channel.IN_PERSON: _("In person"),
    Channel.THROUGH_WORKER: _("Through the worker only"),
}


def _labels(codes: type[StrEnum]) -> dict[str, Words]:
    return {code.value: label(code) for code in codes}


def _strings(labels: Mapping[Any, Words]) -> dict[str, Words]:
    return {str(code): words for code, words in labels.items()}


FIELDS: dict[Section, tuple[Field, ...]] = {
    Section.PROFILE: (
        Field("pseudonym", Kind.TEXT, _("Alias")),
        Field("age_band", Kind.CODE, _("Age"), choices=_labels(AgeBand)),
        Field("is_child", Kind.CODE, _("Is the person a child?"), choices=_labels(Answer3)),
        Field("sex", Kind.CODE, _("Sex"), choices=_labels(Sex)),
        Field("gender", Kind.CODE, _("Gender"), choices=_labels(Gender)),
        Field("languages", Kind.CODES, _("Languages"), known=language_named),
        Field(
            "citizenships",
            Kind.CODES,
            _("Citizenships"),
            known=citizenship_named,
            hint=_(
                "Separate several answers by commas: for example Ukraine, Romania, or UA, RO. "
                "Who is a citizen of no state: stateless"
            ),
        ),
    ),
    Section.IDENTITY: (
        Field("names", Kind.TEXT, _("Names")),
        Field("birth_date", Kind.DATE, _("Date of birth")),
        Field("documents", Kind.TEXT, _("Documents and numbers")),
        Field("phone", Kind.TEXT, _("Telephone")),
        Field("address", Kind.TEXT, _("Address"), long=True),
    ),
    Section.SAFE_CONTACT: (
        Field("safe_to_call", Kind.CODE, _("Safe to call?"), choices=_labels(Answer3)),
        Field("channel", Kind.CODE, _("How to reach the person"), choices=_strings(CHANNEL_LABELS)),
        Field("safe_number", Kind.TEXT, _("Safe number or address for this")),
        Field("language", Kind.CODE, _("In which language"), known=language_named),
        SAFE_HOURS,
        Field(
            "hours_country",
            Kind.CODE,
            _("On the clock of which country these hours are"),
            known=country_named,
            hint=_("Empty: the own country of whoever writes this."),
        ),
        Field("do_not_contact", Kind.TEXT, _("When not to contact")),
        Field("code_word", Kind.TEXT, _("Code word")),
        *WISHES,
    ),
    Section.SAFETY: (
        Field("trigger", Kind.CODE, _("Why it is assessed"), choices=_labels(RiskTrigger)),
        Field("persons_view", Kind.TEXT, _("The person's own view of the danger"), long=True),
        Field("level", Kind.CODE, _("Level of risk"), choices=_labels(RiskLevel)),
        Field("assessed_on", Kind.DATE, _("Assessed on")),
        Field("valid_until", Kind.DATE, _("Valid until")),
        RISKS,
        Field("risks", Kind.TEXT, _("What can hurt"), long=True, is_old=True),
        MITIGATIONS,
        Field("mitigation", Kind.TEXT, _("What is done about it"), long=True, is_old=True),
        Field("protective", Kind.TEXT, _("What protects the person"), long=True),
        Field(
            "never_countries", Kind.CODES, _("Countries to which nothing may ever go"), known=country_named
        ),
        Field(
            "never_kinds",
            Kind.CODES,
            _("Kinds of agencies to which nothing may ever go"),
            choices=_labels(Sector),
        ),
        Field(
            "never_agencies",
            Kind.TEXT,
            _("Agencies to which nothing may ever go: a line for each, written as in the directory"),
            long=True,
        ),
    ),
    Section.EXPLOITATION: (
        Field("forms", Kind.CODES, _("Forms of exploitation"), choices=_labels(Exploitation)),
        Field("countries", Kind.CODES, _("Countries where it happened"), known=country_named),
        Field("from_month", Kind.TEXT, _("From about (month and year)")),
        Field("to_month", Kind.TEXT, _("To about (month and year)")),
        Field("status", Kind.CODE, _("Identification"), choices=_labels(VictimStatus)),
        Field("decided_by", Kind.CODE, _("Who decided"), choices=_labels(DecidingBody)),
    ),
    Section.HEALTH: (
        Field("treatment_wish", Kind.TEXT, _("What the person wants from treatment"), long=True),
        Field("treatment", Kind.TEXT, _("Current treatment"), long=True),
        Field("medication", Kind.TEXT, _("Medication"), long=True),
        Field("allergies", Kind.TEXT, _("Allergies")),
        Field("fit_to_travel", Kind.CODE, _("Fit to travel?"), choices=_labels(Fitness)),
        Field("fit_for_interview", Kind.CODE, _("Fit for an interview?"), choices=_labels(Fitness)),
        Field("fitness_conditions", Kind.TEXT, _("Under which conditions; no diagnosis"), long=True),
        Field("next_appointment", Kind.DATE, _("Next appointment")),
        HEALTH_NEEDS,
        Field("clinical_notes", Kind.TEXT, _("Clinical notes"), long=True),
    ),
    Section.LEGAL: (
        Field("matters", Kind.TEXT, _("Matters, each with its court or authority"), long=True),
        Field("proceeding_types", Kind.CODES, _("Kinds of proceedings"), choices=_labels(Proceeding)),
        Field("jurisdictions", Kind.CODES, _("Countries of the proceedings"), known=country_named),
        Field("mandate", Kind.CODE, _("Mandate of the lawyer"), choices=_labels(Mandate)),
        Field("legal_aid", Kind.CODE, _("Legal aid"), choices=_labels(LegalAid)),
        Field(
            "role_of_person", Kind.CODE, _("As what the person stands there"), choices=_labels(ProceedingRole)
        ),
        Field("next_date", Kind.DATE, _("Next date")),
        Field("deadlines", Kind.TEXT, _("Deadlines: the day, for what, by which law"), long=True),
        Field("privileged_notes", Kind.TEXT, _("Privileged notes; they never leave the lawyers"), long=True),
    ),
    Section.NARRATIVE: (
        Field(
            "notes",
            Kind.TEXT,
            _("Case notes; they never leave the agency"),
            long=True,
            longest=LONGEST_NOTES,
        ),
        Field("interviews", Kind.TEXT, _("Interviews so far: when, by which profession, why"), long=True),
    ),
    Section.LOGISTICS: (
        Field("where", Kind.TEXT, _("Where they meet"), long=True),
        Field("when", Kind.TEXT, _("When")),
        Field("who_meets", Kind.TEXT, _("Who meets the person, and how they know each other")),
        Field("escort", Kind.TEXT, _("Who comes along")),
    ),
    Section.NEEDS: (
        Field("needs", Kind.CODES, _("Needs"), choices=_labels(Need)),
        Field("wish", Kind.TEXT, _("The person's own wish"), long=True),
        NEEDS_ONE_BY_ONE,
        Field("details", Kind.TEXT, _("What is asked, and from when"), long=True),
    ),
    Section.PLAN: PLAN,
    Section.FAMILY: CHILD,
    Section.RETURN: RETURN,
}
"""Every section that has a form today. A test holds it against `sections.USED`."""
