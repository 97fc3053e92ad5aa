"""What a profession asks in a section of its own, and what others ask its holder."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("fitness")
class Fitness(Code):
    """Whether somebody is fit for something: no diagnosis, no reason."""

    YES = "yes"
    WITH_CONDITIONS = "with_conditions"
    NO = "no"


@listed("proceeding")
class Proceeding(Code):
    """Kinds of proceedings in which a lawyer stands beside the person."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    LABOUR = "labour"
    ASYLUM = "asylum"
    RESIDENCE = "residence"
    NON_PUNISHMENT = "non_punishment"
    COMPENSATION = "compensation"
    FAMILY = "family"


@listed("proceeding_role")
class ProceedingRole(Code):
    """As what the person stands in proceedings."""

    WITNESS = "witness"
    INJURED_PARTY = "injured_party"
    CIVIL_PARTY = "civil_party"
    ACCUSED_WHO_IS_VICTIM = "accused_who_is_victim"
    APPLICANT = "applicant"


@listed("mandate")
class Mandate(Code):
    """How far the person has charged the lawyer."""

    NOT_YET = "not_yet"
    ADVICE_ONLY = "advice_only"
    GIVEN = "given"
    ENDED = "ended"


@listed("legal_aid")
class LegalAid(Code):
    """Who pays the lawyer: how far that is decided."""

    NOT_ASKED_FOR = "not_asked_for"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"


@listed("ask_for")
class AskFor(Code):
    """What somebody needs to know from a section that is closed to them. Few, specific, and no `other`."""

    SAFETY_PLAN = "safety_plan"
    JOURNEY = "journey"
    INTERVIEW = "interview"
    APPOINTMENT = "appointment"
    DEADLINE = "deadline"
    SERVICE = "service"


@listed("ask_answer")
class AskAnswer(Code):
    """What the holder says to it. No reason is asked; no answer opens the section."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    PERSON_SAYS_NO = "person_says_no"


@listed("partner_way")
class PartnerWay(Code):
    """How a partner without a node is told, and how it tells."""

    TELEPHONE = "telephone"
    PAPER = "paper"
    FILE = "file"
