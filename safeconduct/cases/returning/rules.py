"""Whether a person may return: every part there, both risks met, of their own will. Pure, after the form F9.

A child returns only after a decision that this is best for the child (Council of Europe Convention, Article 16(7)).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.cases import risk
from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.vocabulary.codes import Answer3, ChildDecision, ReturnWill, RiskLevel
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.sections import Section

LEFT_ON = "left_on"
LONGEST_WAY = timedelta(days=3)
"""Between leaving and being met: agreed practice and no law. Whoever is on the way for longer is met by nobody yet."""
MONITORING = "monitoring"
CALLED_AS_HERE = {"there_level": "level", "there_risks": risk.RISKS, "there_mitigations": risk.MITIGATIONS}
"""How the answers about the risk there are called in an assessment of the risk here: one rule judges both."""

NOT_ASKED = Reason(
    "return_not_asked",
    _("It is not written that the person wants to return."),
    _("Ask the person, alone, and write it down."),
)
NOT_VOLUNTARY = Reason(
    "return_not_voluntary",
    _("The person does not say that they want to return: nobody is sent back by this."),
    _("Help goes on here. If the person sees it otherwise one day, write down what they say then."),
)
NO_COUNTRY = Reason("return_no_country", _("It is not written to which country."), _("Write the country."))
NO_RISK_HERE = Reason(
    "return_no_risk_here",
    _("There is no dated assessment of the risk here."),
    _("Assess it with the person, under Safety."),
)
RISK_HERE_OLD = Reason(
    "return_risk_here_old",
    _("The assessment of the risk here is out of date."),
    _("Look at it again with the person."),
)
RISK_HERE_NOT_MET = Reason(
    "return_risk_here_not_met",
    _("The risk here is high or imminent, and nothing is planned against it."),
    _("Write down what is done about it, by whom and until when."),
)
NO_RISK_THERE = Reason(
    "return_no_risk_there",
    _("There is no dated assessment of the risk in the country of return, by somebody there."),
    _("Ask the agency that receives the person to assess it, and write down who did."),
)
RISK_THERE_OLD = Reason(
    "return_risk_there_old",
    _("The assessment of the risk there is out of date."),
    _("Ask the agency there again."),
)
RISK_THERE_NOT_MET = Reason(
    "return_risk_there_not_met",
    _("The risk there is high or imminent, and nothing is planned against it."),
    _("Agree with the agency there what is done about it, by whom and until when; until then nobody leaves."),
)
NO_RECEPTION = Reason(
    "return_no_reception",
    _("It is not written who receives the person, where, when and on which telephone."),
    _("Agree on it with the agency there."),
)
NO_PLAN = Reason(
    "return_no_plan",
    _("There is no plan for the time after the return that the person agrees to."),
    _("Write the plan with the person; it counts when they say yes to it."),
)
PLAN_NOT_TOGETHER = Reason(
    "return_plan_not_together",
    _(
        "It is not written that the plan was drafted with an agency in the country of return, before the journey."
    ),
    _("Draft it with them, and write down with whom and when."),
)
NOT_FIT = Reason(
    "return_not_fit",
    _("The clinician says that the person is not fit to travel."),
    _("Wait, and ask again later."),
)
NO_LAWYER = Reason(
    "return_no_lawyer",
    _("It is not arranged whether a lawyer goes on with the person's matters."),
    _("Ask the lawyer, or write that there is no matter to go on with."),
)
NO_CONTACTS = Reason(
    "return_no_contacts",
    _("The leaflet has no contact in the country of return."),
    _("Write at least one, with how it is reached."),
)
NO_LEAFLET = Reason(
    "return_no_leaflet",
    _("The person has not got the contacts of the country of return yet."),
    _("Give the leaflet, read it out, or let it be kept for them; then write that down."),
)
NO_MONITORING = Reason(
    "return_no_monitoring",
    _("No day is set on which somebody asks after the arrival how it is."),
    _("Set the days, as a rule after 1, 3, 6 and 12 months."),
)
NO_CHILD_DECISION = Reason(
    "return_no_child_decision",
    _("A child, or somebody who may be one, returns only after a decision that this is best for the child."),
    _("Hear the child, weigh it with the guardian and the authority, and write the decision down."),
)
CHILD_DECISION_OTHERWISE = Reason(
    "return_decided_otherwise",
    _("It was decided that something else than a return is best for this child."),
    _("The decision stands until another one takes its place."),
)
CHILD_DECISION_OLD = Reason(
    "return_child_decision_old",
    _("The decision about this child was to be looked at again before now."),
    _("Look at it again, with the child."),
)
NO_GUARDIAN = Reason(
    "return_no_guardian",
    _("Nobody without a conflict of interest stands for this child."),
    _("Ask the child-protection authority for a guardian."),
)
NOT_BEFORE_IT_IS_SAID = _("This day lies before the day on which the person said that they want to return.")
AHEAD = Reason(
    "return_ahead",
    _("This day lies ahead: whoever has not left can still say no."),
    _("Enter it on the day, or afterwards."),
)
MET_BEFORE_LEAVING = _(
    "Who receives the person waits before the day on which they left. "
    "Correct one of the two days, and tell the agency there."
)
MET_TOO_LATE = _(
    "Nobody meets the person for more than three days after this day. "
    "Agree with the agency there on an earlier day, or correct this one."
)
NO_DAY = _("Enter the day on which the person said so.")
SAID_WITHOUT_WHAT = _("Say what the person said on that day, or leave the day out.")

MENDED_AT: dict[str, tuple[Section, str]] = {
    NOT_ASKED.code: (Section.RETURN, "will"),
    NOT_VOLUNTARY.code: (Section.RETURN, "will"),
    NO_COUNTRY.code: (Section.RETURN, "country"),
    **dict.fromkeys((NO_RISK_HERE.code, RISK_HERE_OLD.code, RISK_HERE_NOT_MET.code), (Section.SAFETY, "")),
    **dict.fromkeys(
        (NO_RISK_THERE.code, RISK_THERE_OLD.code, RISK_THERE_NOT_MET.code), (Section.RETURN, "there_level")
    ),
    NO_RECEPTION.code: (Section.RETURN, "met_by"),
    NO_PLAN.code: (Section.PLAN, ""),
    PLAN_NOT_TOGETHER.code: (Section.RETURN, "plan_with"),
    NOT_FIT.code: (Section.RETURN, "fit"),
    NO_LAWYER.code: (Section.RETURN, "lawyer"),
    NO_CONTACTS.code: (Section.RETURN, "contacts"),
    NO_LEAFLET.code: (Section.RETURN, "leaflet"),
    NO_MONITORING.code: (Section.RETURN, MONITORING),
    AHEAD.code: (Section.RETURN, LEFT_ON),
    **dict.fromkeys(
        (NO_CHILD_DECISION.code, CHILD_DECISION_OTHERWISE.code, CHILD_DECISION_OLD.code, NO_GUARDIAN.code),
        (Section.FAMILY, ""),
    ),
}
"""Where each lack is mended: the section, and in the dossier the question."""

ASKED_OF = (Section.PROFILE, Section.SAFETY, Section.PLAN, Section.FAMILY, Section.RETURN)
"""The sections that the rule looks at."""


@dataclass(frozen=True, slots=True)
class Risk:
    """An assessment as far as the rule needs it."""

    level: RiskLevel
    until: date
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """What must be known before anybody leaves."""

    will: str | None
    has_country: bool
    here: Risk | None
    there: Risk | None
    has_reception: bool
    has_plan: bool
    """The person agrees to it, or to a part."""
    is_plan_common: bool
    is_fit: bool
    """False only where a clinician said no."""
    is_lawyer_settled: bool
    has_contacts: bool
    has_leaflet: bool
    has_monitoring: bool
    is_child: Answer3
    is_guarded: bool
    decision: str | None
    """What the latest decision about a durable solution for the child says."""
    decision_until: date | None
    """When that decision is to be looked at again."""


def may_return(facts: ReturnFacts, *, today: date) -> Decision:
    """Nobody leaves while a part is missing, a danger is not met, or it is not the person's own will."""
    lacking = missing_to_return(facts, today=today)
    return Refused(lacking[0]) if lacking else Allowed()


