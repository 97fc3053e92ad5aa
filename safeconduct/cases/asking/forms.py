"""The two questions of whoever asks, and what was entered for them. No free text."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.asking.rules import may_need_until
from safeconduct.vocabulary.codes import AskFor
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.entered import Entered, day_in, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question


def questions(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """What for, and until when."""
    return [
        Question(
            "ask_for", _("What you need it for"), "radios", first(entered, "ask_for"), choices(AskFor),
            errors.get("ask_for", ""),
        ),
        Question(
            "until", _("Until when you need the answer"), "date", first(entered, "until"),
            error=errors.get("until", ""), hint=_("After this day nobody is asked any more."),
        ),
    ]  # fmt: skip


def asked(entered: Entered, *, today: date) -> tuple[AskFor, date]:
    """What was asked for. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    wanted = first(entered, "ask_for")
    if wanted not in set(AskFor):
        errors["ask_for"] = _("Choose what you need it for.")
    until = day_in(first(entered, "until"))
    decision = may_need_until(until, today=today)
    if isinstance(decision, Refused):
        errors["until"] = decision.reason.instead
    if errors or until is None:
        raise BadInput(errors)
    return AskFor(wanted), until
