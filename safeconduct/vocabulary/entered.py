"""What somebody typed into a form, as its page hands it on: for each question the texts that came."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

type Entered = Mapping[str, Sequence[str]]


def first(entered: Entered, name: str, otherwise: str = "") -> str:
    """The first text that came for a question."""
    values = entered.get(name)
    return values[0] if values else otherwise


def filled(entered: Entered, name: str, otherwise: str = "") -> str:
    """What stands in a field: what came, also where that is nothing; before anything came, what stood there."""
    return first(entered, name) if entered else otherwise


def day_in(text: str) -> date | None:
    """A day that was typed; None for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def identifier_in(text: str) -> UUID | None:
    """An identifier that was chosen; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def number_in(text: str, *, digits: int = 18) -> int | None:
    """A whole number without sign of so many digits at most, as fit 64 bits; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
