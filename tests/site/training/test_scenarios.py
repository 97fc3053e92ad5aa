"""The exercises themselves: played by members of the story, tied to the courses of the public site, and sourced."""

import tomllib

import pytest

from safeconduct.access.policy import policy
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.rules import may_open_case
from safeconduct.commands.demonstration.pair import NODES, STORY
from safeconduct.public.learning.seeding.content import COURSES
from safeconduct.site.training import checks
from safeconduct.site.training.checks import Standing
from safeconduct.site.training.scenario import Look, Part, Scenario
from safeconduct.site.training.scenarios.all import SCENARIOS
from tests.site.training.test_checks import NOTHING

EACH = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=list(SCENARIOS))


def _of_the_story() -> dict[str, tuple[str, str, str, str]]:
    files = [tomllib.loads((STORY / f"{node}.toml").read_text(encoding="utf-8")) for node in NODES]
    return {
        member["name"]: (agency["name"], agency["country"], member["profession"], agency["sector"])
        for file in files
        for agency in file["agencies"]
        for member in agency["members"]
    }


def _as_told(part: Part) -> tuple[str, str, str, str]:
    return part.agency, part.country, part.profession.value, part.sector.value


@EACH
def test_whom_the_learner_plays_is_there(scenario: Scenario) -> None:
    there = _of_the_story()
    assert [there[part.name] for part in (scenario.begins, *scenario.others)] == [
        _as_told(part) for part in (scenario.begins, *scenario.others)
    ]


@EACH
def test_it_begins_with_somebody_who_leads_a_case(scenario: Scenario) -> None:
    assert may_open_case(policy(), scenario.begins.sector, scenario.begins.profession)


@EACH
def test_what_is_prepared_answers_questions_of_the_file(scenario: Scenario) -> None:
    for section, content in scenario.prepared.items():
        assert content.keys() <= {field.name for field in FIELDS[section]}


@EACH
def test_each_step_has_a_name_of_its_own_a_source_and_is_open_at_the_beginning(scenario: Scenario) -> None:
    codes = [step.code for step in scenario.steps]
    assert len(set(codes)) == len(codes)
    assert all(step.source for step in scenario.steps)
    assert {standing for _step, standing in scenario.standings(NOTHING)} == {Standing.NOT_YET}


def test_each_course_of_the_public_site_has_one_exercise_here_under_its_name() -> None:
    there = {(course["title"], course["exercise"]["title"]) for course in COURSES}
    assert {(str(each.course), str(each.title)) for each in SCENARIOS.values()} == there


def test_an_exercise_knows_its_own_cases_by_their_alias() -> None:
    aliases = [scenario.alias for scenario in SCENARIOS.values()]
    found = [[scenario.code for scenario in SCENARIOS.values() if scenario.is_of(alias)] for alias in aliases]
    assert found == [[code] for code in SCENARIOS]
    first = SCENARIOS["a-referral-that-arrives"]
    assert first.is_of("Exercise Hazel 2")
    assert not first.is_of("Exercise Hazelnut")
    assert not first.is_of("Hazel")


def test_what_a_step_asks_about_is_looked_at() -> None:
    """A check of something that is not read would never be done."""
    needs = {
        Look.QUESTIONS: {checks.asked_first, checks.question_became_a_referral},
        Look.HEALTH: {checks.clinician_holds_health, checks.holder_was_asked},
        Look.AUTHORITY: {checks.one_section_opened, checks.over},
    }
    for scenario in SCENARIOS.values():
        found = {step.check for step in scenario.steps}
        assert scenario.looks == {look for look, of in needs.items() if of & found}, scenario.code
