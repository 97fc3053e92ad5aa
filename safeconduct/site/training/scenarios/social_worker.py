"""For social workers: a referral to a shelter abroad, from the talk to the end."""

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import Event
from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Scenario, Step
from safeconduct.site.training.scenarios import common
from safeconduct.site.training.scenarios.cast import ANA, SOFIE
from safeconduct.vocabulary.codes import Need, Urgency
from safeconduct.vocabulary.sections import Section

ARRIVES = Scenario(
    code="a-referral-that-arrives",
    course=_("For social workers: a referral that arrives"),
    title=_("Mirela wants to go home on Monday"),
    profession=_("Social worker"),
    alias="Exercise Hazel",
    begins=ANA,
    others=(SOFIE,),
    situation=(
        _("Mirela (invented) is 24 and has stayed with you for three weeks. On Monday she travels to Belgium."),
        _("A man to whom she owes money knows your town. She may be called on weekdays before noon."),
        _("She speaks Romanian. Her story stands in your notes. She does not want to tell it again."),
    ),
    prepared={
        Section.PROFILE: {
            "age_band": "21_25", "is_child": "no", "sex": "f", "languages": ["ro"], "citizenships": ["RO"],
        },
        Section.IDENTITY: {"names": "Mirela Exercise (invented)", "birth_date": "2002-05-14"},
        Section.NARRATIVE: {
            "notes": "She worked in a house that she could not leave, and owes a man money for the journey. She told "
            "it once, in the first week, and does not want to tell it again.",
        },
        Section.NEEDS: {
            "needs": [Need.HOUSING.value, Need.SAFETY.value],
            "wish": "A room where nobody from home knows me.",
            "details": "A place from Monday evening.",
        },
    },
    steps=(
        common.safety_looked_at(),
        common.safe_contact_said(),
        common.agreed(),
        Step(
            code="abroad",
            task=_("Refer her to the shelter in Belgium: Maison Lierre."),
            standard=_("The person chooses the service, as far as there is a choice."),
            source=common.NRM,
            is_compared=True,
            check=checks.abroad,
        ),
        Step(
            code="urgency",
            task=_("Choose how urgent it is. Monday is near, and nobody is in danger of life: urgent."),
            standard=_("The urgency sets the time for each answer. If everything is an emergency, nothing is."),
            source=common.PRACTICE,
            check=checks.urgency(Urgency.URGENT),
        ),
        common.no_more_than_needed(
            *common.SHELTER,
            at_least=(*common.AT_LEAST, Section.SAFE_CONTACT),
            task=_("Let go: profile, needs, safety, safe contact and identity. No health, and no story."),
        ),
        common.answered(),
        Step(
            code="accepted",
            task=_("As the other side say who is responsible for her from now on."),
            standard=_("A referral that is accepted has a person who answers for it, and not only a team."),
            source=common.PRACTICE,
            check=checks.accepted,
        ),
        Step(
            code="handover",
            task=_("Agree on where, when and by whom she is met. One side proposes it, the other confirms."),
            standard=_("The journey has two ends. Both know the place, the hour, and who is there."),
            source=common.NRM,
            is_compared=True,
            check=checks.met,
        ),
        Step(
            code="arrived",
            task=_(
                "Move the clock until that hour is over, or just before it. As the other side say that she has arrived."
            ),
            standard=_("Somebody says that the person is there. Until then both sides look after the journey."),
            source=common.PRACTICE,
            check=checks.made(Event.ARRIVE),
        ),
        common.loop_closed(),
    ),
)  # fmt: skip
