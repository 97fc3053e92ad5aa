"""Which ground an agency may name for a purpose. Pure; no lawyer has checked it.

GDPR Art. 6 and 9; Directive (EU) 2016/680. The person's permission to tell others is another record, and never this.
"""

import re

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import ProcessingGround, Sector, SpecialCondition
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

UNDER_THE_DIRECTIVE = frozenset({Sector.POLICE, Sector.BORDER_GUARD, Sector.PROSECUTION})
AUTHORITIES = UNDER_THE_DIRECTIVE | {
    Sector.COURT,
    Sector.ASYLUM_MIGRATION,
    Sector.CONSULAR,
    Sector.GOVERNMENT,
    Sector.LABOUR_INSPECTORATE,
}
IN_A_LAW = frozenset(
    {ProcessingGround.LEGAL_OBLIGATION, ProcessingGround.PUBLIC_TASK, ProcessingGround.LAW_ENFORCEMENT}
)
"""What rests on a law that is named (Art. 6(3) GDPR; Art. 8 of the directive)."""

LAW = re.compile(r"[\w][\w .,/()-]{0,79}")

NOT_LISTED = Reason(
    "processing_ground_not_listed",
    _("A purpose rests on a ground, and on a condition for special categories of data."),
    _("Choose both from the lists."),
)
LAW_MISSING = Reason(
    "processing_law_missing",
    _("This ground rests on a law, and none is named."),
    _("Enter the law and its article, 80 signs at most."),
)
NOT_FOR_AUTHORITIES = Reason(
    "legitimate_interests_not_for_authorities",
    _("An authority in its tasks cannot name legitimate interests (Art. 6(1), last sentence)."),
    _("Choose the law that gives it the task."),
)
ONLY_UNDER_THE_DIRECTIVE = Reason(
    "law_enforcement_for_others",
    _("Only police, border guard and prosecution process under the directive for law enforcement."),
    _("Choose a ground of the GDPR."),
)
CONDITION_OF_THE_OTHER_LAW = Reason(
    "condition_of_the_other_law",
    _("Ground and condition are of two different laws."),
    _("Under the directive choose “strictly necessary”, and only there."),
)


ANSWERED = Reason(
    "processing_ground_answered",
    _("This ground was answered already, or another one was proposed after it."),
    _("Look at what waits now, on the page Data protection."),
)
OWN_GROUND = Reason(
    "own_processing_ground",
    _("Who proposes a ground does not confirm it."),
    _("Ask another administrator of your agency, or a colleague who supervises."),
)
NOT_A_SECOND = Reason(
    "no_second_for_grounds",
    _("A ground is confirmed by an administrator of the agency or by somebody who supervises."),
    _("Tell one of them; the page Data protection names who may."),
)


def may_confirm(*, is_there: bool, is_own: bool, may_see: bool) -> Decision:
    """Whether a member may say the second person's word on a ground that waits."""
    if not may_see:
        return Refused(NOT_A_SECOND)
    if not is_there:
        return Refused(ANSWERED)
    return Refused(OWN_GROUND) if is_own else Allowed()


def may_rest_on(ground: str, condition: str, law: str, *, sector: Sector) -> Decision:
    """Whether an agency of this sector may name this ground, condition and law for a purpose."""
    if ground not in set(ProcessingGround) or condition not in set(SpecialCondition):
        return Refused(NOT_LISTED)
    if ground == ProcessingGround.LAW_ENFORCEMENT and sector not in UNDER_THE_DIRECTIVE:
        return Refused(ONLY_UNDER_THE_DIRECTIVE)
    if ground == ProcessingGround.LEGITIMATE_INTERESTS and sector in AUTHORITIES:
        return Refused(NOT_FOR_AUTHORITIES)
    is_strict = condition == SpecialCondition.STRICTLY_NECESSARY
    if is_strict is not (ground == ProcessingGround.LAW_ENFORCEMENT):
        return Refused(CONDITION_OF_THE_OTHER_LAW)
    has_law = bool(LAW.fullmatch(law))
    if not has_law and (law or ProcessingGround(ground) in IN_A_LAW):
        return Refused(LAW_MISSING)
    return Allowed()
