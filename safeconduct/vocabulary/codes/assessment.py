"""What was assessed and identified, and how sure it is."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("risk_level")
class RiskLevel(Code):
    """How dangerous a risk is; high and imminent without mitigation block sending."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    IMMINENT = "imminent"


@listed("exploitation")
class Exploitation(Code):
    """Forms of exploitation; several may hold. `unknown` is a code here, because figures need it."""

    SEXUAL_EXPLOITATION = "sexual_exploitation"
    LABOUR_EXPLOITATION = "labour_exploitation"
    DOMESTIC_SERVITUDE = "domestic_servitude"
    FORCED_BEGGING = "forced_begging"
    FORCED_CRIMINALITY = "forced_criminality"
    SLAVERY_OR_SIMILAR = "slavery_or_similar"
    ORGAN_REMOVAL = "organ_removal"
    FORCED_MARRIAGE = "forced_marriage"
    ILLEGAL_ADOPTION = "illegal_adoption"
    SURROGACY = "surrogacy"
    CHILD_LABOUR = "child_labour"
    ARMED_GROUP_RECRUITMENT = "armed_group_recruitment"
    OTHER = "other"
    UNKNOWN = "unknown"


@listed("victim_status")
class VictimStatus(Code):
    """Where identification stands; it decides entitlements, never help."""

    UNDETERMINED = "undetermined"
    PRESUMED = "presumed"
    IDENTIFIED = "identified"
    DECLINED_IDENTIFICATION = "declined_identification"
    NOT_VICTIM = "not_victim"


@listed("deciding_body")
class DecidingBody(Code):
    """Who decided about the identification."""

    POLICE = "police"
    NGO = "ngo"
    COURT_PROSECUTION = "court_prosecution"
    NON_POLICE_GOVERNMENT = "non_police_government"
    OTHER = "other"


@listed("confidence")
class Confidence(Code):
    """How sure a fact is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    UNCERTAIN = "uncertain"
