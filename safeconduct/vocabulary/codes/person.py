"""Who the person is, as far as services and figures ask."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("age_band")
class AgeBand(Code):
    """Age in bands; a birth date belongs to the identity."""

    AGE_0_11 = "0_11"
    AGE_12_15 = "12_15"
    AGE_16_17 = "16_17"
    AGE_18_20 = "18_20"
    AGE_21_25 = "21_25"
    AGE_26_35 = "26_35"
    AGE_36_50 = "36_50"
    AGE_51_PLUS = "51_plus"


MINORS: frozenset[AgeBand] = frozenset({AgeBand.AGE_0_11, AgeBand.AGE_12_15, AgeBand.AGE_16_17})
"""The age bands under 18."""


@listed("sex")
class Sex(Code):
    """For statistics and for services that separate; never derived from gender."""

    F = "f"
    M = "m"
    X = "x"


@listed("gender")
class Gender(Code):
    """For respect; never derived from sex."""

    WOMAN = "woman"
    MAN = "man"
    TRANS_WOMAN = "trans_woman"
    TRANS_MAN = "trans_man"
    NON_BINARY = "non_binary"
    OWN_WORDS = "own_words"


@listed("no_citizenship")
class NoCitizenship(Code):
    """What stands in place of a country of citizenship."""

    STATELESS = "stateless"
    UNKNOWN = "unknown"


@listed("answer3")
class Answer3(Code):
    """Yes, no or not known, where not knowing is itself an answer: unknown acts as a child."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@listed("unanswered")
class Unanswered(Code):
    """Why an optional question has no answer; kept beside the list of the question, never in it."""

    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    UNKNOWN = "unknown"
