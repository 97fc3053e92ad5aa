"""The code lists hold exactly the codes of the field, and each code has a label."""

from enum import StrEnum

import pytest

from safeconduct.vocabulary import codes
from safeconduct.vocabulary.codes import Code, Need, Profession, Sector, Service
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.labels import LABELS, choices, label
from safeconduct.vocabulary.sections import NEVER_SENT, OFFERED, SENT_AT_ONCE, USED, Section, in_order

EXPECTED = {
    codes.Decline: """no_capacity not_eligible outside_area language_not_covered conflict_of_interest
        unsafe_for_person duplicate insufficient_information other""",
    codes.NotTakenUp: "person_declined person_moved person_chose_other consent_refused",
    codes.Hold: "waiting_list person_asked_to_wait awaiting_document awaiting_authority health safety",
    codes.Withdrawal: """by_sender by_person consent_withdrawn consent_expired no_answer safety
        entered_in_error""",
    codes.Outcome: """given partly_given ongoing_at_close not_given could_not_contact
        already_received_elsewhere person_declined not_delivered""",
    codes.Closing: "rerouted re_referred service_gap person_changed_mind withdrawn",
    codes.Confirmation: "confirmed disputed unconfirmed not_applicable",
    codes.ReceiptStep: "accepted_by_node delivered_to_team opened decided non_delivery",
    codes.Urgency: "emergency urgent routine",
    codes.Confidence: "verified secondary unverified uncertain",
    codes.NoConsentGround: """anonymous_notification statutory_duty vital_interest child_protection
        consultation_without_data""",
    codes.Audience: "public professionals members_only",
    codes.OfferedTo: "peers named own",
    codes.Purpose: """assessment referral_service legal_assistance protection residence_procedure
        criminal_proceedings compensation return_reintegration child_protection interpretation
        statistics_non_identifying quality_review research_non_identifying""",
    codes.Profession: """social_worker advocate lawyer psychologist doctor nurse police_officer border_guard
        labour_inspector prosecutor judge child_protection_worker guardian asylum_officer coordinator
        focal_point rapporteur consular_officer interpreter mediator union_adviser trainer editor
        administrator""",
    codes.Sector: """ngo shelter legal health social_services child_protection police border_guard
        labour_inspectorate prosecution court asylum_migration consular government union education
        international_organisation faith business other""",
    codes.Need: """safety housing medical_urgent medical_chronic pregnancy disability psychological
        legal_status documents legal_aid compensation interpretation income food_clothing
        children_dependants education_training employment family_contact_tracing religion_culture
        digital_safety return_wish""",
    codes.NeedLevel: "none urgent short_term long_term",
    codes.Service: """safety_planning protection_measure escort crisis_shelter shelter supported_housing
        independent_housing emergency_care primary_care sexual_health maternity dependency_treatment
        disability_support crisis_counselling psychotherapy peer_support reflection_period
        residence_permit asylum_advice identity_documents legal_advice legal_representation
        compensation_claim witness_support interpreting cultural_mediation cash_support material_aid
        debt_advice childcare guardianship family_support language_course school vocational_training
        job_placement labour_rights_advice wage_claim family_tracing faith_support device_check
        digital_safety_training voluntary_return reintegration""",
    codes.AgeBand: "0_11 12_15 16_17 18_20 21_25 26_35 36_50 51_plus",
    codes.Sex: "f m x",
    codes.Gender: "woman man trans_woman trans_man non_binary own_words",
    codes.NoCitizenship: "stateless unknown",
    codes.Fitness: "yes with_conditions no",
    codes.Proceeding: "criminal civil labour asylum residence non_punishment compensation family",
    codes.ProceedingRole: "witness injured_party civil_party accused_who_is_victim applicant",
    codes.Mandate: "not_yet advice_only given ended",
    codes.LegalAid: "not_asked_for applied granted refused",
    codes.AskFor: "safety_plan journey interview appointment deadline service",
    codes.PartnerWay: "telephone paper file",
    codes.PlaceKind: "shelter safe_flat office outreach remote",
    codes.Takes: "women men trans_and_nonbinary",
    codes.Intake: "emergency_24h emergency_hours planned_only",
    codes.AskAnswer: "told not_told person_says_no",
    codes.AuthorityNo: "not_needed not_safe through_lawyer no_reason",
    codes.StatementAnswer: "yes no later",
    codes.GivingKind: "person court_order prosecutor_order seizure request",
    codes.GivingRefused: """no_order not_competent too_wide privileged nothing_kept who_asks_not_sure
        not_to_be_withheld""",
    codes.Withheld: "third_person law_forbids privilege danger",
    codes.ProcessingGround: """consent legal_obligation vital_interests public_task legitimate_interests
        law_enforcement""",
    codes.SpecialCondition: """explicit_consent social_protection vital_interests foundation legal_claims
        substantial_public_interest health_care strictly_necessary""",
    codes.LawyerTold: "on_today by_telephone no_lawyer forbidden",
    codes.TransferGround: """clauses instrument arrangement explicit_consent public_interest legal_claims
        vital_interests""",
    codes.ComplaintAbout: "somebody_here another_agency authority interpreter service",
    codes.ComplaintKind: """not_listened_to told_without_a_yes pressed treated_worse help_not_given
        promise_not_kept hurt_or_used money_asked something_else""",
    codes.ComplaintWish: "to_be_heard answer another_worker to_be_put_right only_written_down",
    codes.ComplaintAnswer: "put_right partly not_so passed_on taken_back",
    codes.Exploitation: "sexual_exploitation labour_exploitation domestic_servitude forced_begging forced_criminality "
    "slavery_or_similar organ_removal forced_marriage illegal_adoption surrogacy child_labour armed_group_recruitment "
    "other unknown",
    codes.VictimStatus: "undetermined presumed identified declined_identification not_victim",
    codes.DecidingBody: "police ngo court_prosecution non_police_government other",
    codes.HoldGround: "pending_claim limitation_date",
    codes.KeepReason: "help_goes_on pending_claim limitation_date statutory_duty professional_rule",
    codes.EmergencyReason: "life_in_danger person_here person_missing threat_near child_at_risk",
    codes.TakeOverReason: "lead_gone lead_absent lead_unreachable lead_conflict",
    codes.EmergencyVerdict: "justified not_justified",
    codes.Answer3: "yes no unknown",
    codes.Constraint: "children_with disability_access pets women_only men lgbti_safe no_documents medication",
    codes.PartOfCountry: "anywhere capital north east south west centre",
    codes.Feasibility: "possible possible_from not_possible ask_other",
    codes.Unanswered: "not_asked declined unknown",
    codes.Condition: "not_police not_country not_family not_before not_after not_by_email",
    codes.ConsentMethod: "signed oral_witnessed thumb_print on_screen",
    codes.Presentation: "read_self read_aloud interpreter easy_read",
    codes.RiskLevel: "low medium high imminent",
    codes.ServiceAvailable: "yes waiting_list no unknown",
    codes.PlanAction: "education financial health labour_rehab legal livelihood rights_training sexual_rehab "
    "social_care",
    codes.ActionState: "planned under_way done dropped",
    codes.PlanConsent: "agreed agreed_partly refused not_asked",
    codes.RiskTrigger: "first new_contact before_referral before_return before_testimony suspect_released other",
    codes.RiskType: "traffickers retaliation_family debt re_trafficking self_harm health detention_removal "
    "device_tracking stigma family_involved leak_corruption other",
    codes.FactorLevel: "individual household community",
    codes.GuardianMandate: "parent appointed provisional institution proceedings_only",
    codes.GuardianConflict: "no suspected yes",
    codes.ChildHeard: "talk with_interpreter drawing_or_play in_writing through_trusted_person",
    codes.Interest: "views identity family care_and_safety vulnerability health education re_trafficking",
    codes.FamilyTracing: "not_started ongoing traced_safe traced_unsafe not_found",
    codes.ReturnWill: "own_will undecided no taken_back",
    codes.LeafletGiven: "given read_aloud kept_for_person",
    codes.LawyerAfter: "goes_on handed_over no_matter not_arranged",
    codes.ChildDecision: "return integration third_country accommodation family_contact statement other",
    Section: """profile identity safe_contact safety exploitation needs plan health legal residence family
        return narrative logistics""",
}


