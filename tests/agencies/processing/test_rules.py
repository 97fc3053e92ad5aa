"""Which ground an agency may name for a purpose: every ground, every kind of agency that matters."""

import pytest

from safeconduct.agencies.processing import rules
from safeconduct.vocabulary.codes import ProcessingGround, Sector, SpecialCondition
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

G, C, S = ProcessingGround, SpecialCondition, Sector


@pytest.mark.parametrize(("ground", "condition", "law", "sector", "lacks"), [
    (G.LEGITIMATE_INTERESTS, C.FOUNDATION, "", S.NGO, None),
    (G.LEGITIMATE_INTERESTS, C.FOUNDATION, "", S.LABOUR_INSPECTORATE, rules.NOT_FOR_AUTHORITIES),
    (G.LEGITIMATE_INTERESTS, C.FOUNDATION, "", S.POLICE, rules.NOT_FOR_AUTHORITIES),
    (G.PUBLIC_TASK, C.SOCIAL_PROTECTION, "Law 12/2020, Art. 3", S.SOCIAL_SERVICES, None),
    (G.PUBLIC_TASK, C.SOCIAL_PROTECTION, "", S.SOCIAL_SERVICES, rules.LAW_MISSING),
    (G.LEGAL_OBLIGATION, C.HEALTH_CARE, "", S.HEALTH, rules.LAW_MISSING),
    (G.VITAL_INTERESTS, C.VITAL_INTERESTS, "", S.NGO, None),
    (G.CONSENT, C.EXPLICIT_CONSENT, "", S.NGO, None),
    (G.CONSENT, C.EXPLICIT_CONSENT, "x" * 81, S.NGO, rules.LAW_MISSING),
    (G.CONSENT, C.EXPLICIT_CONSENT, "a\nb", S.NGO, rules.LAW_MISSING),
    (G.LAW_ENFORCEMENT, C.STRICTLY_NECESSARY, "Law 5/2019", S.POLICE, None),
    (G.LAW_ENFORCEMENT, C.STRICTLY_NECESSARY, "Law 5/2019", S.NGO, rules.ONLY_UNDER_THE_DIRECTIVE),
    (G.LAW_ENFORCEMENT, C.LEGAL_CLAIMS, "Law 5/2019", S.POLICE, rules.CONDITION_OF_THE_OTHER_LAW),
    (G.PUBLIC_TASK, C.STRICTLY_NECESSARY, "Law 5/2019", S.POLICE, rules.CONDITION_OF_THE_OTHER_LAW),
    ("", C.FOUNDATION, "", S.NGO, rules.NOT_LISTED),
    (G.CONSENT, "", "", S.NGO, rules.NOT_LISTED),
    ("because", "so", "", S.NGO, rules.NOT_LISTED),
])  # fmt: skip
def test_what_may_be_named(
    ground: str, condition: str, law: str, sector: Sector, lacks: Reason | None
) -> None:
    decision = rules.may_rest_on(ground, condition, law, sector=sector)
    assert (decision.reason if isinstance(decision, Refused) else None) == lacks


@pytest.mark.parametrize(("is_there", "is_own", "may_see", "expected"), [
    (True, False, True, Allowed()),
    (True, True, True, Refused(rules.OWN_GROUND)),
    (False, False, True, Refused(rules.ANSWERED)),
    (False, True, True, Refused(rules.ANSWERED)),
    (True, False, False, Refused(rules.NOT_A_SECOND)),
    (False, False, False, Refused(rules.NOT_A_SECOND)),  # who may not see it is not told whether there is one
])  # fmt: skip
def test_a_second_person_confirms_a_ground_that_still_waits(
    *, is_there: bool, is_own: bool, may_see: bool, expected: Decision
) -> None:
    assert rules.may_confirm(is_there=is_there, is_own=is_own, may_see=may_see) == expected
