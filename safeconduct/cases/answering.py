"""What a stored answer is: a real one, or one of the three ways in which a question stays open."""

from typing import Any

from safeconduct.vocabulary.codes import Unanswered

type Content = dict[str, Any]
"""Answers by field name: text, code, ISO date, a list of codes, a list of rows, or {"unanswered": code}."""


def unanswered(value: Any) -> Unanswered | None:
    """Which of the three ways a question stayed open; None for a real answer."""
    return Unanswered(value["unanswered"]) if isinstance(value, dict) and "unanswered" in value else None


def answer(content: Content, name: str) -> Any:
    """The real answer to a question, or None when it stayed open in whatever way."""
    value = content.get(name)
    return None if unanswered(value) else value


def rows_of(content: Content, name: str) -> list[dict[str, Any]]:
    """The rows of a list; none where it stayed open, or where another node wrote something else there."""
    value = content.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
