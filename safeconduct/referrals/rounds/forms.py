"""The forms of a round: five services with their reasons, each of which may be unticked; and the question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from safeconduct.directory.finding.finding import Line
from safeconduct.directory.finding.search_form import Asked
from safeconduct.referrals.rounds.rules import AT_ONCE, TOO_MANY
from safeconduct.vocabulary.codes import MINORS, AgeBand, Answer3, Constraint, Sex, Takes
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import language_in_full

NEEDED = {
    "children": Constraint.CHILDREN_WITH,
    "steps": Constraint.DISABILITY_ACCESS,
    "papers": Constraint.NO_DOCUMENTS,
}
"""What of a search is a constraint of an enquiry."""
SEX: dict[str, str] = {Takes.WOMEN: Sex.F.value, Takes.MEN: Sex.M.value}
"""For whom a service was looked for, where an enquiry asks the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A service that may be ticked, with why it stands where it stands."""

    line: Line
    is_ticked: bool


def choices(
    lines: Sequence[Line], post: QueryDict, *, is_sent: bool, sure: Collection[UUID] | None = None
) -> list[Choice]:
    """The five best; at first those are ticked that are `sure`, or all where nobody asked."""
    ticked = {identifier_in(text) for text in post.getlist("to")}
    return [
        Choice(line, line.entry.id in ticked if is_sent else sure is None or line.entry.id in sure)
        for line in lines[:AT_ONCE]
    ]


def chosen(post: QueryDict, lines: Sequence[Line]) -> list[Line]:
    """The ticked ones. Raises BadInput."""
    ticked = {identifier_in(text) for text in post.getlist("to")}
    found = [line for line in lines if line.entry.id in ticked]
    if not found:
        raise BadInput({"to": _("Choose whom you ask.")})
    if len(found) > AT_ONCE:
        raise BadInput({"to": TOO_MANY.whole})
    return found


def begun(search: Asked) -> QueryDict:
    """The form before anybody has filled it in: what the search says already is not asked again."""
    made, said = QueryDict(mutable=True), search.values
    made["urgency"] = said["urgency"]
    made["languages"] = language_in_full(said["language"]) if said["language"] else ""
    made["sex"] = SEX.get(said["takes"], "")
    if said["age"]:
        made["is_child"] = Answer3.YES.value if AgeBand(said["age"]) in MINORS else Answer3.NO.value
    made.setlist("constraints", [code.value for name, code in NEEDED.items() if said[name]])
    return made
