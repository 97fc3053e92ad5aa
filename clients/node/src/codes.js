// The lists of codes that a body is checked against (sections 5 and 16). They grow only with a version.

export const SECTIONS = new Set(`
profile identity safe_contact safety exploitation needs plan health legal residence family return logistics
`.trim().split(/\s+/));

export const SERVICES = new Set(`
safety_planning protection_measure escort crisis_shelter shelter supported_housing independent_housing
emergency_care primary_care sexual_health maternity dependency_treatment disability_support crisis_counselling
psychotherapy peer_support reflection_period residence_permit asylum_advice identity_documents legal_advice
legal_representation compensation_claim witness_support interpreting cultural_mediation cash_support material_aid
debt_advice childcare guardianship family_support language_course school vocational_training job_placement
labour_rights_advice wage_claim family_tracing faith_support device_check digital_safety_training voluntary_return
reintegration
`.trim().split(/\s+/));

export const NEEDS = new Set(`
safety housing medical_urgent medical_chronic pregnancy disability psychological legal_status documents legal_aid
compensation interpretation income food_clothing children_dependants education_training employment
family_contact_tracing religion_culture digital_safety return_wish
`.trim().split(/\s+/));

export const URGENCIES = new Set(`
emergency urgent routine
`.trim().split(/\s+/));

export const PURPOSES = new Set(`
assessment referral_service legal_assistance protection residence_procedure criminal_proceedings compensation
return_reintegration child_protection interpretation statistics_non_identifying quality_review
research_non_identifying
`.trim().split(/\s+/));

export const PROCEEDINGS = new Set(`
criminal civil labour asylum residence non_punishment compensation family
`.trim().split(/\s+/));

export const CONDITIONS = new Set(`
not_police not_country not_family not_before not_after not_by_email
`.trim().split(/\s+/));

export const PROFESSIONS = new Set(`
social_worker advocate lawyer psychologist doctor nurse police_officer border_guard labour_inspector prosecutor
judge child_protection_worker guardian asylum_officer coordinator focal_point rapporteur consular_officer
interpreter mediator union_adviser trainer editor administrator
`.trim().split(/\s+/));

export const NO_CONSENT_GROUNDS = new Set(`
anonymous_notification statutory_duty vital_interest child_protection consultation_without_data
`.trim().split(/\s+/));

export const HOLD_GROUNDS = new Set(`
pending_claim limitation_date
`.trim().split(/\s+/));

export const EXPLOITATION = new Set(`
sexual_exploitation labour_exploitation domestic_servitude forced_begging forced_criminality slavery_or_similar
organ_removal forced_marriage illegal_adoption surrogacy child_labour armed_group_recruitment other unknown
`.trim().split(/\s+/));

export const CONSTRAINTS = new Set(`
children_with disability_access pets women_only men lgbti_safe no_documents medication
`.trim().split(/\s+/));

export const PARTS_OF_COUNTRY = new Set(`
anywhere capital north east south west centre
`.trim().split(/\s+/));

export const FEASIBILITY = new Set(`
possible possible_from not_possible ask_other
`.trim().split(/\s+/));

export const ASK_FOR = new Set(`
safety_plan journey interview appointment deadline service
`.trim().split(/\s+/));

export const LANGUAGES = new Set(`
bg en de es fr nl ro sv sq uk ru ar vi hu rom pl pt it sr hr bs mk sl sk cs lt lv et el tr ka hy be yo ig ha bin pcm
wo ff bm ti am so om sw ln zh-Hans yue th fil tl id hi pa bn ur ne si ta mn km ko fa prs ps ckb kmr uz ky tg sgn gsg
sfb vgt swl bqn rms ssp
`.trim().split(/\s+/));

/** What travels with an offer; all else waits for the acceptance (section 14). */
export const AT_ONCE = new Set(["profile", "needs", "safety"]);
