"""For prosecutors and judges, and the police who work for them: one section, one purpose, one end."""

from django.utils.translation import gettext_lazy as _

from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Look, Scenario, Step
from safeconduct.site.training.scenarios import common
from safeconduct.site.training.scenarios.cast import JAN, SOFIE
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.sections import Section

ONE_SECTION = Scenario(
    code="one-section-for-an-authority",
    course=_("For prosecutors and judges: heard once, and not punished"),
    title=_("Ilie had a false paper"),
    profession=_("Prosecutor or judge"),
    alias="Exercise Alder",
    begins=SOFIE,
    others=(JAN,),
    situation=(
        _("Ilie (invented) was found in a workshop, with a paper in another name. He lives in a shelter in Belgium."),
        _("He was heard for three hours already. The police want to protect him, and need to know the danger."),
        _("He agrees that they read about his safety for a month. Nothing else."),
    ),
    looks=frozenset({Look.AUTHORITY}),
    limits=_(
        "Nobody of the prosecution works in this demonstration: you play a police officer, for whom the same rules "
        "hold. A judge has no page here. A court gets what a party files."
    ),
    prepared={
        Section.PROFILE: {
            "age_band": "36_50", "is_child": "no", "sex": "m", "languages": ["ro"], "citizenships": ["RO"],
        },
        Section.SAFETY: {"persons_view": "They took my paper. They know where my brother lives."},
        Section.NEEDS: {"needs": [Need.SAFETY.value], "wish": "That my brother is safe."},
    },
    steps=(
        Step(
            code="asked",
            task=_(
                "As Sofie Maes open the person's page, then Police and prosecution, and note the number of the file. "
                "As Jan Peeters ask for Safety, for protection, for a month (page Ask for a section)."
            ),
            standard=_("An authority asks for one section, for one purpose, until one day."),
            source=common.PRACTICE,
            check=checks.asks_for(Section.SAFETY),
        ),
        Step(
            code="answered",
            task=_("As Sofie Maes have the talk with Ilie, and record his answer."),
            standard=_("No help hangs on a statement, and none on this answer: a no is recorded like a yes."),
            source="Directive 2011/36/EU, Article 11(3)",
            check=checks.one_section_opened,
        ),
        Step(
            code="over",
            task=_("As Jan Peeters read it, then give it back. Or take it back as Sofie Maes, or move the clock."),
            standard=_(
                "What was opened for a purpose is closed when the purpose is over. The person is shown each reading."
            ),
            source="Regulation (EU) 2016/679, Article 5(1)(b)",
            check=checks.over,
        ),
    ),
)  # fmt: skip
