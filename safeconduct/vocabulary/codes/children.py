"""What stands in a child's file: who is guardian, how the child was heard, what was weighed and decided."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("guardian_mandate")
class GuardianMandate(Code):
    """By what right somebody stands for the child."""

    PARENT = "parent"
    APPOINTED = "appointed"
    PROVISIONAL = "provisional"
    INSTITUTION = "institution"
    PROCEEDINGS_ONLY = "proceedings_only"


@listed("guardian_conflict")
class GuardianConflict(Code):
    """Whether who stands for the child may gain by what happened, or took part in it. Doubt is an answer."""

    NO = "no"
    SUSPECTED = "suspected"
    YES = "yes"


@listed("child_heard")
class ChildHeard(Code):
    """In which way the child was heard."""

    TALK = "talk"
    WITH_INTERPRETER = "with_interpreter"
    DRAWING_OR_PLAY = "drawing_or_play"
    IN_WRITING = "in_writing"
    THROUGH_TRUSTED_PERSON = "through_trusted_person"


@listed("interest")
class Interest(Code):
    """What is weighed in a child's best interests, after the elements of General Comment 14 (2013)."""

    VIEWS = "views"
    IDENTITY = "identity"
    FAMILY = "family"
    CARE_AND_SAFETY = "care_and_safety"
    VULNERABILITY = "vulnerability"
    HEALTH = "health"
    EDUCATION = "education"
    RE_TRAFFICKING = "re_trafficking"


@listed("family_tracing")
class FamilyTracing(Code):
    """How far the search for the family is."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    TRACED_SAFE = "traced_safe"
    TRACED_UNSAFE = "traced_unsafe"
    NOT_FOUND = "not_found"


@listed("child_decision")
class ChildDecision(Code):
    """What was decided for a child. The first three are durable solutions."""

    RETURN = "return"
    INTEGRATION = "integration"
    THIRD_COUNTRY = "third_country"
    ACCOMMODATION = "accommodation"
    FAMILY_CONTACT = "family_contact"
    STATEMENT = "statement"
    OTHER = "other"
