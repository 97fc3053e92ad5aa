"""An exercise is begun: a case of an invented person, led by the learner, with what a colleague has written already."""

from datetime import datetime
from itertools import count

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.cases import actions as cases
from safeconduct.site.training.queries import begun
from safeconduct.site.training.rules import may_begin
from safeconduct.site.training.scenario import Scenario
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section


def next_alias(scenario: Scenario, *, by: Member, at: datetime) -> str:
    """The alias of the next case: with a number from the member's second on, so that they can be told apart."""
    taken = {alias for _each, _case, _at, alias in begun([scenario], by=by, at=at)}
    if scenario.alias not in taken:
        return scenario.alias
    numbers = count(2)
    return next(alias for n in numbers if (alias := f"{scenario.alias} {n}") not in taken)


@transaction.atomic
def begin(scenario: Scenario, *, by: Member, at: datetime) -> CaseId:
    """Open it. Raises NotPossible for a member who does not play the first part."""
    agency = by.agency
    require(
        may_begin(
            scenario,
            profession=Profession(by.profession),
            sector=Sector(agency.sector),
            country=agency.country,
        )
    )
    profile = {"pseudonym": next_alias(scenario, by=by, at=at), **scenario.prepared[Section.PROFILE]}
    case = cases.open_case(by=by, at=at, profile=profile)
    for section, content in scenario.prepared.items():
        if section is not Section.PROFILE:
            cases.save_section(case=case, section=section, content=dict(content), base=0, by=by, at=at)
    return case
