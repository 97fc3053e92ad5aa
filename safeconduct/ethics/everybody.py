"""Duties of everybody who works with people here, whatever their profession."""

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.emergency import rules as emergency
from safeconduct.consent import rules as consent
from safeconduct.ethics.duties import EVERYBODY, Duty
from safeconduct.referrals import reasons

DUTIES: tuple[Duty, ...] = (
    Duty(
        code="say_it_before_asking",
        who=EVERYBODY,
        is_must=True,
        words=_("Tell the person the seven facts and the one limit before they decide what is shared."),
        why=_(
            "Somebody can only agree to what they know. The limit, danger to life, is said before and not "
            "after."
        ),
        source="IOM, Human Trafficking Case Data Standard, guidance on con_Consent",
        is_read=True,
        reasons=(consent.FACT_MISSING, consent.LIMIT_MISSING),
    ),
    Duty(
        code="only_with_a_yes",
        who=EVERYBODY,
        is_must=False,
        words=_(
            "Do not tell another agency about somebody who has not agreed to exactly that, or no longer "
            "agrees."
        ),
        why=_(
            "What the person tells belongs to the person. A no costs no help, and a yes ends whenever they "
            "say so."
        ),
        source="WHO 2003, Ethical and safety recommendations for interviewing trafficked women, 6",
        is_read=True,
        reasons=(reasons.CONSENT_ENDED, consent.NOT_FOR_POLICE, consent.NOT_FOR_THIS_COUNTRY),
    ),
    Duty(
        code="no_harm_by_sending",
        who=EVERYBODY,
        is_must=False,
        words=_(
            "Do not send anybody anywhere before their safety was looked at, and never into a danger against"
            " which nothing is planned."
        ),
        why=_("A journey or a new agency changes who can find the person. The person knows the danger best."),
        source="WHO 2003, 1 and 7",
        is_read=True,
        reasons=(reasons.NO_SAFETY_ANSWER, reasons.SAFETY_OUT_OF_DATE, reasons.DANGER_NOT_MITIGATED),
    ),
    Duty(
        code="close_the_loop",
        who=EVERYBODY,
        is_must=True,
        words=_(
            "Say what became of each service that was asked for; “could not be reached” is an answer too."
        ),
        why=_("Without an answer nobody notices that somebody never arrived."),
        source="Directive 2011/36/EU as amended by (EU) 2024/1712, Article 11(4)",
        reasons=(reasons.OUTCOME_MISSING,),
    ),
    Duty(
        code="no_reading_out_of_curiosity",
        who=EVERYBODY,
        is_must=False,
        words=_(
            "Do not open a file you do not work on. In an emergency read what saves the person, and let "
            "somebody else look at it."
        ),
        why=_("Each reading stands in “Who saw my data”, which the person may see at any time."),
        source="Regulation (EU) 2016/679, Article 5(1)(f)",
        reasons=(emergency.NOT_FOR_YOU, emergency.NOT_YOUR_OWN, consent.READING_NOT_REVIEWED),
    ),
    Duty(
        code="a_ground_is_no_habit",
        who=EVERYBODY,
        is_must=False,
        words=_("Do not share on a legal ground what the person could be asked about."),
        why=_(
            "A ground stands in the place of a yes only where a life or a child must be protected at once; a"
            " second person looks at each use."
        ),
        source="Regulation (EU) 2016/679, Articles 6(1)(d) and 9(2)(c)",
        reasons=(consent.GROUND_NOT_REVIEWED, consent.NOT_A_GROUND),
    ),
    Duty(
        code="a_child_is_heard",
        who=EVERYBODY,
        is_must=True,
        words=_(
            "Treat somebody who may be a child as one: a guardian gives the permission, the child says yes "
            "too, and child protection comes first."
        ),
        why=_("Where the age is not sure, the mistake must not be made at the child's cost."),
        source="Directive 2011/36/EU, Articles 13(2) and 14; Council of Europe Convention 197, Article 10(3)",
        reasons=(
            consent.NO_GUARDIAN,
            consent.NO_ASSENT,
            reasons.CHILD_NEEDS_PROTECTION,
            reasons.NOT_KNOWN_TO_BE_NO_CHILD,
        ),
    ),
    Duty(
        code="help_without_condition",
        who=EVERYBODY,
        is_must=False,
        words=_("Do not make any help depend on whether the person speaks with the police or a court."),
        why=_(
            "Help is owed because somebody needs it. No service here asks about co-operation, and none can."
        ),
        source="Directive 2011/36/EU, Article 11(3); Council of Europe Convention 197, Article 12(6)",
        help=_("No form has a field for it, and what was declined is counted by its reason."),
    ),
    Duty(
        code="not_told_twice",
        who=EVERYBODY,
        is_must=False,
        words=_("Do not ask for the story again where it was told already."),
        why=_(
            "Each telling can hurt again, and what is asked twice is told differently, which is used against"
            " the person."
        ),
        source="Directive 2011/36/EU, Article 12(4); WHO 2003, 8",
        help=_(
            "The register says who asked about what, and when, and wants a reason for a further talk on the same "
            "subject; a closed section says who holds what exists."
        ),
    ),
    Duty(
        code="promise_nothing",
        who=EVERYBODY,
        is_must=False,
        words=_("Do not promise a place, a permit or an end of a procedure that others decide."),
        why=_("Somebody who was deceived by promises counts on the next one."),
        source="WHO 2003, 3",
        is_read=True,
        help=_(
            "Where a service has said how many places are free, that is shown with its day; an acceptance is the "
            "other agency's own word."
        ),
    ),
    Duty(
        code="no_suspects_no_statements",
        who=EVERYBODY,
        is_must=False,
        words=_(
            "Do not write down names of suspects, statements about the offence word for word, or copies of "
            "identity papers without need."
        ),
        why=_(
            "Such notes can be seized, and they put the person and others in danger. They belong to the "
            "police, if the person wants that."
        ),
        source="Regulation (EU) 2016/679, Article 10",
    ),
    Duty(
        code="say_how_to_complain",
        who=EVERYBODY,
        is_must=True,
        words=_(
            "Tell the person how they can complain about you, to somebody who does not work on their case."
        ),
        why=_("Who depends on you will not say to you what you did wrong."),
        source="Directive 2012/29/EU, Article 4(1)(h)",
        help=_(
            "From the person's page a complaint goes to somebody outside the case; whoever leads it sees "
            "none that somebody else wrote down."
        ),
    ),
)
