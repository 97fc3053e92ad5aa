"""One case as a row of HTCDS 2.0: sections in, cells out, and of every open answer why it is open. Pure.

What no export may hold has no writer here: document numbers, addresses, places below a country, free texts, health,
anything about suspects. HTCDS has no code for what is not known but for gender: such a cell stays empty, and the second
table says why. The trip is not lossless; `LOST` says where, and a test holds it to that.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from safeconduct.cases.answering import Content, answer, rows_of, unanswered
from safeconduct.cases.htcds.cells import DECIDING, EXPLOITATIONS, GENDERS
from safeconduct.vocabulary.codes import (
    Answer3,
    Exploitation,
    NoCitizenship,
    PlanAction,
    Sector,
    VictimStatus,
)
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.languages import iso639_2
from safeconduct.vocabulary.sections import Section

SECTORS: Final[dict[Sector, str]] = {
    Sector.NGO: "NGO",
    Sector.SHELTER: "NGO",
    Sector.FAITH: "NGO",
    Sector.UNION: "NGO",
    Sector.INTERNATIONAL_ORGANISATION: "NGO",
    Sector.LEGAL: "LegalService",
    Sector.HEALTH: "HealthServiceOrganisation",
    Sector.SOCIAL_SERVICES: "LocalGovernmentOrganisation",
    Sector.CHILD_PROTECTION: "LocalGovernmentOrganisation",
    Sector.POLICE: "LawEnforcement",
    Sector.BORDER_GUARD: "LawEnforcement",
    Sector.LABOUR_INSPECTORATE: "LawEnforcement",
    Sector.PROSECUTION: "CentralGovernmentOrganisation",
    Sector.COURT: "CentralGovernmentOrganisation",
    Sector.CONSULAR: "CentralGovernmentOrganisation",
    Sector.GOVERNMENT: "CentralGovernmentOrganisation",
    Sector.ASYLUM_MIGRATION: "ImmigrationService",
    Sector.EDUCATION: "SchoolOrCollege",
    Sector.BUSINESS: "CorporateBusiness",
}
"""Shelters, faith groups, unions and international organisations have no value of their own: the nearest is written."""

STATUSES: Final[dict[VictimStatus, str]] = {
    VictimStatus.UNDETERMINED: "PossibleVictimOfTrafficking",
    VictimStatus.PRESUMED: "PossibleVictimOfTrafficking",
    VictimStatus.IDENTIFIED: "ActualVictimOfTrafficking",
    VictimStatus.DECLINED_IDENTIFICATION: "ActualVictimOfTrafficking",
    VictimStatus.NOT_VICTIM: "NotAVictimOfTrafficking",
}
PLAN_TYPES: Final[dict[PlanAction, str]] = {
    PlanAction.EDUCATION: "Education",
    PlanAction.FINANCIAL: "Financial",
    PlanAction.HEALTH: "Health",
    PlanAction.LABOUR_REHAB: "LabourExploitationRehabilitation",
    PlanAction.LEGAL: "Legal",
    PlanAction.LIVELIHOOD: "Livelihood",
    PlanAction.RIGHTS_TRAINING: "RightsBasedTraining",
    PlanAction.SEXUAL_REHAB: "SexualExploitationRehabilitation",
    PlanAction.SOCIAL_CARE: "SocialCare",
}
UNKNOWN_GENDER: Final = "NonSpecifiedUnknown"
NOT_IN_THE_STANDARD: Final = "no_code_in_htcds"
LOST: Final = {
    "prs_Gender": "own words, and why a gender is not known",
    "prs_Citizenship": "stateless",
    "vic_TraffickingStatus": "undetermined, and that identification was declined",
    "vic_TypeOfExploitation": "forced criminality, slavery or similar practices",
    "prs_FirstName": "which part of a name is the family name",
    "spl_Type": "the type of a plan's action comes back as a need",
}
"""What a file that is written here and read here again does not bring back."""

_DECIDING = {ours: theirs for theirs, ours in DECIDING.items()}
_GENDERS = {ours: theirs for theirs, ours in GENDERS.items() if isinstance(ours, str)}
_EXPLOITATIONS = {ours: theirs for theirs, ours in EXPLOITATIONS.items()}
_OF_NO_CODE = {Exploitation.FORCED_CRIMINALITY.value, Exploitation.SLAVERY_OR_SIMILAR.value}


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of the agencies and of the case, beside the sections."""

    agency: str
    sector: Sector
    country: str
    phone: str
    recipient: str
    team: str
    is_all_told: bool = True
    """Whether all seven facts were told before the yes: only then is the consent of the standard true."""
    sent_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell that is empty, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """One row by column, in the order of the standard, and what is missing in it."""

    cells: dict[str, str]
    missing: tuple[Missing, ...]


def write(sections: Mapping[Section, Content], about: About) -> Written:
    """The row of one case that says no more than these sections."""
    cells: dict[str, str] = dict(_about(about))
    missing: list[Missing] = []
    for column, (section, field, spoken) in COLUMNS.items():
        content = sections.get(section)
        if content is None:
            continue
        said, why = _cell(content, field, spoken)
        if said:
            cells[column] = said
        if why:
            missing.append(Missing(column, why))
    cells |= _place(sections.get(Section.EXPLOITATION, {}))
    return Written({name: cells[name] for name in WRITTEN if cells.get(name)}, tuple(missing))


def _cell(content: Content, field: str, spoken: "Speaker") -> tuple[str, str]:
    """What stands in the cell, and why something is missing in it."""
    open_for = unanswered(content.get(field))
    if open_for is not None:
        return (UNKNOWN_GENDER if field == "gender" else ""), open_for.value
    return spoken(content, answer(content, field))


