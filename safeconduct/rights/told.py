"""What the person was told of their rights and how far each has come: for their own page, and for their copy."""

from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.persons_rights import InFull, Told
from safeconduct.cases.queries import case_in_hand
from safeconduct.rights.codes import Right, label
from safeconduct.rights.queries import SECTION, Stands, newest
from safeconduct.rights.sheet import Sheet
from safeconduct.rights.shown import tellings


def told(case: UUID, answer: Decided, by: Member, at: datetime) -> list[Told]:
    """Each right of which something is written, in the order of the list."""
    sheet = _read(case, answer, by, at).sheet
    found = [Told(right.value, sheet.told_on(right), _steps(sheet, right)) for right in Right]
    return [one for one in found if one.on or one.steps]


def in_full(case: UUID, by: Member, at: datetime) -> InFull:
    """Every talk and every step, in the language of the copy."""
    if case_in_hand(case).kind != "own":
        return []
    answer = decide(by, held(case), SECTION, Action.OPEN)
    if not answer.decision:
        return []
    sheet = _read(case, answer, by, at).sheet
    lines = [
        (date_format(one.on, "j M Y"), "; ".join(f"{name}: {said}" for name, said in facts))
        for one, facts in tellings(sheet)
    ]
    for right, steps in sheet.steps.items():
        for one in steps:
            evidence = f". {one.evidence}" if one.evidence else ""
            said = f"{date_format(one.on, 'j M Y')}: {label(one.standing)}{evidence}"
            lines.append((str(label(right)), said))
    return lines


def _steps(sheet: Sheet, right: Right) -> tuple[tuple[str, date], ...]:
    return tuple((one.standing.value, one.on) for one in sheet.steps.get(right, ()))


def _read(case: UUID, answer: Decided, by: Member, at: datetime) -> Stands:
    stands = newest(case)
    if stands.version:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
            policy=answer.policy, detail={"rights": stands.version},
        )  # fmt: skip
    return stands
