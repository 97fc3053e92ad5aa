"""The two questions of whoever asks, and what was entered for them. No free text."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.asking.rules import may_need_until
from safeconduct.vocabulary.codes import AskFor
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question

type Entered = Mapping[str, Sequence[str]]


def questions(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """What for, and until when."""
    return [
        Question(
            "ask_for", _("What you need it for"), "radios", _first(entered, "ask_for"), choices(AskFor),
            errors.get("ask_for", ""),
        ),
        Question(
            "until", _("Until when you need the answer"), "date", _first(entered, "until"),
            error=errors.get("until", ""), hint=_("After this day nobody is asked any more."),
        ),
    ]  # fmt: skip


def asked(entered: Entered, *, today: date) -> tuple[AskFor, date]:
    """What was asked for. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    wanted = _first(entered, "ask_for")
    if wanted not in set(AskFor):
        errors["ask_for"] = _("Choose what you need it for.")
    until = _day(_first(entered, "until"))
    decision = may_need_until(until, today=today)
    if isinstance(decision, Refused):
        errors["until"] = decision.reason.instead
    if errors or until is None:
        raise BadInput(errors)
    return AskFor(wanted), until


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _first(entered: Entered, name: str) -> str:
    values = entered.get(name) or [""]
    return values[0]
