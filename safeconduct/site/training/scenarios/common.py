"""Steps that several exercises share, each with what the standard says and where that stands."""

from django.utils.translation import gettext_lazy as _

from safeconduct.site.training import checks
from safeconduct.site.training.scenario import Step
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

WHO = "WHO, Ethical and safety recommendations for interviewing trafficked women (2003)"
NRM = "National referral mechanism of Bulgaria, measure 1.4"
HTCDS = "IOM, Human Trafficking Case Data Standard, guidance on con_Consent"
PRACTICE = "practice"
"""What this network proposes: no law, and nobody else's rule."""

SHELTER = (Section.PROFILE, Section.NEEDS, Section.SAFETY, Section.SAFE_CONTACT, Section.IDENTITY)
"""What a service needs that takes somebody in."""
AT_LEAST = (Section.PROFILE, Section.NEEDS, Section.SAFETY)


def safety_looked_at() -> Step:
    """The danger, before anything is sent."""
    return Step(
        code="safety",
        task=_(
            "Look at the danger with the person, and write it down under Safety before you send anything."
        ),
        standard=_(
            "Nobody is sent anywhere before their safety was looked at. The person knows the danger best."
        ),
        source=f"{WHO}, 1 and 7",
        is_compared=True,
        check=checks.written_before(Section.SAFETY),
    )


def safe_contact_said() -> Step:
    """How the person may be reached."""
    return Step(
        code="safe_contact",
        task=_("Ask how and when the person may be reached, and write it down under Safe contact."),
        standard=_(
            "A call at the wrong hour can tell somebody else where the person is. So it is asked first."
        ),
        source=PRACTICE,
        check=checks.written_before(Section.SAFE_CONTACT),
    )


def agreed() -> Step:
    """The talk about consent."""
    return Step(
        code="consent",
        task=_(
            "Have the talk with the person, and record what they agree to: what goes, to whom, until when."
        ),
        standard=_(
            "Another agency hears of somebody only when that person has agreed to exactly that. A no costs no help."
        ),
        source=f"{WHO}, 6",
        is_compared=True,
        check=checks.agreed_before,
    )


def no_more_than_needed(*most: Section, task: Words, at_least: tuple[Section, ...] = AT_LEAST) -> Step:
    """Which sections travel."""
    return Step(
        code="no_more",
        task=task,
        standard=_("Only what the service needs is told. The person agrees to what, and to how much of it."),
        source=NRM,
        is_compared=True,
        check=checks.only(*most, at_least=at_least),
    )


def answered() -> Step:
    """The receiver's clock."""
    return Step(
        code="clock",
        task=_("Sign in as the other side. Confirm that you have it, then accept, each before it is late."),
        standard=_(
            "An urgent referral is noticed within 24 hours and decided within 72, if the node has not agreed on "
            "other times."
        ),
        source=PRACTICE,
        check=checks.answered_in_time,
    )


def loop_closed() -> Step:
    """What came of it."""
    return Step(
        code="loop",
        task=_(
            "As the other side write what came of it. Then, as the sender, say whether that is so, and close."
        ),
        standard=_(
            "The service says what became of it. Without that nobody notices that somebody never arrived."
        ),
        source=f"{NRM}, feedback",
        is_compared=True,
        check=checks.loop_closed,
    )
