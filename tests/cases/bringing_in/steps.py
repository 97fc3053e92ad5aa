"""The steps of an import as somebody takes them, and a process that is killed on the way."""

from collections.abc import Callable
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import member
from safeconduct.cases.bringing_in import actions, queries, work
from safeconduct.cases.models import Bringing, Brought
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv

ANA, DAN, SARA = ID("ana"), ID("dan"), ID("sara")
LIST = as_csv([HEADER, *PEOPLE])


def acts[T](do: Callable[..., T], *given: object, who: UUID = ANA, **more: object) -> T:
    """Somebody acts, in a transaction of their own."""
    with acting(MemberId(who)) as at:
        return do(*given, by=member(who), at=at, **more)


def row_of(bringing: UUID, who: UUID = ANA) -> Bringing:
    with acting(MemberId(who)):
        return queries.bringing(bringing)


def looked_at(data: bytes, who: UUID = ANA) -> UUID:
    bringing = acts(actions.begin, data, who=who)
    acts(actions.look_at_rows, bringing, who=who)
    assert work.run(bringing, who)
    return bringing


def brought_in(data: bytes, who: UUID = ANA) -> UUID:
    bringing = looked_at(data, who)
    acts(actions.take_in, bringing, who=who)
    assert work.run(bringing, who)
    return bringing


def cases_of(bringing: UUID, who: UUID = ANA) -> list[Brought]:
    with acting(MemberId(who)):
        return queries.stayed(bringing)


def numbers(bringing: UUID, who: UUID = ANA) -> tuple[str, int, int, int]:
    row = row_of(bringing, who)
    return row.state, row.good, row.wrong, row.taken


class Killed(BaseException):
    """The process ends here."""


def dies(*_given: object) -> None:
    raise Killed


def dies_after(parts: int) -> Callable[[Bringing], None]:
    seen: list[int] = []

    def say(row: Bringing) -> None:
        seen.append(row.parts_done)
        if len(seen) == parts:
            raise Killed

    return say
