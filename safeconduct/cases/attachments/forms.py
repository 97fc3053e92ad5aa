"""What is asked beside a file, and why one is taken away."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.attachments.codes import LABELS, RemovedWhy
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

TITLE, SEEN = 120, 500
TOO_LONG = _("This is too long.")


def adding(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """Title, and what is seen on it."""
    return [
        Question(
            "title", _("Title"), value=first(entered, "title"), error=errors.get("title", ""), longest=TITLE,
            hint=_("What it is, such as “Letter of the labour inspectorate”. No name: the title stands in lists."),
        ),
        Question(
            "seen", _("What is seen on it"), "long", first(entered, "seen"), error=errors.get("seen", ""),
            longest=SEEN,
            hint=_("For a picture, in one sentence: for colleagues who do not see it."),
        ),
    ]  # fmt: skip


def added(entered: Entered) -> tuple[str, str]:
    """Title and description. Raises BadInput, field by field."""
    title, seen = (" ".join(first(entered, name).split()) for name in ("title", "seen"))
    errors: dict[str, Words] = {}
    if not title:
        errors["title"] = _("Write what it is.")
    if len(title) > TITLE:
        errors["title"] = TOO_LONG
    if len(seen) > SEEN:
        errors["seen"] = TOO_LONG
    if errors:
        raise BadInput(errors)
    return title, seen


def removing(error: Words) -> Question:
    """Why a file is taken away."""
    options = [(code.value, words) for code, words in LABELS.items()]
    return Question("why", _("Why it is removed"), "radios", options=options, error=error)


def why(entered: Entered) -> RemovedWhy | None:
    """The reason that was chosen."""
    said = first(entered, "why")
    return RemovedWhy(said) if said in set(RemovedWhy) else None
