"""The form of a count: what the directory has is there already, and is confirmed by one press."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question


def questions(
    entries: Sequence[Entry], totals: Mapping[str, int], post: Mapping[str, str], errors: Mapping[str, Words]
) -> list[Question]:
    """Free places of each service, then places in all of each kind."""
    found = [
        Question(
            f"free-{entry.id}", f"{label(Service(entry.service))}, {entry.team.name}: {_('places free')}", "number",
            post.get(f"free-{entry.id}", _written(entry.places_free)), error=errors.get(f"free-{entry.id}", ""),
        )
        for entry in entries
    ]  # fmt: skip
    kinds = dict.fromkeys(entry.service for entry in entries)
    return found + [
        Question(
            f"total-{kind}", f"{label(Service(kind))}: {_('places in all')}", "number",
            post.get(f"total-{kind}", _written(totals.get(kind))), error=errors.get(f"total-{kind}", ""),
            hint=_("May stay empty"),
        )
        for kind in kinds
    ]  # fmt: skip


def entered(
    entries: Sequence[Entry], post: Mapping[str, str]
) -> tuple[dict[Entry, int], dict[str, int | None]]:
    """What was entered. Raises BadInput by the fields' names."""
    errors: dict[str, Words] = {}
    free = {entry: _number(f"free-{entry.id}", post, errors) for entry in entries}
    totals = {
        kind: _number(f"total-{kind}", post, errors)
        for kind in dict.fromkeys(entry.service for entry in entries)
    }
    if errors:
        raise BadInput(errors)
    return {entry: number for entry, number in free.items() if number is not None}, totals


def _number(name: str, post: Mapping[str, str], errors: dict[str, Words]) -> int | None:
    text = post.get(name, "").strip()
    if not text:
        return None
    if (number := number_in(text, digits=4)) is not None:
        return number
    errors[name] = _("Enter a number from 0 to 9999, or nothing.")
    return None


def _written(number: int | None) -> str:
    return "" if number is None else str(number)
