"""An exercise is begun: a case of an invented person, led by the learner, with what a colleague has written already."""

from datetime import datetime

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.cases import actions as cases
from safeconduct.site.training.rules import may_begin
from safeconduct.site.training.scenario import Scenario
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section


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
    profile = {"pseudonym": scenario.alias, **scenario.prepared[Section.PROFILE]}
    case = cases.open_case(by=by, at=at, profile=profile)
    for section, content in scenario.prepared.items():
        if section is not Section.PROFILE:
            cases.save_section(case=case, section=section, content=dict(content), base=0, by=by, at=at)
    return case
