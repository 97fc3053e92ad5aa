"""What a consent says, and what stands in its place."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("purpose")
class Purpose(Code):
    """What a disclosure is for."""

    ASSESSMENT = "assessment"
    REFERRAL_SERVICE = "referral_service"
    LEGAL_ASSISTANCE = "legal_assistance"
    PROTECTION = "protection"
    RESIDENCE_PROCEDURE = "residence_procedure"
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    COMPENSATION = "compensation"
    RETURN_REINTEGRATION = "return_reintegration"
    CHILD_PROTECTION = "child_protection"
    INTERPRETATION = "interpretation"
    STATISTICS_NON_IDENTIFYING = "statistics_non_identifying"
    QUALITY_REVIEW = "quality_review"
    RESEARCH_NON_IDENTIFYING = "research_non_identifying"


@listed("no_consent_ground")
class NoConsentGround(Code):
    """The listed grounds on which something may happen without consent; there is no `other`."""

    ANONYMOUS_NOTIFICATION = "anonymous_notification"
    STATUTORY_DUTY = "statutory_duty"
    VITAL_INTEREST = "vital_interest"
    CHILD_PROTECTION = "child_protection"
    CONSULTATION_WITHOUT_DATA = "consultation_without_data"


@listed("condition")
class Condition(Code):
    """A limit that the person sets to a consent. Two of them need a date, one a country."""

    NOT_POLICE = "not_police"
    NOT_COUNTRY = "not_country"
    NOT_FAMILY = "not_family"
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    NOT_BY_EMAIL = "not_by_email"


NEEDS_A_COUNTRY: frozenset[Condition] = frozenset({Condition.NOT_COUNTRY})
NEEDS_A_DATE: frozenset[Condition] = frozenset({Condition.NOT_BEFORE, Condition.NOT_AFTER})


@listed("consent_method")
class ConsentMethod(Code):
    """How the person said yes."""

    SIGNED = "signed"
    ORAL_WITNESSED = "oral_witnessed"
    THUMB_PRINT = "thumb_print"
    ON_SCREEN = "on_screen"


@listed("presentation")
class Presentation(Code):
    """How the text of the consent reached the person."""

    READ_SELF = "read_self"
    READ_ALOUD = "read_aloud"
    INTERPRETER = "interpreter"
    EASY_READ = "easy_read"
