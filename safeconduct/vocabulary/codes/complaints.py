"""What a person complains about, what they wish, and what became of it. Codes only: the words are spoken."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("complaint_about")
class ComplaintAbout(Code):
    """About whom, by what they are to the person; never by name."""

    SOMEBODY_HERE = "somebody_here"
    ANOTHER_AGENCY = "another_agency"
    AUTHORITY = "authority"
    INTERPRETER = "interpreter"
    SERVICE = "service"


@listed("complaint_kind")
class ComplaintKind(Code):
    """What went wrong."""

    NOT_LISTENED_TO = "not_listened_to"
    TOLD_WITHOUT_A_YES = "told_without_a_yes"
    PRESSED = "pressed"
    TREATED_WORSE = "treated_worse"
    HELP_NOT_GIVEN = "help_not_given"
    PROMISE_NOT_KEPT = "promise_not_kept"
    HURT_OR_USED = "hurt_or_used"
    MONEY_ASKED = "money_asked"
    SOMETHING_ELSE = "something_else"


@listed("complaint_wish")
class ComplaintWish(Code):
    """What the person wants of it."""

    TO_BE_HEARD = "to_be_heard"
    ANSWER = "answer"
    ANOTHER_WORKER = "another_worker"
    TO_BE_PUT_RIGHT = "to_be_put_right"
    ONLY_WRITTEN_DOWN = "only_written_down"


@listed("complaint_answer")
class ComplaintAnswer(Code):
    """What became of it."""

    PUT_RIGHT = "put_right"
    PARTLY = "partly"
    NOT_SO = "not_so"
    PASSED_ON = "passed_on"
    TAKEN_BACK = "taken_back"