def missing_to_return(facts: ReturnFacts, *, today: date) -> list[Reason]:
    """All that stands in the way of a return, the gravest first; the page lists it."""
    has = {
        NO_COUNTRY: facts.has_country,
        NO_RECEPTION: facts.has_reception,
        NO_PLAN: facts.has_plan,
        PLAN_NOT_TOGETHER: facts.is_plan_common,
        NOT_FIT: facts.is_fit,
        NO_LAWYER: facts.is_lawyer_settled,
        NO_CONTACTS: facts.has_contacts,
        NO_LEAFLET: facts.has_leaflet,
        NO_MONITORING: facts.has_monitoring,
    }
    return [
        *_will(facts.will),
        *_child(facts, today),
        *_risk(facts.here, (NO_RISK_HERE, RISK_HERE_OLD, RISK_HERE_NOT_MET), today),
        *_risk(facts.there, (NO_RISK_THERE, RISK_THERE_OLD, RISK_THERE_NOT_MET), today),
        *(reason for reason, is_there in has.items() if not is_there),
    ]


def due(content: Content) -> date | None:
    """The earliest day on which somebody is to ask how it is there; None before the person has left."""
    if not answer(content, LEFT_ON):
        return None
    waiting = (row["on"] for row in rows_of(content, MONITORING) if row.get("on") and not row.get("held"))
    return min((date.fromisoformat(day) for day in waiting), default=None)


