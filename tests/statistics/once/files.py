"""Files of two agencies of one node, about the same person or not, and what was counted of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from safeconduct.cases import saved
from safeconduct.cases.actions import open_case, save_section
from safeconduct.statistics import persons
from safeconduct.statistics.once import Once, actions, decided, rounds
from safeconduct.statistics.once.queries import MyPair, my_pairs
from safeconduct.statistics.once.rules import Says
from safeconduct.statistics.persons import REGISTERED_IN
from safeconduct.statistics.reading import Reader, reading
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.access.rows import insert
from tests.conftest import as_process
from tests.counsel.office import now

OLHA = ("Olha Shevchenko", "1999-03-01", ["UA"])
"""As alfa writes her; beta writes `IN_CYRILLIC`."""
IN_CYRILLIC = ("Шевченко Ольга Петрівна", "1999-01-01", ["RO", "UA"])


def last_year() -> int:
    return now().year - 1


def a_file(
    who: str, person: tuple[str, str, list[str]], *, agrees: bool = True, status: str = "identified"
) -> CaseId:
    """A file that this member leads, of somebody who was registered last year."""
    names, born, citizenships = person
    profile = {"pseudonym": "Linden", "is_child": "no", "sex": "f", "citizenships": citizenships}
    with member_acts(who) as by:
        case = open_case(by=by, at=now(), profile=profile)
        content = {"names": names, "birth_date": born}
        save_section(case=case, section=Section.IDENTITY, content=content, base=0, by=by, at=now())
        said = {"status": status, "forms": ["sexual_exploitation"], REGISTERED_IN: last_year()}
        persons.note([saved.Saved(case, Section.EXPLOITATION, said)], by)
        if agrees:
            actions.agree(case, yes=True, by=by, at=now())
    return case


def pairs(who: str) -> list[MyPair]:
    """What this member sees of pairs."""
    with member_acts(who):
        return my_pairs()


def says(who: str, what: Says, code: str) -> None:
    """What this member answers."""
    with member_acts(who) as by:
        actions.answer(code, what, by=by, at=now())


def named_by_both(owner: Any) -> None:
    """Cora coordinates for alfa too, not for beta alone."""
    insert(owner, "agencies.coordination", agency_id=ID("alfa"), coordinator_id=ID("cora"))


@contextmanager
def coordinator(who: str = "cora") -> Iterator[Reader]:
    """The connection by which a coordinator reads figures."""
    with as_process("web"), reading(MemberId(ID(who))) as read:
        yield read


def counted(*agencies: str, who: str = "cora") -> Once:
    """What decided pairs take from the registered of last year."""
    with coordinator(who) as read:
        return decided(read, [str(ID(name)) for name in agencies or ("alfa", "beta")], last_year())


def marks(owner: Any, table: str = "compound") -> list[Any]:
    """The rows of a table of marks, as the database's owner sees them."""
    return [row[0] for row in owner.execute(f"SELECT to_jsonb(t) FROM statistics.{table} t").fetchall()]


def of_both(
    person: tuple[str, str, list[str]] = OLHA, other: tuple[str, str, list[str]] = IN_CYRILLIC
) -> list[UUID]:
    """Ana's file and Bea's."""
    return [a_file("ana", person), a_file("bea", other)]


def look() -> int:
    """The worker compares; how many pairs it found."""
    with as_process("worker"):
        return rounds.look(last_year())
