"""What a draft asks, and what both sides read of a referral, about the law that is meant. From the row alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.law import NOT_SAID, Law, is_legal, law_questions
from safeconduct.vocabulary.questions import Question

PREFIX = "law-"

type Facts = list[tuple[Words, str]]


@dataclass(frozen=True, slots=True)
class LawCard:
    """The questions in a draft, and what stands already."""

    questions: list[Question]
    stands: Facts
    errors: Mapping[str, Words]


def law_card(
    row: Referral,
    entered: Mapping[str, Sequence[str]] | None = None,
    errors: Mapping[str, Words] | None = None,
) -> LawCard | None:
    """None where no legal help is asked for."""
    if not is_legal(row.need):
        return None
    wrong = errors or {}
    return LawCard(law_questions(row.law, entered, wrong, prefix=PREFIX), row.law.in_words, wrong)


def asked_law(row: Referral) -> Law:
    """What a referral says of it; nothing at the receiver once it is over, as of everything received."""
    is_over = row.side == Side.RECEIVER and State(row.state) in ENDED
    return NOT_SAID if is_over else row.law


def asked_of(row: Referral) -> Facts:
    """The same in words."""
    return asked_law(row).in_words


def law_lines(row: Referral) -> list[str]:
    """The same as lines, for the record of what was agreed."""
    return [f"{words}: {said}" for words, said in asked_of(row)]
