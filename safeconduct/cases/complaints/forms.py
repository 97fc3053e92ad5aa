"""The questions of whoever writes a complaint down, and what was entered for them. No free text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.complaints.queries import Hearer
from safeconduct.cases.complaints.rules import NOT_TOLD
from safeconduct.cases.purposes_of_forms import COMPLAINT
from safeconduct.vocabulary.codes import ComplaintAbout, ComplaintAnswer, ComplaintKind, ComplaintWish
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

MISSING: dict[str, Words] = {
    "kind": _("Choose what comes closest."),
    "about": _("Choose about whom it is."),
    "wish": _("Choose what the person wants."),
    "hearer": _("Choose a colleague from the list."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said, as codes, and who is to hear it."""

    about: ComplaintAbout
    kind: ComplaintKind
    wish: ComplaintWish
    hearer: UUID


@COMPLAINT.asks
def questions(entered: Entered, hearers: Sequence[Hearer], errors: Mapping[str, Words]) -> list[Question]:
    """What went wrong, about whom, what is wished, who hears it."""
    colleagues: list[tuple[str, Words]] = [
        (str(one.id), f"{one.name}, {label(one.profession)}") for one in hearers
    ]
    asked: list[tuple[str, Words, Sequence[tuple[str, Words]], Words]] = [
        ("kind", _("What went wrong"), choices(ComplaintKind), ""),
        ("about", _("About whom"), choices(ComplaintAbout), ""),
        ("wish", _("What the person wants of it"), choices(ComplaintWish), ""),
        ("hearer", _("Who is to hear it"), colleagues, _("Only colleagues who have no part in this case.")),
    ]
    return [
        Question(name, words, "radios", first(entered, name), options, errors.get(name, ""), hint=hint)
        for name, words, options, hint in asked
    ]


@COMPLAINT.asks
def answer_questions(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """What became of it, and whether the person has heard it."""
    return [
        Question(
            "answer", _("What became of it"), "radios", first(entered, "answer"), choices(ComplaintAnswer),
            errors.get("answer", ""),
        ),
        Question(
            "person_knows", _("The person has heard this answer"), "tick", first(entered, "person_knows"),
            error=errors.get("person_knows", ""),
        ),
    ]  # fmt: skip


def answered(entered: Entered) -> ComplaintAnswer:
    """What became of it. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    if first(entered, "answer") not in set(ComplaintAnswer):
        errors["answer"] = _("Choose what became of it.")
    if first(entered, "person_knows") != "yes":
        errors["person_knows"] = NOT_TOLD.instead
    if errors:
        raise BadInput(errors)
    return ComplaintAnswer(first(entered, "answer"))


def said(entered: Entered, hearers: Sequence[Hearer]) -> Said:
    """What was entered. Raises BadInput, field by field."""
    known = {
        "kind": {code.value for code in ComplaintKind},
        "about": {code.value for code in ComplaintAbout},
        "wish": {code.value for code in ComplaintWish},
        "hearer": {str(one.id) for one in hearers},
    }
    errors = {name: MISSING[name] for name, values in known.items() if first(entered, name) not in values}
    if errors:
        raise BadInput(errors)
    return Said(
        ComplaintAbout(first(entered, "about")),
        ComplaintKind(first(entered, "kind")),
        ComplaintWish(first(entered, "wish")),
        UUID(first(entered, "hearer")),
    )


COMPLAINT.unanswered(lambda: questions({}, [], {}), lambda: answer_questions({}, {}))
