"""Who acts: professions, and the kinds of agencies they belong to."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("profession")
class Profession(Code):
    """Who a member is. `WITHOUT_CASES` names those who open no case."""

    SOCIAL_WORKER = "social_worker"
    ADVOCATE = "advocate"
    LAWYER = "lawyer"
    PSYCHOLOGIST = "psychologist"
    DOCTOR = "doctor"
    NURSE = "nurse"
    POLICE_OFFICER = "police_officer"
    BORDER_GUARD = "border_guard"
    LABOUR_INSPECTOR = "labour_inspector"
    PROSECUTOR = "prosecutor"
    JUDGE = "judge"
    CHILD_PROTECTION_WORKER = "child_protection_worker"
    GUARDIAN = "guardian"
    ASYLUM_OFFICER = "asylum_officer"
    COORDINATOR = "coordinator"
    FOCAL_POINT = "focal_point"
    RAPPORTEUR = "rapporteur"
    CONSULAR_OFFICER = "consular_officer"
    INTERPRETER = "interpreter"
    MEDIATOR = "mediator"
    UNION_ADVISER = "union_adviser"
    TRAINER = "trainer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


WITHOUT_CASES: frozenset[Profession] = frozenset(
    {Profession.JUDGE, Profession.TRAINER, Profession.EDITOR, Profession.ADMINISTRATOR}
)
"""Professions that open no case: a judge reads what a party files, the others keep the house."""


@listed("sector")
class Sector(Code):
    """The kind of agency; decides the firewall."""

    NGO = "ngo"
    SHELTER = "shelter"
    LEGAL = "legal"
    HEALTH = "health"
    SOCIAL_SERVICES = "social_services"
    CHILD_PROTECTION = "child_protection"
    POLICE = "police"
    BORDER_GUARD = "border_guard"
    LABOUR_INSPECTORATE = "labour_inspectorate"
    PROSECUTION = "prosecution"
    COURT = "court"
    ASYLUM_MIGRATION = "asylum_migration"
    CONSULAR = "consular"
    GOVERNMENT = "government"
    UNION = "union"
    EDUCATION = "education"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    FAITH = "faith"
    BUSINESS = "business"
    OTHER = "other"


FIREWALLED: frozenset[Sector] = frozenset(
    {
        Sector.POLICE,
        Sector.BORDER_GUARD,
        Sector.LABOUR_INSPECTORATE,
        Sector.PROSECUTION,
        Sector.ASYLUM_MIGRATION,
        Sector.CONSULAR,
    }
)
"""Sectors that may neither break the glass nor pull. The rule means consulates of the state of origin; a
person's origin may be unknown or wrong, so every consulate is behind the wall."""
