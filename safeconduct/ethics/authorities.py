"""Duties of authorities, and of those who keep the house: mostly what they must not see."""

from django.utils.translation import gettext_lazy as _

from safeconduct.access import rules as access
from safeconduct.cases.emergency import rules as emergency
from safeconduct.cases.team import rules as team
from safeconduct.consent import rules as consent
from safeconduct.ethics.duties import Duty
from safeconduct.referrals import reasons
from safeconduct.referrals.authorities import rules as asking
from safeconduct.vocabulary.codes import Profession

POLICE = frozenset({Profession.POLICE_OFFICER, Profession.BORDER_GUARD, Profession.LABOUR_INSPECTOR})
PROSECUTION = frozenset({Profession.PROSECUTOR})
STATE = POLICE | PROSECUTION | frozenset({Profession.ASYLUM_OFFICER, Profession.CONSULAR_OFFICER})
JUDGES = frozenset({Profession.JUDGE})
COORDINATION = frozenset({Profession.COORDINATOR, Profession.FOCAL_POINT, Profession.RAPPORTEUR})
HOUSE = frozenset({Profession.ADMINISTRATOR, Profession.EDITOR, Profession.TRAINER})

DUTIES: tuple[Duty, ...] = (
    Duty(
        code="support_is_not_evidence",
        who=STATE,
        is_must=False,
        words=_(
            "Do not read what was written so that somebody is helped; neither a consent for help nor an "
            "emergency opens it to you."
        ),
        why=_("Nobody tells a helper the truth if it may stand in an indictment or at a border."),
        source="Council of Europe Convention 197, Articles 11 and 12(6)",
        reasons=(access.FORBIDDEN, emergency.NOT_FOR_YOU, consent.NOT_HELD_THERE),
    ),
    Duty(
        code="ask_for_one_section",
        who=frozenset({Profession.POLICE_OFFICER, Profession.PROSECUTOR}),
        is_must=False,
        words=_(
            "Do not read more than the one section that the person named to you, for the purpose and the time that "
            "they agreed to."
        ),
        why=_("Who lets you see one thing has not agreed to be searched."),
        source="Directive (EU) 2016/680, Articles 4 and 10",
        reasons=(asking.NOT_THIS_SECTION, asking.OTHER_CONSENT),
    ),
    Duty(
        code="not_where_kept_out",
        who=POLICE,
        is_must=False,
        words=_("Do not meet somebody who has said “not to the police”, at the station neither."),
        why=_("Whoever is met by those they fear does not arrive."),
        source="WHO 2003, 6: the right to restrict use",
        is_read=True,
        reasons=(reasons.NOT_MET_BY_POLICE, consent.NOT_FOR_POLICE),
    ),
    Duty(
        code="refer_at_first_contact",
        who=STATE,
        is_must=True,
        words=_(
            "Refer to a support agency as soon as there are reasonable grounds to believe that somebody was "
            "trafficked, whatever the procedure."
        ),
        why=_("Help begins with the first indication, not with a decision or a statement."),
        source="Directive 2011/36/EU, Article 11(2)",
    ),
    Duty(
        code="say_who_you_are",
        who=STATE,
        is_must=True,
        words=_(
            "Say that you are an authority, and what you must do with what you hear, before you ask anything."
        ),
        why=_("A yes that was given to somebody else than you is no yes."),
        source="Directive 2012/29/EU, Article 4",
        help=_("Each service shows its sector, and a person's copy names it."),
    ),
    Duty(
        code="no_punishment",
        who=PROSECUTION | POLICE,
        is_must=True,
        words=_("Ask first whether somebody was compelled to what they are accused of."),
        why=_(
            "Who was forced must be able to be left unpunished, and must not be made a suspect by asking for"
            " help."
        ),
        source="Directive 2011/36/EU as amended by (EU) 2024/1712, Article 8",
    ),
    Duty(
        code="as_few_interviews_as_possible",
        who=PROSECUTION | POLICE,
        is_must=False,
        words=_(
            "Do not interview somebody again about what is recorded already, and not before the clinician "
            "says that they can."
        ),
        why=_("An interview that hurts gives no better statement."),
        source="Directive 2011/36/EU, Articles 12(4) and 15(3)",
    ),
    Duty(
        code="a_court_gets_what_a_party_files",
        who=JUDGES,
        is_must=False,
        words=_("Do not look into a case here: a court knows what the parties file."),
        why=_("Who decides must have heard both sides, and nothing else."),
        source="Bangalore principles of judicial conduct, 2",
        reasons=(access.FORBIDDEN, team.NO_PLACE),
    ),
    Duty(
        code="coordinate_without_names",
        who=COORDINATION,
        is_must=False,
        words=_("Do not ask for a name or a text to see that a referral stands still: the envelope says it."),
        why=_(
            "A list of all trafficked persons of a country is the most dangerous thing that this could "
            "become."
        ),
        source="Regulation (EU) 2016/679, Article 25",
        reasons=(access.NOT_IN_THE_POLICY,),
    ),
    Duty(
        code="count_without_persons",
        who=COORDINATION,
        is_must=False,
        words=_("Do not publish a number behind which somebody can be recognised."),
        why=_("Three persons in a small town are known to the town."),
        source="Directive 2011/36/EU as amended by (EU) 2024/1712, Article 19a",
    ),
    Duty(
        code="keep_the_house_not_the_people",
        who=HOUSE,
        is_must=False,
        words=_("Do not look at people's files in order to keep the node, the pages or a training going."),
        why=_("Whoever can read everything is whom everybody who wants a name will ask."),
        source="Regulation (EU) 2016/679, Article 32",
        reasons=(access.FORBIDDEN, team.NO_PLACE, emergency.NOT_FOR_YOU),
    ),
    Duty(
        code="invented_people_only",
        who=HOUSE,
        is_must=False,
        words=_("Do not show or print real cases in trainings, pictures or on a test node."),
        why=_("A change of the name does not hide a story."),
        source="Regulation (EU) 2016/679, Article 5(1)(b)",
        help=_("A demonstration brings a whole story of invented people, and says so on every page."),
    ),
)
