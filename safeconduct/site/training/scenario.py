"""What an exercise is: an invented person, a situation, a task, and steps with what the standard says of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from safeconduct.site.training.checks import Check, Standing
from safeconduct.site.training.facts import Facts
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section


class Look(StrEnum):
    """What is looked at beside the case and its referral; each asks the database something."""

    QUESTIONS = "questions"
    HEALTH = "health"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the demonstration's story whom the learner plays, by the name on the page of signing in."""

    name: str
    agency: str
    country: str
    profession: Profession
    sector: Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, what the standard says of it, and how the node knows whether it was done."""

    code: str
    task: Words
    standard: Words
    source: str
    """Where the standard stands; never translated. "practice": what this network proposes, and no law."""
    is_compared: bool = False
    """Whether the source was compared with its text."""
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One exercise. `course` is the title of the course on the public site, and `title` that of its exercise there."""

    code: str
    course: Words
    title: Words
    profession: Words
    alias: str
    """The alias of the case that is opened; by it the node knows the exercise again."""
    begins: Part
    others: tuple[Part, ...]
    situation: tuple[Words, ...]
    prepared: Mapping[Section, Mapping[str, Any]]
    """What a colleague has written already, as it is stored."""
    steps: tuple[Step, ...]
    looks: frozenset[Look] = frozenset()
    limits: Words = ""
    """What somebody of this profession cannot do here, said before they begin."""

    def is_of(self, alias: str) -> bool:
        """Whether a case with this alias was opened by this exercise."""
        return alias == self.alias or alias.startswith(f"{self.alias} ")

    def fits(self, need: str) -> bool:
        """Whether a referral with this need is of the exercise; where nothing is prepared, each is."""
        needs = self.prepared.get(Section.NEEDS, {}).get("needs", [])
        return not needs or need in needs

    def standings(self, facts: Facts) -> list[tuple[Step, Standing]]:
        """Each step with how it stands."""
        return [(step, step.check(facts)) for step in self.steps]
