"""The columns of HTCDS 2.0: which are read, and why the others are not taken over.

Names are facts of the published dictionary (IOM, version 2.0); a test compares them with it. The words are ours.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Kind(StrEnum):
    """How the cells of a column are read; `cells.READERS` has one reader for each."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    DAY = "day"
    GENDER = "gender"
    YES_NO = "yes_no"
    LANGUAGES = "languages"
    COUNTRIES = "countries"
    CITIZENSHIPS = "citizenships"
    COUNTRY = "country"
    PHONES = "phones"
    AGE = "age"
    STATUS = "status"
    DECIDED_BY = "decided_by"
    FORMS = "forms"
    PLACE_IN_STORY = "place_in_story"
    CASE_STATUS = "case_status"
    PLAN = "plan"


READ: dict[str, Kind] = {
    "prs_FirstName": Kind.NAME,
    "prs_MiddleName": Kind.NAME,
    "prs_SecondName": Kind.NAME,
    "prs_Birthdate": Kind.BIRTH_DATE,
    "prs_Gender": Kind.GENDER,
    "prs_Deceased": Kind.YES_NO,
    "prs_PrimaryLanguage": Kind.LANGUAGES,
    "prs_SecondaryLanguage": Kind.LANGUAGES,
    "prs_Citizenship": Kind.CITIZENSHIPS,
    "prs_IdentityNumber": Kind.NAME,
    "prs_HomePhone": Kind.PHONES,
    "prs_MobilePhone": Kind.PHONES,
    "prs_MailingCountry": Kind.COUNTRY,
    "vic_TraffickingStatus": Kind.STATUS,
    "vic_TraffickingStatusDecisionMakingOrg": Kind.DECIDED_BY,
    "vic_TypeOfExploitation": Kind.FORMS,
    "vic_AgeWhenTrafficked": Kind.AGE,
    "hte_Type": Kind.PLACE_IN_STORY,
    "hte_Country": Kind.COUNTRIES,
    "hte_Date": Kind.DAY,
    "cas_Status": Kind.CASE_STATUS,
    "cas_ReferredOrganisation": Kind.NAME,
    "spl_Type": Kind.PLAN,
    "con_Consent": Kind.YES_NO,
}
"""The columns that are taken over."""

SEVERAL = frozenset({Kind.LANGUAGES, Kind.COUNTRIES, Kind.CITIZENSHIPS, Kind.PHONES, Kind.FORMS, Kind.PLAN})
"""In these a cell may hold several values, with `;` between them."""

PERPETRATOR = _("Data about suspected perpetrators are not held here.")
FREE_TEXT = _("Free text is written anew with the person, never taken over.")
NO_QUESTION = _("There is no question for it here.")
NO_PLACE = _("No place smaller than a country is taken over.")
DEPRECATED = _("The standard itself has given this column up.")
OF_THE_NODE = _("Agencies, members and dates of referrals are the node's own.")

NOT_TAKEN_OVER: dict[str, Words] = {
    **dict.fromkeys(("per_RoleInProcess", "per_RoleDetails", "per_Organisation"), PERPETRATOR),
    **dict.fromkeys(
        (
            "cco_CaseComment",
            "hte_Description",
            "cas_IncomingReferralDetails",
            "cas_OutgoingReferralDetails",
            "cas_ReasonForCaseClosure",
            "spl_Objectives",
            "spl_ActionPlan",
        ),
        FREE_TEXT,
    ),
    **dict.fromkeys(
        (
            "prs_Salutation",
            "prs_Title",
            "prs_MaritalStatus",
            "prs_NumberOfChildren",
            "prs_HighestLevelOfEducation",
            "prs_Email",
            "vic_RelationshipToTrafficker",
            "vic_MethodOfRecruitment",
            "vic_MethodsOfControl",
            "vic_ForcedLabourIndustry",
            "vic_TypeOfSexExploitation",
            "vic_RecruitmentWebsitesAndApps",
            "vic_ExploitationWebsitesAndApps",
            "spl_PlannedEndDate",
            "spl_ActualEndDate",
        ),
        NO_QUESTION,
    ),
    **dict.fromkeys(
        (
            *(
                f"prs_Mailing{part}"
                for part in ("City", "State", "Street", "PostalCode", "Longitude", "Latitude")
            ),
            *(f"hte_{part}" for part in ("City", "State", "Street", "PostalCode", "Longitude", "Latitude")),
            "vic_LocationOfRecruitment",
            "vic_LocationOfExploitation",
        ),
        NO_PLACE,
    ),
    **dict.fromkeys(
        ("vic_Vulnerabilities", "vic_DetailsOfVulnerabilities", "vic_AgreementToManagePersonalData"),
        DEPRECATED,
    ),
    **dict.fromkeys(
        (
            "org_Name",
            "org_Type",
            "org_Phone",
            *(
                f"org_Shipping{part}"
                for part in ("City", "Country", "State", "Street", "PostalCode", "Longitude", "Latitude")
            ),
            "cas_CaseOwner",
            "cas_ReferringOrganisation",
            "cas_ReferringPrimaryCaseWorker",
            "cas_ReferredPrimaryCaseWorker",
            "cas_IncomingReferralDate",
            "cas_OutgoingReferralDate",
            "cas_ReasonForIncomingReferral",
            "cas_ReasonForOutgoingReferral",
        ),
        OF_THE_NODE,
    ),
}
"""The columns that are known and not read: their cells are dropped before anything looks at them."""

KNOWN = frozenset(READ) | frozenset(NOT_TAKEN_OVER)
