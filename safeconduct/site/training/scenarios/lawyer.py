"""For lawyers: a colleague in the other country, before the first statement."""

from django.utils.translation import gettext_lazy as _

from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Scenario, Step
from safeconduct.site.training.scenarios import common
from safeconduct.site.training.scenarios.cast import CLAIRE, RADU
from safeconduct.vocabulary.codes import Need, Urgency
from safeconduct.vocabulary.sections import Section

ADVICE_FIRST = Scenario(
    code="advice-before-the-statement",
    course=_("For lawyers: advice before the first statement"),
    title=_("Ana is to be heard on Thursday"),
    profession=_("Lawyer"),
    alias="Exercise Cedar",
    begins=RADU,
    others=(CLAIRE,),
    situation=(
        _("Ana (invented) was brought from Romania to Belgium. On Thursday the police in Belgium want to hear her."),
        _("You advise her in Romania. She has no lawyer in Belgium, and asks you for one."),
        _("What she told you about her debts is privileged. It is not needed there yet."),
    ),
    prepared={
        Section.PROFILE: {
            "age_band": "26_35", "is_child": "no", "sex": "f", "languages": ["ro"], "citizenships": ["RO"],
        },
        Section.IDENTITY: {"names": "Ana Exercise (invented)", "birth_date": "1996-02-03"},
        Section.NEEDS: {
            "needs": [Need.LEGAL_AID.value],
            "wish": "Somebody beside me on Thursday who speaks for me.",
            "details": "Advice before Thursday, and somebody at the interview.",
        },
    },
    steps=(
        common.safety_looked_at(),
        common.safe_contact_said(),
        Step(
            code="law",
            task=_(
                "Begin a referral to the lawyers in Belgium: Barreau du Canal. On the draft say which country's law "
                "and which proceedings it is about."
            ),
            standard=_("A lawyer can only say yes or no when they know which law and which proceedings it is about."),
            source=common.PRACTICE,
            check=checks.law_named,
        ),
        Step(
            code="urgency",
            task=_("Choose a time in which an answer still helps: urgent."),
            standard=_("Legal advice comes without delay, and before the first interview by an authority."),
            source="Directive 2011/36/EU, Article 12(2)",
            check=checks.urgency(Urgency.URGENT),
        ),
        common.agreed(),
        common.no_more_than_needed(
            *common.SHELTER,
            task=_("Let go: profile, needs, safety, safe contact and identity. What is privileged stays with you."),
        ),
        common.answered(),
        Step(
            code="conflict",
            task=_("As the other side answer what you know of a conflict of interest, and accept."),
            standard=_("A lawyer looks for a conflict before they learn the name. Afterwards it cannot be unlearned."),
            source="CCBE, Code of conduct for European lawyers, 3.2",
            check=checks.accepted,
        ),
        common.loop_closed(),
    ),
)  # fmt: skip
