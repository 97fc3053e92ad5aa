"""Why the lead of a case is taken over. Few and specific, and no `other`: each says what stood in the way."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("take_over_reason")
class TakeOverReason(Code):
    """Why nobody can hand over."""

    LEAD_GONE = "lead_gone"
    LEAD_ABSENT = "lead_absent"
    LEAD_UNREACHABLE = "lead_unreachable"
    LEAD_CONFLICT = "lead_conflict"
