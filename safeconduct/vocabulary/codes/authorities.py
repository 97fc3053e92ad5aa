"""What police and prosecution are answered, and what a person says to the possibility of a statement."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("authority_no")
class AuthorityNo(Code):
    """Why an authority that asks for a section does not get it. The person's own no looks like `no_reason`."""

    NOT_NEEDED = "not_needed"
    NOT_SAFE = "not_safe"
    THROUGH_LAWYER = "through_lawyer"
    NO_REASON = "no_reason"


@listed("statement_answer")
class StatementAnswer(Code):
    """What the person says when the possibility of a statement is offered. No help hangs on it."""

    YES = "yes"
    NO = "no"
    LATER = "later"