def test_every_list_is_written_down_here() -> None:
    assert EXPECTED.keys() == {*codes.SCHEMES.values(), Section}


@pytest.mark.parametrize("listed", EXPECTED, ids=lambda listed: listed.__name__)
def test_a_list_holds_exactly_its_codes_in_order(listed: type[StrEnum]) -> None:
    assert [member.value for member in listed] == EXPECTED[listed].split()


@pytest.mark.parametrize("listed", EXPECTED, ids=lambda listed: listed.__name__)
def test_every_code_has_a_label_and_no_two_of_a_list_the_same(listed: type[StrEnum]) -> None:
    assert set(LABELS[listed]) == set(listed)
    labels = [str(label(member)) for member in listed]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert choices(listed) == [(member.value, label(member)) for member in listed]


def test_no_list_is_labelled_that_does_not_exist() -> None:
    assert LABELS.keys() == EXPECTED.keys()


@pytest.mark.parametrize("listed", codes.SCHEMES.values(), ids=lambda listed: listed.__name__)
def test_scheme_and_code_lead_back_to_the_member(listed: type[Code]) -> None:
    for member in listed:
        found = codes.code(member.scheme, member.value)
        assert found is member


@pytest.mark.parametrize(("scheme", "value"), [("decline", "never"), ("nothing", "other"), ("", "")])
def test_an_unknown_code_is_refused_with_a_sentence(scheme: str, value: str) -> None:
    with pytest.raises(BadCode, match=r"\w+ .+\."):
        codes.code(scheme, value)


def test_who_is_behind_the_firewall() -> None:
    assert set(codes.FIREWALLED) == {
        Sector.POLICE,
        Sector.BORDER_GUARD,
        Sector.LABOUR_INSPECTORATE,
        Sector.PROSECUTION,
        Sector.ASYLUM_MIGRATION,
        Sector.CONSULAR,
    }


def test_who_opens_no_case() -> None:
    assert set(codes.WITHOUT_CASES) == {
        Profession.JUDGE,
        Profession.TRAINER,
        Profession.EDITOR,
        Profession.ADMINISTRATOR,
    }


def test_every_need_has_services_and_every_service_answers_a_need() -> None:
    assert codes.SERVICES_FOR.keys() == set(Need)
    assert {service for services in codes.SERVICES_FOR.values() for service in services} == set(Service)


def test_which_sections_are_used_sent_at_once_never_sent_and_offered() -> None:
    assert set(Section) - set(USED) == {"residence"}
    assert set(SENT_AT_ONCE) == {"profile", "needs", "safety"}
    assert set(NEVER_SENT) == {"narrative", "legal"}
    assert set(USED) - set(OFFERED) == {"narrative", "legal", "health"}


def test_sections_are_put_in_the_order_of_the_case_file() -> None:
    mixed = [Section.NEEDS, Section.PROFILE, Section.SAFETY, Section.PROFILE]

    assert in_order(mixed) == [Section.PROFILE, Section.SAFETY, Section.NEEDS]
