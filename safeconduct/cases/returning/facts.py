"""What a file says of a return: the facts that the rule asks for, from the sections that hold them. Pure."""

from collections.abc import Mapping
from datetime import date

from safeconduct.cases import risk
from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.cases.child import rules as child
from safeconduct.cases.contents import child_by
from safeconduct.cases.planning.rules import Standing, standing
from safeconduct.cases.returning.rules import MONITORING, ReturnFacts, Risk, as_here
from safeconduct.vocabulary.codes import Fitness, LawyerAfter
from safeconduct.vocabulary.sections import Section


def facts_of(contents: Mapping[Section, Content], *, today: date) -> ReturnFacts:
    """The facts from these sections; what is not there, or closed to whoever asks, is missing."""
    dossier, family = contents.get(Section.RETURN, {}), contents.get(Section.FAMILY, {})
    plan, decision = contents.get(Section.PLAN, {}), child.standing_decisions(family).get("durable", {})

    def has(*names: str) -> bool:
        return all(answer(dossier, name) for name in names)

    return ReturnFacts(
        will=answer(dossier, "will"),
        has_country=has("country"),
        here=_assessed(contents.get(Section.SAFETY, {}), "valid_until"),
        there=_assessed(as_here(dossier), "there_until") if has("there_by", "there_on") else None,
        has_reception=has("met_by", "met_where", "met_on", "met_phone"),
        has_plan=bool(plan) and standing(plan) in (Standing.AGREED, Standing.AGREED_PARTLY),
        is_plan_common=has("plan_with", "plan_on"),
        is_fit=answer(dossier, "fit") != Fitness.NO,
        is_lawyer_settled=has("lawyer") and answer(dossier, "lawyer") != LawyerAfter.NOT_ARRANGED,
        has_contacts=bool(rows_of(dossier, "contacts")),
        has_leaflet=has("leaflet", "leaflet_on"),
        has_monitoring=bool(rows_of(dossier, MONITORING)),
        is_child=child_by(contents.get(Section.PROFILE)),
        is_guarded=child.guarded(family, today=today) is child.Guarded.INDEPENDENTLY,
        decision=decision.get("about"),
        decision_until=risk.stored_day(decision.get("review")),
    )


def _assessed(content: Content, until: str) -> Risk | None:
    level, end = risk.level_of(content), risk.stored_day(answer(content, until))
    return None if level is None or end is None else Risk(level, end, risk.is_mitigated(content))
