"""For psychologists: what is written in one's own room, and what leaves the house."""

from django.utils.translation import gettext_lazy as _

from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Look, Scenario, Step
from safeconduct.site.training.scenarios import common
from safeconduct.site.training.scenarios.cast import ANA, IOANA, SOFIE
from safeconduct.vocabulary.sections import Section

GDPR_HEALTH = "Regulation (EU) 2016/679, Article 9(3)"

NO_DIAGNOSIS = Scenario(
    code="what-others-need-to-know",
    course=_("For psychologists: what others need to know, and what not"),
    title=_("The shelter asks what is wrong with Daria"),
    profession=_("Psychologist"),
    alias="Exercise Willow",
    begins=ANA,
    others=(IOANA, SOFIE),
    situation=(
        _("Daria (invented) cries at night. A shelter in Belgium would take her, and asks for her diagnosis first."),
        _("Ana Pop leads her case. You are the psychologist, Ioana Marin. You play both, one after the other."),
    ),
    looks=frozenset({Look.HEALTH}),
    limits=_(
        "In an agency like this one a psychologist leads no case. So the exercise begins with the colleague who does. "
        "What Ioana Marin writes this page does not see: it is closed to whoever leads."
    ),
    prepared={
        Section.PROFILE: {
            "age_band": "18_20", "is_child": "no", "sex": "f", "languages": ["ro"], "citizenships": ["MD"],
        },
    },
    steps=(
        Step(
            code="place",
            task=_("As Ana Pop give Ioana Marin a place in the case (Team), after Daria knows of it."),
            standard=_(
                "Health is opened by clinicians only. Whoever leads the case sees that it is kept, and by whom."
            ),
            source=GDPR_HEALTH,
            check=checks.clinician_holds_health,
        ),
        Step(
            code="asked",
            task=_(
                "As Ana Pop ask about health on the person's page: what does the service need to know? As Ioana Marin "
                "write under Health, then answer."
            ),
            standard=_(
                "The others need an answer, and not the reason for it. It is told by word of mouth, and opens nothing."
            ),
            source=GDPR_HEALTH,
            check=checks.holder_was_asked,
        ),
        Step(
            code="needs",
            task=_(
                "As Ana Pop write what Daria needs under Needs: a room alone, somebody at night. Read it again: is "
                "there a word of a diagnosis? This page cannot judge words."
            ),
            standard=_("A note about treatment can be used against somebody in court, in a family and at a border."),
            source="Regulation (EU) 2016/679, Article 9(2)(h)",
            check=checks.written_before(Section.NEEDS),
        ),
        common.safety_looked_at(),
        common.agreed(),
        common.no_more_than_needed(
            *common.SHELTER,
            task=_(
                "Refer her to the shelter in Belgium: Maison Lierre. Let go what it needs to take her in. No health."
            ),
        ),
        Step(
            code="no_health",
            task=_("Look at the draft before you send it. Health is not offered there at all."),
            standard=_("Health is referred to nobody. Who treats her next asks her, and then you."),
            source=GDPR_HEALTH,
            check=checks.never(Section.HEALTH),
        ),
        Step(
            code="accepted",
            task=_("As the shelter, Sofie Maes, accept. Read whether you know enough for the first night."),
            standard=_("The service knows what to do, and not why. That is enough to say yes."),
            source=common.PRACTICE,
            check=checks.accepted,
        ),
        common.loop_closed(),
    ),
)  # fmt: skip