def _will(said: str | None) -> Iterator[Reason]:
    if said is None:
        yield NOT_ASKED
    elif said != ReturnWill.OWN_WILL:
        yield NOT_VOLUNTARY


def _risk(found: Risk | None, reasons: tuple[Reason, Reason, Reason], today: date) -> Iterator[Reason]:
    missing, old, not_met = reasons
    if found is None:
        yield missing
        return
    if found.until < today:
        yield old
    if found.level in risk.DANGER and not found.is_met:
        yield not_met


def _child(facts: ReturnFacts, today: date) -> Iterator[Reason]:
    """Who is not known to be an adult is a child here too."""
    if facts.is_child is Answer3.NO:
        return
    if not facts.is_guarded:
        yield NO_GUARDIAN
    if facts.decision is None or facts.decision_until is None:
        yield NO_CHILD_DECISION
    elif facts.decision != ChildDecision.RETURN:
        yield CHILD_DECISION_OTHERWISE
    elif facts.decision_until < today:
        yield CHILD_DECISION_OLD


# --- Within the dossier ------------------------------------------------------------------------------------


def contradictions(content: Content) -> Iterator[tuple[str, Words]]:
    """What cannot be so within the dossier: the question, and a sentence."""
    said, on = answer(content, "will"), answer(content, "will_on")
    if said is not None and on is None:
        yield "will_on", NO_DAY
    if on is not None and said is None:
        yield "will", SAID_WITHOUT_WHAT
    start, end = answer(content, "there_on"), answer(content, "there_until")
    if start and end and end < start:
        yield "there_until", risk.END_BEFORE_THE_ASSESSMENT
    if risk.level_of(as_here(content)) != answer(content, "there_level"):
        yield "there_level", risk.LESS_THAN_A_ROW
    left = answer(content, LEFT_ON)
    if left and on and left < on:
        yield LEFT_ON, NOT_BEFORE_IT_IS_SAID
    yield from _on_the_way(left, answer(content, "met_on"))


def _on_the_way(left: str | None, met: str | None) -> Iterator[tuple[str, Words]]:
    """Who leaves is met: not before, and not much later."""
    if not left or not met:
        return
    way = date.fromisoformat(met) - date.fromisoformat(left)
    if way < timedelta():
        yield "met_on", MET_BEFORE_LEAVING
    elif way > LONGEST_WAY:
        yield LEFT_ON, MET_TOO_LATE


def as_here(dossier: Content) -> Content:
    """The dossier with the answers about the risk there called as in an assessment of the risk here."""
    return {CALLED_AS_HERE.get(name, name): value for name, value in dossier.items()}
