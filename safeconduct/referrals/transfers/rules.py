"""On which ground something may leave the European Union: what each ground asks, and that none is none. Pure.

Regulation (EU) 2016/679, Chapter V (Articles 44 to 50). Which ground fits is for the agency and its lawyer to say; the
rule holds what the text asks of each. No lawyer has checked it.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Sector, TransferGround
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

NUMBERED = frozenset(
    {
        TransferGround.CLAUSES,
        TransferGround.INSTRUMENT,
        TransferGround.ARRANGEMENT,
        TransferGround.PUBLIC_INTEREST,
    }
)
"""The grounds that rest on a paper: it is named by its number, or by the article of the law."""

AUTHORITIES = frozenset(
    {
        Sector.POLICE, Sector.BORDER_GUARD, Sector.PROSECUTION, Sector.COURT, Sector.ASYLUM_MIGRATION,
        Sector.CONSULAR, Sector.GOVERNMENT, Sector.LABOUR_INSPECTORATE,
    }
)  # fmt: skip
"""Article 49(3): what a public authority does in the exercise of its powers rests on no consent. Arrangements between
authorities (Art. 46(2)(a) and (3)(b)) are for these too; whether a social service is one, the agency's lawyer says."""

PUBLIC = AUTHORITIES | {
    Sector.SOCIAL_SERVICES,
    Sector.CHILD_PROTECTION,
    Sector.HEALTH,
    Sector.EDUCATION,
    Sector.INTERNATIONAL_ORGANISATION,
}

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./()-]{0,39}")
"""A number or an article: it stands in clear beside the referral, so no sentence fits in it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What was entered: the ground, the number of its paper, and whether the person was told of the risk."""

    ground: str = ""
    number: str = ""
    is_told: bool = False


NO_TRANSFER = Transfer()


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the rule looks at: whether a ground is asked at all, who sends, and on what it rests with the person."""

    asks: bool
    sector: Sector
    has_consent: bool = False
    """The person agreed; False where a listed ground stands in the place of consent, and where nobody was asked."""
    is_about_nobody: bool = False
    """An enquiry without a name: there is nobody who could be told."""


NO_GROUND = Reason(
    "no_transfer_ground",
    _(
        "It would leave the European Union for a country that is not known to protect personal data as the Union does."
    ),
    _("Record on which ground it may, under “It leaves the European Union”."),
)
NO_GROUND_HERE = Reason(
    "no_transfer_ground_for_an_enquiry",
    _("One of these services is in a country that is not known to protect personal data as the Union does."),
    _("Say on which ground it may be asked, or leave it out."),
)
NOT_ASKED_HERE = Reason(
    "transfer_ground_not_asked",
    _("For this country no ground is asked."),
    _("It can be sent without one."),
)
NOT_A_TRANSFER_GROUND = Reason(
    "not_a_transfer_ground",
    _("Only a ground from the list counts."),
    _("Choose one, or do not send it there."),
)
NUMBER_MISSING = Reason(
    "transfer_number_missing",
    _("This ground rests on a paper or a law, and neither is named."),
    _("Enter its number, or the article: letters, digits and dots, 40 at most. No name of a person."),
)
NOT_TOLD = Reason(
    "transfer_risk_not_told",
    _(
        "The person has not been told that it leaves the Union, to whom, and that protection may be weaker there."
    ),
    _("Tell it in their language, and say so here."),
)
CONSENT_MISSING = Reason(
    "transfer_without_consent",
    _("This ground is the person's own explicit yes, and none is recorded."),
    _("Talk with the person first, or choose another ground."),
)
NOT_FOR_AUTHORITIES = Reason(
    "transfer_consent_not_for_authorities",
    _("What an authority does in the exercise of its powers cannot rest on consent here (Art. 49(3))."),
    _("Choose another ground."),
)
ONLY_FOR_PUBLIC_BODIES = Reason(
    "transfer_only_for_public_bodies",
    _("This ground is one between public bodies."),
    _("Choose another ground, or ask the lawyer of your agency."),
)
ASKED_AND_ANSWERED = Reason(
    "transfer_person_can_be_asked",
    _("This ground holds only while the person cannot be asked, and here the person has agreed."),
    _("Choose the person's own explicit yes, or another ground."),
)
OF_A_TRANSFER: frozenset[str] = frozenset(
    reason.code
    for reason in (
        NO_GROUND, NO_GROUND_HERE, NOT_ASKED_HERE, NOT_A_TRANSFER_GROUND, NUMBER_MISSING, NOT_TOLD, CONSENT_MISSING,
        NOT_FOR_AUTHORITIES, ONLY_FOR_PUBLIC_BODIES, ASKED_AND_ANSWERED,
    )
)  # fmt: skip


def may_rest_on(transfer: Transfer, crossing: Crossing) -> Decision:
    """Whether sending may rest on this ground; the reason names what it lacks."""
    if not crossing.asks:
        return Refused(NOT_ASKED_HERE)
    if transfer.ground not in set(TransferGround):
        return Refused(NOT_A_TRANSFER_GROUND)
    lacking = _lacking(TransferGround(transfer.ground), transfer, crossing)
    return Refused(lacking) if lacking else Allowed()


def may_cross(ground: str, crossing: Crossing) -> Decision:
    """Whether something may leave now on the ground that is recorded, or on none."""
    if not crossing.asks:
        return Allowed()
    if ground not in set(TransferGround):
        return Refused(NO_GROUND)
    reason = _not_this_one(TransferGround(ground), crossing)
    return Refused(reason) if reason else Allowed()


def _lacking(ground: TransferGround, transfer: Transfer, crossing: Crossing) -> Reason | None:
    if reason := _not_this_one(ground, crossing):
        return reason
    if ground in NUMBERED and not NUMBER.fullmatch(transfer.number):
        return NUMBER_MISSING
    if ground not in NUMBERED and transfer.number and not NUMBER.fullmatch(transfer.number):
        return NUMBER_MISSING
    cannot_be_told = crossing.is_about_nobody or ground is TransferGround.VITAL_INTERESTS
    return None if transfer.is_told or cannot_be_told else NOT_TOLD


def _not_this_one(ground: TransferGround, crossing: Crossing) -> Reason | None:
    """Why this ground cannot carry this sending, whatever its paper says."""
    match ground:
        case TransferGround.EXPLICIT_CONSENT if crossing.sector in AUTHORITIES:
            return NOT_FOR_AUTHORITIES
        case TransferGround.EXPLICIT_CONSENT if not crossing.has_consent:
            return CONSENT_MISSING
        case TransferGround.INSTRUMENT | TransferGround.ARRANGEMENT if crossing.sector not in PUBLIC:
            return ONLY_FOR_PUBLIC_BODIES
        case TransferGround.VITAL_INTERESTS if crossing.has_consent:
            return ASKED_AND_ANSWERED
        case _:
            return None
