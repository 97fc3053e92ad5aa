"""Data protection: on what sending outside the Union rests, and what is given out to the person or an authority."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("transfer_ground")
class TransferGround(Code):
    """Grounds of Chapter V of Regulation (EU) 2016/679 that a referral can rest on. Nobody competent chose them."""

    CLAUSES = "clauses"
    """Art. 46(2)(c): standard data protection clauses that the Commission adopted."""
    INSTRUMENT = "instrument"
    """Art. 46(2)(a): a binding instrument between public authorities."""
    ARRANGEMENT = "arrangement"
    """Art. 46(3)(b): an administrative arrangement that the supervisory authority has authorised."""
    EXPLICIT_CONSENT = "explicit_consent"
    """Art. 49(1)(a): the person said so explicitly, after the risks were explained."""
    PUBLIC_INTEREST = "public_interest"
    """Art. 49(1)(d) with (4): important reasons of public interest that a law recognises."""
    LEGAL_CLAIMS = "legal_claims"
    """Art. 49(1)(e): needed for a legal claim."""
    VITAL_INTERESTS = "vital_interests"
    """Art. 49(1)(f): a life is at stake, and the person cannot be asked."""


@listed("giving_kind")
class GivingKind(Code):
    """Who asks this agency for what it holds of a person, and by what."""

    PERSON = "person"
    """The person, or who stands for them: Article 15 of the GDPR."""
    COURT_ORDER = "court_order"
    PROSECUTOR_ORDER = "prosecutor_order"
    SEIZURE = "seizure"
    """A search or seizure under a warrant."""
    REQUEST = "request"
    """An authority asks, and shows no order."""


@listed("giving_refused")
class GivingRefused(Code):
    """Why it is not given."""

    NO_ORDER = "no_order"
    NOT_COMPETENT = "not_competent"
    TOO_WIDE = "too_wide"
    PRIVILEGED = "privileged"
    NOTHING_KEPT = "nothing_kept"
    WHO_ASKS_NOT_SURE = "who_asks_not_sure"
    NOT_TO_BE_WITHHELD = "not_to_be_withheld"
    """The second person does not agree that something is left out of what the person gets."""


@listed("withheld_reason")
class Withheld(Code):
    """Why an answer is left out of what the person gets (Article 15(4) and 23 of the GDPR)."""

    THIRD_PERSON = "third_person"
    LAW_FORBIDS = "law_forbids"
    PRIVILEGE = "privilege"
    DANGER = "danger"


@listed("lawyer_told")
class LawyerTold(Code):
    """How the person's lawyer learnt of an authority's request before anything is produced."""

    ON_TODAY = "on_today"
    BY_TELEPHONE = "by_telephone"
    NO_LAWYER = "no_lawyer"
    FORBIDDEN = "forbidden"
    """The order itself forbids it."""


@listed("processing_ground")
class ProcessingGround(Code):
    """On what an agency processes personal data for a purpose, apart from the person's permission to tell others."""

    CONSENT = "consent"
    """Art. 6(1)(a) GDPR: weak where help depends on it, or an authority asks."""
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    LAW_ENFORCEMENT = "law_enforcement"
    """Directive (EU) 2016/680, as the country has made it law."""


@listed("special_condition")
class SpecialCondition(Code):
    """On what special categories of data are processed (Art. 9(2) GDPR): nearly all that is kept here."""

    EXPLICIT_CONSENT = "explicit_consent"
    SOCIAL_PROTECTION = "social_protection"
    VITAL_INTERESTS = "vital_interests"
    FOUNDATION = "foundation"
    LEGAL_CLAIMS = "legal_claims"
    SUBSTANTIAL_PUBLIC_INTEREST = "substantial_public_interest"
    HEALTH_CARE = "health_care"
    STRICTLY_NECESSARY = "strictly_necessary"
    """Art. 10 of Directive (EU) 2016/680."""
