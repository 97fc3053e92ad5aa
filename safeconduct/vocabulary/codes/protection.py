"""On what the sending to a country rests that the Union has not found to protect personal data as it does itself."""

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
