"""Changing a service so that nothing is lost: versions, and two who edit at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from safeconduct.agencies.rights import REASONS
from safeconduct.directory.keeping.parts import NOT_SAID, parts_of
from safeconduct.directory.models import Entry
from safeconduct.site.administration import service_doors
from safeconduct.site.administration.service_forms import service_of
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.questions import Question

CLASH, TAKE, BASE = "clash", "take-", "version"
"""Names in the form: fields that both changed, whose text is taken of each, and the version that was read."""
THEIRS, MINE = "theirs", "mine"


class Overtaken(Exception):
    """Somebody has saved the service since it was read; `number` is the version that stands."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def changing(entry: UUID, *, base: int | None) -> Iterator[None]:
    """Around what writes a service: locked before, kept as a version afterwards. Raises Overtaken, and NotPossible
    where it was taken out since it was read.

    Without `base` whatever stands is changed: for software that reads and writes in one transaction.
    """
    number = service_doors.begin_change(entry)
    if number is None and base is not None:
        raise NotPossible(REASONS["no_such_service"])
    if number is not None and base is not None and number != base:
        raise Overtaken(number)
    before = _columns(entry)
    yield
    after = _columns(entry)
    changed = [name for name, value in after.items() if before.get(name, _MISSING) != value]
    service_doors.end_change(entry, [part.value for part in parts_of(changed)])


_MISSING = object()


def _columns(entry: UUID) -> dict[str, Any]:
    found = Entry.objects.filter(id=entry).first()
    names = [field.attname for field in Entry._meta.concrete_fields if field.attname not in NOT_SAID]
    return {name: getattr(found, name) for name in names} if found else {}


def entry_of(said: Mapping[str, Any]) -> Entry:
    """A version as an entry of the directory, not to be saved. Columns that this release has not are left out."""
    fields = {field.attname: field for field in Entry._meta.concrete_fields}
    return Entry(**{name: fields[name].to_python(value) for name, value in said.items() if name in fields})


def fields_of(entry: Entry) -> dict[str, str]:
    """What a form would hold, codes of one question in one order, so that two versions can be compared."""
    said = {**service_of(entry), "ways": ",".join(entry.ways)}
    return {name: ",".join(sorted(text.split(","))) if name in MANY else text for name, text in said.items()}


MANY = frozenset({"needs", "open_days", "proceeding_types", "takes", "regions", "ways"})


def written(said: service_doors.Service, ways: Sequence[str] = ()) -> Entry:
    """What was answered, as an entry that is not saved; `ways` are those of a partner without a node."""
    plain = {name: value for name, value in asdict(said).items() if name not in ("facts", "team")}
    return Entry(team_id=said.team, ways=list(ways), **plain, **asdict(said.facts))


def base_in(post: QueryDict) -> int | None:
    """The version that was read, as the form brings it."""
    return number_in(post.get(BASE, ""), digits=8)


def settled(post: QueryDict, stands: Mapping[str, str]) -> tuple[QueryDict, list[str]]:
    """The form with what was chosen of fields that both changed; and the fields of which nothing was chosen."""
    given, open_ones = post.copy(), []
    for name in post.getlist(CLASH):
        choice = post.get(TAKE + name, "")
        if choice == THEIRS and name in stands:
            given.setlist(name, stands[name].split(",") if name in MANY else [stands[name]])
        elif choice != MINE:
            open_ones.append(name)
    return given, open_ones


def in_words(question: Question, text: str) -> str:
    """What a field holds, as it is read."""
    words = {code: str(label) for code, label in question.options}
    if question.kind == "tick":
        return _("Yes") if text else _("No")
    if question.kind == "ticks":
        return ", ".join(words.get(code, code) for code in text.split(",") if code) or "–"
    if question.kind in ("select", "radios"):
        return words.get(text, text) or "–"
    return text or "–"


def by_name(questions: Sequence[Question]) -> dict[str, Question]:
    """The questions of a form by their names."""
    return {question.name: question for question in questions}