type Speaker = Callable[[Content, Any], tuple[str, str]]


def _text(content: Content, said: Any) -> tuple[str, str]:
    return str(said or ""), ""


def _one_of(codes: Mapping[Any, str]) -> Speaker:
    def speak(content: Content, said: Any) -> tuple[str, str]:
        if said is None:
            return "", ""
        return (codes[said], "") if said in codes else ("", NOT_IN_THE_STANDARD)

    return speak


def _gender(content: Content, said: Any) -> tuple[str, str]:
    if said is None:
        return "", ""
    return (_GENDERS[said], "") if said in _GENDERS else (UNKNOWN_GENDER, NOT_IN_THE_STANDARD)


def _citizenships(content: Content, said: Any) -> tuple[str, str]:
    known = [COUNTRIES[code].alpha3 for code in said or () if code in COUNTRIES]
    lost = [code for code in said or () if code not in COUNTRIES]
    return ";".join(known), (NOT_IN_THE_STANDARD if NoCitizenship.STATELESS in lost or lost else "")


def _first_language(content: Content, said: Any) -> tuple[str, str]:
    return ";".join(iso639_2(tag) for tag in (said or ())[:1]), ""


def _other_languages(content: Content, said: Any) -> tuple[str, str]:
    return ";".join(iso639_2(tag) for tag in (said or ())[1:]), ""


def _exploitations(content: Content, said: Any) -> tuple[str, str]:
    known = [code for code in said or () if code != Exploitation.UNKNOWN]
    written = [_EXPLOITATIONS.get(code, "Other") for code in known]
    lost = bool(_OF_NO_CODE.intersection(known)) or len(known) < len(said or ())
    return ";".join(dict.fromkeys(written)), NOT_IN_THE_STANDARD if lost else ""


def _safe_number(content: Content, said: Any) -> tuple[str, str]:
    """A number only where it is safe to call: the standard has no column for the warning."""
    if not said:
        return "", ""
    if answer(content, "safe_to_call") != Answer3.YES:
        return "", "not_safe_to_call"
    plain = re.sub(r"[ ()./-]", "", str(said))
    return (plain, "") if re.fullmatch(r"\+[1-9][0-9]{1,14}", plain) else ("", NOT_IN_THE_STANDARD)


def _plan_types(content: Content, said: Any) -> tuple[str, str]:
    kinds = [row.get("type", "") for row in rows_of(content, "plan_actions")]
    return ";".join(
        dict.fromkeys(PLAN_TYPES[PlanAction(kind)] for kind in kinds if kind in set(PlanAction))
    ), ""


def _place(content: Content) -> dict[str, str]:
    """Where it happened, by country, and from which month about."""
    countries = [COUNTRIES[code].alpha3 for code in answer(content, "countries") or () if code in COUNTRIES]
    month = str(answer(content, "from_month") or "")
    when = {"hte_Date": month} if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month) else {}
    found = ({"hte_Country": ";".join(countries)} if countries else {}) | when
    return {"hte_Type": "Exploitation", **found} if found else {}


def _about(about: About) -> dict[str, str]:
    return {
        "org_Name": about.agency,
        "org_Type": SECTORS.get(about.sector, ""),
        "org_Phone": about.phone,
        "org_ShippingCountry": about.country,
        "cas_Status": "Active",
        "cas_CaseOwner": about.agency,
        "cas_ReferringOrganisation": about.agency,
        "cas_ReferredOrganisation": about.recipient,
        "cas_ReferredPrimaryCaseWorker": about.team,
        "cas_OutgoingReferralDate": about.sent_on.isoformat() if about.sent_on else "",
        "cas_IncomingReferralDate": about.accepted_on.isoformat() if about.accepted_on else "",
        "cas_ReasonForOutgoingReferral": "AdditionalServicesRequired",
        "con_Consent": "true" if about.is_all_told else "",
    }


COLUMNS: Final[dict[str, tuple[Section, str, Speaker]]] = {
    "prs_FirstName": (Section.IDENTITY, "names", _text),
    "prs_Birthdate": (Section.IDENTITY, "birth_date", _text),
    "prs_Gender": (Section.PROFILE, "gender", _gender),
    "prs_Citizenship": (Section.PROFILE, "citizenships", _citizenships),
    "prs_PrimaryLanguage": (Section.PROFILE, "languages", _first_language),
    "prs_SecondaryLanguage": (Section.PROFILE, "languages", _other_languages),
    "prs_MobilePhone": (Section.SAFE_CONTACT, "safe_number", _safe_number),
    "vic_TraffickingStatus": (Section.EXPLOITATION, "status", _one_of(STATUSES)),
    "vic_TraffickingStatusDecisionMakingOrg": (Section.EXPLOITATION, "decided_by", _one_of(_DECIDING)),
    "vic_TypeOfExploitation": (Section.EXPLOITATION, "forms", _exploitations),
    "spl_Type": (Section.PLAN, "plan_actions", _plan_types),
}
"""From which section and question each column about the person comes."""

WRITTEN: Final[tuple[str, ...]] = (
    "org_Name", "org_Type", "org_Phone", "org_ShippingCountry",
    "prs_FirstName", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "prs_PrimaryLanguage",
    "prs_SecondaryLanguage", "prs_MobilePhone",
    "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "vic_TypeOfExploitation",
    "cas_Status", "cas_CaseOwner", "cas_ReferringOrganisation", "cas_ReferredOrganisation",
    "cas_ReferredPrimaryCaseWorker", "cas_OutgoingReferralDate", "cas_IncomingReferralDate",
    "cas_ReasonForOutgoingReferral",
    "hte_Type", "hte_Country", "hte_Date",
    "spl_Type", "con_Consent",
)  # fmt: skip
"""Every column that this program ever writes."""
