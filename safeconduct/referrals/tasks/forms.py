"""The form of a new task in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.referrals import forms
from safeconduct.referrals.codes import day
from safeconduct.referrals.forms import Post
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.tasks.rules import LONGEST
from safeconduct.referrals.texts import Kind
from safeconduct.referrals.texts import Words as Text
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

PREFIX = "task-"


@dataclass(frozen=True, slots=True)
class NewTask:
    """What was entered, checked."""

    words: Text
    owner: Side
    due: date | None


def questions(
    row: Referral, *, own: Agency, other: Agency, entered: Post | None, reads: Sequence[str]
) -> list[Question]:
    """What is to be done, by whom, by when; `reads` are the languages that the other side reads."""
    given = entered or {}
    side = Side(row.side)
    who = [(side.value, f"{own.name}, {own.country}"), (side.other.value, f"{other.name}, {other.country}")]
    words, about, spoken = forms.word_questions(row, Kind.TASK, entered, prefix=PREFIX, reads=reads)
    return [
        replace(words, label=_("What is to be done"), kind="text"),
        Question(
            name="owner", label=_("Who does it"), kind="radios", options=who,
            value=given.get("owner", side.value), prefix=PREFIX,
        ),
        Question(
            name="due", label=_("By which day"), kind="date", value=given.get("due", ""), prefix=PREFIX,
            hint=_("May stay empty"),
        ),
        about,
        spoken,
    ]  # fmt: skip


def entered(row: Referral, post: Post) -> NewTask:
    """What was entered. Raises BadInput by the fields' ids."""
    errors: dict[str, Words] = {}
    words: Text | None = None
    try:
        words = forms.words(row, Kind.TASK, post)
    except BadInput as wrong:
        errors |= wrong.errors
    if not post.get("text", "").strip():
        errors["text"] = _("Write what is to be done.")
    elif len(post["text"].strip()) > LONGEST:
        errors["text"] = _("Shorten this to 300 characters.")
    if post.get("owner") not in set(Side):
        errors["owner"] = _("Choose who does it.")
    due = day(post.get("due") or None)
    if post.get("due") and due is None:
        errors["due"] = _("Enter the date as year-month-day, for example 2026-12-31.")
    if errors or words is None:
        raise BadInput({f"{PREFIX}{name}": said for name, said in errors.items()})
    return NewTask(words, Side(post["owner"]), due)
