"""Two lawyers, a social worker and a supervisor of one agency, and a person whom they help."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.counsel import actions
from safeconduct.counsel.checking import run_check
from safeconduct.counsel.codes import CheckState, MatterKind
from safeconduct.counsel.queries import Read, read_matter
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.access.rows import insert

NAMES = "Olha Shevchenko"
MARK = "Decision 4711 of the court"


def now() -> datetime:
    return timezone.now()


def another_lawyer(owner: Any, name: str = "leo") -> None:
    """A second lawyer of alfa."""
    user = owner.execute(
        "INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, "
        "date_joined) VALUES (%s, '!', '', '', '', false, false, true, now()) RETURNING id",
        [name],
    ).fetchone()[0]
    insert(
        owner, "agencies.member", id=ID(name), agency_id=ID("alfa"), user_id=user, name=name, profession="lawyer"
    )  # fmt: skip


def a_case(*placed: str, names: str = NAMES) -> CaseId:
    """Ana leads it; those named have a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=now(), profile={"pseudonym": "Linden", "is_child": "no"})
        save_section(case=made, section=Section.IDENTITY, content={"names": names}, base=0, by=by, at=now())
        for one in placed:
            doors.place(made, ID(one))
    return made


def checked(case: UUID, who: str = "lea", names: str = "") -> CheckState:
    with member_acts(who) as by:
        return run_check(case, names, by=by, at=now())


def a_matter(case: UUID, who: str = "lea", kind: MatterKind = MatterKind.CRIMINAL) -> UUID:
    checked(case, who)
    with member_acts(who) as by:
        return actions.open_matter(case, kind, by=by, at=now())


def read(matter: UUID, who: str = "lea") -> Read:
    with member_acts(who) as by:
        return read_matter(matter, by=by, at=now())
