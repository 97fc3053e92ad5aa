"""Why somebody reads a file in an emergency, and what a second person says of it. Few, specific, and no `other`:
where a list of reasons is long, its first entry is the one that is picked."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("emergency_reason")
class EmergencyReason(Code):
    """What makes it impossible to wait for the lead of the case."""

    LIFE_IN_DANGER = "life_in_danger"
    PERSON_HERE = "person_here"
    PERSON_MISSING = "person_missing"
    THREAT_NEAR = "threat_near"
    CHILD_AT_RISK = "child_at_risk"


@listed("emergency_verdict")
class EmergencyVerdict(Code):
    """What the second person says of an emergency reading."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"
