"""The questions of the pages of deadlines, and what was entered."""

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right, choices
from safeconduct.rights.deadlines.actions import Document
from safeconduct.rights.deadlines.rules import BY_HAND, Over
from safeconduct.rights.deadlines.shown import OVER
from safeconduct.rights.forms import CHOOSE, LONGEST, NO_DAY, TOO_LONG, Errors, code_in
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, day_in, filled
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

NO_DOCUMENT = _("Say which document: its number and day.")
LEAD, ME = "lead", "me"


def entering(entered: Entered, errors: Errors, *, right: str = "") -> list[Question]:
    """A day as it stands in a document."""
    return [
        Question("due", _("Last day, by the document"), "date", filled(entered, "due"), error=errors.get("due", "")),
        Question(
            "document", _("Which document"), "text", filled(entered, "document"), error=errors.get("document", ""),
            longest=LONGEST, hint=_("A document, its number and day. No name of anybody."),
        ),
        Question(
            "right", _("Which right it is about"), "select", filled(entered, "right", right),
            choices(Right), errors.get("right", ""),
        ),
        Question(
            "owner", _("Who is reminded"), "radios", filled(entered, "owner", LEAD),
            [(LEAD, _("Whoever leads the file")), (ME, _("Whoever leads, and I"))], errors.get("owner", ""),
        ),
        Question(
            "replaces", _("It goes in the place of the day that was counted for this right"), "tick",
            filled(entered, "replaces") if entered else "yes",
        ),
    ]  # fmt: skip


def document(entered: Entered) -> Document:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    due, right = day_in(filled(entered, "due")), code_in(Right, entered, "right")
    words = filled(entered, "document").strip()
    if due is None:
        errors["due"] = NO_DAY
    if right is None:
        errors["right"] = CHOOSE
    if not words:
        errors["document"] = NO_DOCUMENT
    elif len(words) > LONGEST:
        errors["document"] = TOO_LONG
    if errors or due is None or right is None:
        raise BadInput(errors)
    replaces = filled(entered, "replaces") == "yes"
    return Document(right, due, words, filled(entered, "owner") == ME, replaces)


def ending(entered: Entered, errors: Errors) -> list[Question]:
    """What became of one."""
    may = [(code.value, OVER[code]) for code in BY_HAND]
    return [
        Question("why", _("What became of it"), "radios", filled(entered, "why"), may, errors.get("why", ""))
    ]


def over(entered: Entered) -> Over:
    """What was entered. Raises BadInput."""
    why = code_in(Over, entered, "why")
    if why not in BY_HAND:
        raise BadInput({"why": CHOOSE})
    return why
