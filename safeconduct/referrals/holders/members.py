"""What of holders travels, and reading it: what is held by whom, a question, its answer. Codes and days only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.referrals.codes import Kind, day, has_shape
from safeconduct.referrals.holders.rules import NAMEABLE, HolderAnswer
from safeconduct.vocabulary.codes import AskFor, Profession
from safeconduct.vocabulary.sections import Section

MOST = 12
"""So many holders may be named of one referral."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A profession that holds a section, and since which day."""

    section: Section
    profession: Profession
    since: date

    def members(self) -> dict[str, str]:
        """As it travels."""
        return {
            "section": self.section.value,
            "profession": self.profession.value,
            "since": self.since.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the holder of a section, or with an answer what they said."""

    id: UUID
    section: Section
    ask_for: AskFor
    until: date
    answer: HolderAnswer | None

    def members(self) -> dict[str, str | None]:
        """As it travels."""
        return {
            "id": str(self.id),
            "section": self.section.value,
            "for": self.ask_for.value,
            "until": self.until.isoformat(),
            "answer": self.answer.value if self.answer else None,
        }


def read_held(found: object) -> list[Held]:
    """What a receiver says it holds; what came twice counts once. Raises ValueError for anything else."""
    if not isinstance(found, list) or len(found) > MOST:
        raise ValueError("no list of holders")
    return _each_once(map(_held, found))


def read_asked(found: object) -> Asked:
    """A question or its answer. Raises ValueError for anything else."""
    said = _object(found)
    if not has_shape(said.get("id"), Kind.IDENTIFIER) or "answer" not in said:
        raise ValueError("no question to a holder")
    answer = said["answer"]
    return Asked(
        UUID(str(said["id"])),
        _section(said.get("section")),
        AskFor(str(said.get("for"))),
        _day(said.get("until")),
        None if answer is None else HolderAnswer(str(answer)),
    )


def _held(found: object) -> Held:
    said = _object(found)
    return Held(
        _section(said.get("section")), Profession(str(said.get("profession"))), _day(said.get("since"))
    )


def _each_once(found: Iterable[Held]) -> list[Held]:
    return list({(one.section, one.profession): one for one in found}.values())


def _object(found: object) -> Mapping[str, object]:
    if not isinstance(found, Mapping):
        raise ValueError("no object")  # noqa: TRY004  (of a message, not of our own code)
    return found


def _section(name: object) -> Section:
    section = Section(str(name))
    if section not in NAMEABLE:
        raise ValueError("not a section whose holder is named")
    return section


def _day(value: object) -> date:
    found = day(value)
    if found is None:
        raise ValueError("no day")
    return found
