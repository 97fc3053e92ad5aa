"""What is counted of a person: classes that follow from coded answers, by the section that was saved."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.cases import saved
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.contents import child_by
from safeconduct.cases.follow_up import rules as follow_up
from safeconduct.cases.follow_up.codes import State as FollowedUp
from safeconduct.rights.codes import Right, Standing
from safeconduct.rights.compensation.claim import OneClaim
from safeconduct.rights.compensation.codes import State as Claimed
from safeconduct.rights.compensation.money import Money
from safeconduct.rights.sheet import Sheet
from safeconduct.statistics import classes
from safeconduct.statistics.once import noting
from safeconduct.vocabulary.codes import Answer3, VictimStatus
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked

type Said = dict[str, Any]

_NOTE = "SELECT statistics.note_people(%s::uuid[], %s::text[], %s::jsonb[])"
_FORGET = "SELECT statistics.forget_person(%s, %s)"
ADULT_AT = 18
REGISTERED_IN = "registered_in"
"""Beside the answers, of a file that was there before the figures: since which year the status holds."""
FILED = frozenset(Claimed) - {Claimed.INFORMATION_GIVEN, Claimed.PREPARED, Claimed.ENDED}


@dataclass(frozen=True, slots=True)
class Here:
    """What a class depends on beside the answer: the agency's country and sector, and the day."""

    country: str
    sector: str
    today: date


def of_profile(content: Content, here: Here) -> Said:
    """Sex, age and citizenship; who is treated as a child because nobody knows is of unknown age."""
    ages = {Answer3.YES: "Y_LT18", Answer3.NO: "Y_GE18"}
    named = answer(content, "citizenships")
    return {
        "sex": classes.sex(answer(content, "sex")),
        "age": ages.get(child_by(content), classes.UNKNOWN),
        "citizen": classes.citizenship(named if isinstance(named, list) else [], here.country),
    }


def of_identity(content: Content, here: Here) -> Said:
    """Whether the date of birth makes a child on this day: it may contradict the profile. No date is kept."""
    born = answer(content, "birth_date")
    try:
        day = date.fromisoformat(born) if isinstance(born, str) else None
    except ValueError:
        day = None
    if day is None or day > here.today:
        return {"born": classes.UNKNOWN}
    age = here.today.year - day.year - ((here.today.month, here.today.day) < (day.month, day.day))
    return {"born": "Y_LT18" if age < ADULT_AT else "Y_GE18"}


def of_exploitation(content: Content, here: Here) -> Said:
    """Where identification stands, and the form; who registers is the agency that keeps the file."""
    status, forms = answer(content, "status"), answer(content, "forms")
    return {
        "status": status if isinstance(status, str) and status in set(VictimStatus) else classes.UNKNOWN,
        "form": classes.form([str(one) for one in forms] if isinstance(forms, list) else []),
        "by": classes.registered_by(here.sector),
        **({"year": str(content[REGISTERED_IN])} if REGISTERED_IN in content else {}),
    }


def of_rights(sheet: Sheet, _here: Here) -> Said:
    """Of each right how far it ever came: told of it, asked for, granted."""
    found: set[str] = set()
    for right in Right:
        standings = {step.standing for step in sheet.steps_of(right)}
        if sheet.told_on(right) or standings:
            found.add(f"{Standing.INFORMED}:{right}")
        if standings & {Standing.ASKED, Standing.GRANTED, Standing.REFUSED}:
            found.add(f"{Standing.ASKED}:{right}")
        if Standing.GRANTED in standings:
            found.add(f"{Standing.GRANTED}:{right}")
    return {"parts": sorted(found)}


def of_follow_up(sheet: follow_up.Sheet, _here: Here) -> Said:
    """Of each follow-up whether it was kept within a week of its day, late, left out, or is still to come."""
    return {"parts": [f"{word}:{one.after}" for one in sheet.all if (word := _kept(one))]}


def _kept(one: follow_up.FollowUp) -> str:
    if one.state is FollowedUp.DONE:
        return "kept" if _on(one) <= one.on + follow_up.GRACE else "late"
    return {FollowedUp.NOT_DONE: "left_out", FollowedUp.PLANNED: "to_come"}.get(one.state, "")


def _on(one: follow_up.FollowUp) -> date:
    try:
        return date.fromisoformat(str(one.said.get("on")))
    except ValueError:
        return one.on + follow_up.GRACE + timedelta(days=1)  # nobody can say that it was in time


def of_claim(one: OneClaim, _here: Here) -> Said:
    """Whether it was filed, awarded and paid, and the sums in whole units of their currency."""
    claim, found = one.claim, []
    if any(step.state in FILED for step in claim.counting):
        found.append("claimed")
    if claim.award is not None:
        found += ["awarded", *_sums("awarded_sum", [claim.award])]
    if claim.paid:
        found += ["paid", *_sums("paid_sum", claim.paid)]
    return {"id": str(one.id), "parts": found}


def _sums(name: str, money: Iterable[Money]) -> list[str]:
    return [f"{name}:{one.currency}={int(one.amount)}" for one in money if int(one.amount)]


SOURCES: dict[str, Callable[[Any, Here], Said]] = {
    Section.PROFILE: of_profile,
    Section.IDENTITY: of_identity,
    Section.EXPLOITATION: of_exploitation,
    "rights": of_rights,
    "follow_up": of_follow_up,
    "claim": of_claim,
}
"""Of what is anything counted; of every other section nothing is."""


def note(rows: Sequence[saved.Saved], by: Member) -> None:
    """Bring the facts up to date, in the transaction that saved. What is no own case of the agency is nobody."""
    counted = [row for row in rows if row.source in SOURCES]
    if not counted:
        return
    here = Here(by.agency.country, by.agency.sector, timezone.localtime(domain_now()).date())
    words = [json.dumps(SOURCES[row.source](row.what, here)) for row in counted]
    asked(_NOTE, [[row.case for row in counted], [row.source for row in counted], words])
    noting.note(_contents(counted))


def _contents(rows: Sequence[saved.Saved]) -> dict[UUID, dict[str, Content]]:
    """What was saved of each case, of the sections of which it is made whether two files are of one person."""
    found: dict[UUID, dict[str, Content]] = {}
    for row in rows:
        if row.source in noting.SOURCES and isinstance(row.what, Mapping):
            found.setdefault(row.case, {})[row.source] = dict(row.what)
    return found


def forget(case: UUID, section: str) -> None:
    """A section was erased, or the whole file."""
    asked(_FORGET, [case, section])
