"""For whoever meets somebody first: a question without a name, a referral from the yes, and taking it back."""

from django.utils.translation import gettext_lazy as _

from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Look, Scenario, Step
from safeconduct.site.training.scenarios import common
from safeconduct.site.training.scenarios.cast import ANA, FLORIN
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.sections import Section

WITHOUT_A_NAME = Scenario(
    code="a-question-without-a-name",
    course=_("For whoever meets somebody first"),
    title=_("A man at the building site"),
    profession=_("First responder"),
    alias="Exercise Larch",
    begins=FLORIN,
    others=(ANA,),
    situation=(
        _("Petru (invented) came to the clinic with a hurt hand, from a building site. The foreman waits outside."),
        _("You speak with him alone. He says no to everything, then asks where he could sleep tonight."),
        _("In the end he agrees that you ask. Tomorrow he changes his mind."),
    ),
    looks=frozenset({Look.QUESTIONS}),
    limits=_(
        "Police, border guards and inspectors make no referrals here. They name a service, and leave its number. So "
        "you play a nurse."
    ),
    prepared={
        Section.PROFILE: {
            "age_band": "36_50", "is_child": "no", "sex": "m", "languages": ["ro"], "citizenships": ["RO"],
        },
    },
    steps=(
        Step(
            code="asked_first",
            task=_("Ask the crisis shelter of Casa Salcia without a name whether it could help (page Enquiries)."),
            standard=_("A service is asked whether it can take somebody before it is told about them."),
            source=common.NRM,
            is_compared=True,
            check=checks.asked_first,
        ),
        Step(
            code="became",
            task=_("As Ana Pop answer that it is possible. As Florin Pavel make a referral from the answer."),
            standard=_("Consent comes before anything about the person is told. Each single fact may be refused."),
            source=common.NRM,
            is_compared=True,
            check=checks.question_became_a_referral,
        ),
        common.safety_looked_at(),
        common.agreed(),
        Step(
            code="urgency",
            task=_("Choose how urgent it is: he needs a bed tonight, and is in no danger of life. Urgent."),
            standard=_("The urgency sets the time for each answer. If everything is an emergency, nothing is."),
            source=common.PRACTICE,
            check=checks.urgency(Urgency.URGENT),
        ),
        common.no_more_than_needed(
            *common.SHELTER, task=_("Let go what a shelter needs, and nothing that you know as a nurse.")
        ),
        Step(
            code="taken_back",
            task=_("Petru changes his mind. Take the referral back, and look at it as Ana Pop: nothing is open."),
            standard=_("A yes ends whenever the person says so, without a reason. No help depends on it."),
            source=common.HTCDS,
            is_compared=True,
            check=checks.taken_back,
        ),
    ),
)  # fmt: skip
