"""What travels between two lawyers, written and read: names, days, codes, and words under the seal of the message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeconduct.audit.actions import Detail
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.codes import day
from safeconduct.referrals.wire.linking import (
    AGREEING,
    DAYS,
    LONGEST_LETTER,
    OF_AN_ITEM,
    WITH_WORDS,
    LinkEnd,
    LinkSide,
    LinkStep,
)
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import language


@dataclass(frozen=True, slots=True)
class Letter:
    """Words, and the language in which they are written."""

    language: str
    text: str

    def members(self) -> dict[str, object]:
        """As they travel, and as they are sealed."""
        return {"language": self.language, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step between the two. Its names are those of this link alone."""

    step: LinkStep
    link: UUID
    agreed_on: date | None = None
    item: UUID | None = None
    day: date | None = None
    whose: LinkSide | None = None
    why: LinkEnd | None = None
    words: Letter | None = None

    def named(self) -> UUID:
        """The item that it is about. A step without one never comes here."""
        assert self.item is not None  # noqa: S101  (`read` has looked)
        return self.item

    def detail(self) -> Detail:
        """What the audit keeps of it: names and codes, never words, and no day of a matter."""
        more: Detail = {"item": str(self.item)} if self.item else {}
        return {"link": str(self.link), **more, **({"why": self.why.value} if self.why else {})}

    def members(self) -> dict[str, object]:
        """As it travels."""
        return {
            "step": self.step.value,
            "link": str(self.link),
            "agreed_on": self.agreed_on.isoformat() if self.agreed_on else None,
            "item": str(self.item) if self.item else None,
            "day": self.day.isoformat() if self.day else None,
            "whose": self.whose.value if self.whose else None,
            "why": self.why.value if self.why else None,
            "words": self.words.members() if self.words else None,
        }


def read(data: object) -> Step:
    """The step of a body. Raises RefuseMessage("malformed_body")."""
    try:
        assert isinstance(data, dict)  # noqa: S101  (an AssertionError is caught with the others)
        found = Step(
            step=LinkStep(data["step"]),
            link=UUID(data["link"]),
            agreed_on=_maybe(data["agreed_on"], _day),
            item=_maybe(data["item"], UUID),
            day=_maybe(data["day"], _day),
            whose=_maybe(data["whose"], LinkSide),
            why=_maybe(data["why"], LinkEnd),
            words=_maybe(data["words"], _letter),
        )
        _complete(found)
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError, BadCode) as error:
        raise RefuseMessage("malformed_body") from error
    return found


def _complete(found: Step) -> None:
    """Each step says what it must, and nothing else."""
    step = found.step
    told = (
        (found.agreed_on is not None, step in AGREEING),
        (found.item is not None, step in OF_AN_ITEM),
        (found.words is not None, step in WITH_WORDS),
        (found.whose is not None, step is LinkStep.TASK),
        (found.why is not None, step is LinkStep.ENDED),
    )
    if any(is_there is not must for is_there, must in told):
        raise ValueError("a step lacks what it must say, or says more")
    if (found.day is not None and step not in DAYS) or (found.day is None and DAYS.get(step)):
        raise ValueError("only some steps have a day, and some of these must")


def _maybe[T](value: object, read_one: Callable[..., T]) -> T | None:
    return None if value is None else read_one(value)


def _day(value: object) -> date:
    found = day(value)
    if found is None:
        raise ValueError("no day")
    return found


def _letter(value: object) -> Letter:
    assert isinstance(value, dict)  # noqa: S101  (likewise)
    text = value["text"]
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_LETTER:
        raise ValueError("no text")
    return Letter(language(value["language"]), text)
