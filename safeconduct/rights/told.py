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
from safeconduct.rights.sheet import Line, Sheet
from safeconduct.rights.shown import in_error, tellings
from safeconduct.vocabulary.decisions import Words


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
        (date_format(one.on, "j M Y"), _with("; ".join(f"{name}: {said}" for name, said in facts), struck))
        for one, facts, _number, struck in tellings(sheet)
    ]
    for right, steps in sheet.steps.items():
        for number, step in enumerate(steps):
            evidence = f". {step.evidence}" if step.evidence else ""
            said = f"{date_format(step.on, 'j M Y')}: {label(step.standing)}{evidence}"
            lines.append((str(label(right)), _with(said, in_error(sheet, Line(right, number)))))
    return lines


def _with(said: str, struck: Words) -> str:
    """What was written in error stands in a copy of everything too, and what says so before it."""
    return f"[{struck}] {said}" if struck else said


def _steps(sheet: Sheet, right: Right) -> tuple[tuple[str, date], ...]:
    return tuple((one.standing.value, one.on) for one in sheet.steps_of(right))


def _read(case: UUID, answer: Decided, by: Member, at: datetime) -> Stands:
    stands = newest(case)
    if stands.version:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
            policy=answer.policy, detail={"rights": stands.version},
        )  # fmt: skip
    return stands
