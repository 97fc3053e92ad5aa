"""What somebody chose in an exercise, read from an address. Pure. Nothing is kept, and there is no score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Chosen:
    """One question: which option was chosen, counted from 0; None where none was or there is no such option."""

    option: int | None


def chosen(said: Mapping[str, str], options: Sequence[int]) -> list[Chosen]:
    """What was chosen of each question; `options` says how many each has, `said` holds `q0`, `q1` and so on."""
    return [Chosen(_number(said.get(f"q{place}", ""), below=many)) for place, many in enumerate(options)]


def has_begun(answers: Sequence[Chosen]) -> bool:
    """Whether anything was chosen: before that nothing is shown of what holds."""
    return any(each.option is not None for each in answers)


def _number(text: str, *, below: int) -> int | None:
    if len(text) > 2 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number < below else None
