"""Duties of those who help: who leads a case, who treats, who defends, who interprets, who stands in for a child."""

from django.utils.translation import gettext_lazy as _

from safeconduct.access import rules as access
from safeconduct.cases.asking import rules as asking
from safeconduct.cases.interpreters import rules as interpreters
from safeconduct.cases.team import rules as team
from safeconduct.consent import rules as consent
from safeconduct.ethics.duties import Duty
from safeconduct.referrals import reasons
from safeconduct.referrals.own_file import rules as own_file
from safeconduct.vocabulary.codes import Profession

LEADS = frozenset(
    {
        Profession.SOCIAL_WORKER,
        Profession.ADVOCATE,
        Profession.CHILD_PROTECTION_WORKER,
        Profession.UNION_ADVISER,
    }
)
CLINICIANS = frozenset({Profession.PSYCHOLOGIST, Profession.DOCTOR, Profession.NURSE})
LAWYERS = frozenset({Profession.LAWYER})
INTERPRETERS = frozenset({Profession.INTERPRETER, Profession.MEDIATOR})
GUARDIANS = frozenset({Profession.GUARDIAN})

DUTIES: tuple[Duty, ...] = (
    Duty(
        code="the_person_knows_the_team",
        who=LEADS | LAWYERS,
        is_must=True,
        words=_("Tell the person who works on their case before anybody begins."),
        why=_("A place opens sections. Somebody who does not know of it cannot object."),
        source="Regulation (EU) 2016/679, Article 13(1)(e)",
        reasons=(team.PERSON_DOES_NOT_KNOW,),
    ),
    Duty(
        code="other_rooms_stay_closed",
        who=LEADS,
        is_must=False,
        words=_(
            "Do not open what a clinician or a lawyer keeps, also when you lead the case. Ask them; they and"
            " the person decide."
        ),
        why=_("People tell a doctor and a lawyer what they tell nobody else, because it stays there."),
        source="IFSW, Global statement of ethical principles, on confidentiality",
        reasons=(access.NOT_IN_THE_POLICY, asking.NOT_THE_HOLDER),
    ),
    Duty(
        code="notes_stay_here",
        who=LEADS | LAWYERS | CLINICIANS,
        is_must=False,
        words=_("Do not send case notes or legal matters to anybody."),
        why=_("Notes are written for yourself: what others need is written for them, with the person."),
        source="GBV IMS, rules for sharing information on incidents",
        reasons=(consent.NEVER_LEAVES,),
    ),
    Duty(
        code="a_handover_has_a_place",
        who=LEADS,
        is_must=True,
        words=_(
            "Say where, when and by whom the person is met, before the journey begins; nobody meets them "
            "whom they keep out."
        ),
        why=_("Most people are lost between two agencies."),
        source="National referral mechanism of Bulgaria, measure 1.4",
        reasons=(reasons.PLACE_NOT_SAID, reasons.NOT_MET_BY_POLICE),
    ),
    Duty(
        code="no_copies_without_a_yes",
        who=LEADS | LAWYERS | CLINICIANS,
        is_must=False,
        words=_(
            "Do not copy into your own file what the person gave you for another purpose, or only until a "
            "day."
        ),
        why=_("A copy outlives the yes that it came with."),
        source="Regulation (EU) 2016/679, Article 5(1)(b)",
        reasons=(own_file.NOT_CONSENTED, own_file.ANOTHER_PURPOSE, own_file.A_LAST_DAY, own_file.ON_A_GROUND),
    ),
    Duty(
        code="conflict_before_the_name",
        who=LAWYERS,
        is_must=True,
        words=_(
            "Say what you know of a conflict of interest before you accept; the name is compared before you read it."
        ),
        why=_("Who knows two opposite stories can serve neither, and may have to give up both."),
        source="CCBE, Code of conduct for European lawyers, 3.2",
        reasons=(reasons.CONFLICT_NOT_CHECKED,),
    ),
    Duty(
        code="privilege_is_the_persons",
        who=LAWYERS,
        is_must=False,
        words=_(
            "Do not let what is privileged leave your own room: no referral, no emergency and no colleague of "
            "another profession opens it."
        ),
        why=_("The secret belongs to the person, not to you; once shared it is no secret before a court."),
        source="CCBE, Code of conduct for European lawyers, 2.3",
        reasons=(access.FORBIDDEN, consent.NEVER_LEAVES),
    ),
    Duty(
        code="legal_help_from_the_start",
        who=LAWYERS,
        is_must=True,
        words=_(
            "Say to the person that advice comes before the first interview by an authority, and what is "
            "free of charge."
        ),
        why=_("What is said without advice can decide about a permit, a claim or a charge."),
        source="Directive 2011/36/EU, Article 12(2)",
        help=_("A legal referral asks for the countries, the kinds of proceedings and the next date first."),
    ),
    Duty(
        code="fitness_without_a_diagnosis",
        who=CLINICIANS,
        is_must=True,
        words=_(
            "Say whether somebody can travel or be interviewed, and under which conditions; no diagnosis."
        ),
        why=_("The others need the answer, not the reason for it."),
        source="Regulation (EU) 2016/679, Article 9(3)",
        help=_("The health section asks for fitness and conditions apart from clinical notes."),
    ),
    Duty(
        code="health_stays_with_the_clinicians",
        who=CLINICIANS,
        is_must=False,
        words=_("Do not refer health to anybody: it is opened by clinicians of your agency only."),
        why=_("A note about treatment can be used against somebody in court, in a family and at a border."),
        source="Regulation (EU) 2016/679, Articles 9(2)(h) and 9(3)",
        reasons=(access.NOT_IN_THE_POLICY, access.FORBIDDEN),
    ),
    Duty(
        code="no_file_for_interpreters",
        who=frozenset({Profession.INTERPRETER}),
        is_must=False,
        words=_("Do not ask for a file: you know time, place and language, and forget the rest."),
        why=_("An interpreter lives in a community. What you do not hold nobody can ask of you."),
        source="WHO 2003, 4",
        is_read=True,
        reasons=(access.FORBIDDEN, team.NO_PLACE),
    ),
    Duty(
        code="no_relative_interprets",
        who=LEADS | LAWYERS | CLINICIANS,
        is_must=False,
        words=_(
            "Do not let a relative, a friend or whoever came along interpret, however well they are meant."
        ),
        why=_("They may have a part in it. And nobody tells everything before their own family."),
        source="WHO 2003, 4",
        is_read=True,
        reasons=(interpreters.TIED, interpreters.NOT_OFFERED),
    ),
    Duty(
        code="refuse_whom_you_know",
        who=INTERPRETERS,
        is_must=True,
        words=_("Say no to the assignment when you know the person, the family or anybody who is accused."),
        why=_("Nobody speaks freely before somebody who may tell it at home."),
        source="WHO 2003, 4",
        is_read=True,
    ),
    Duty(
        code="translate_all_of_it",
        who=INTERPRETERS,
        is_must=True,
        words=_("Say everything that is said, also to you, and nothing of your own."),
        why=_("A summary is somebody else's story."),
        source="ISO 20228:2019, Interpreting services: legal interpreting",
    ),
    Duty(
        code="guardian_without_a_conflict",
        who=GUARDIANS,
        is_must=True,
        words=_("Step back where you, or the family that you stand for, may have a part in what happened."),
        why=_("A guardian's yes stands beside the child's own. It must not be the yes of who gains by it."),
        source="Directive 2011/36/EU, Articles 14(2) and 16(1)",
    ),
    Duty(
        code="the_child_says_yes_too",
        who=GUARDIANS,
        is_must=False,
        words=_("Do not decide over the child's head: without the child's own yes nothing is sent."),
        why=_("A child has a right to be heard in everything that is decided about them."),
        source="Convention on the Rights of the Child, Article 12",
        reasons=(consent.NO_ASSENT,),
    ),
)
