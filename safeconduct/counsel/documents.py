"""What a lawyer wrote of a matter, for a power of attorney and a request to a court.

Only its lawyer and their deputy can choose it, and only for a document that goes to the person: the row policies show a
matter to nobody else, and no consent names Legal matters.
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import member
from safeconduct.counsel.codes import Held, State, label
from safeconduct.counsel.queries import NO_SUCH_MATTER, Read, keeping, matters_of, today_for
from safeconduct.counsel.sheet import Hearing, Sheet
from safeconduct.rights.documents.fields import day
from safeconduct.rights.documents.sources import RECIPIENT, Choice, Source
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import NotFound, NotPossible

_FORMS = {"matter_hearings": "matter_hearing", "matter_aid": "matter_aid", "matter_until": "matter_mandate"}
"""The form of a field; of every other one it is where the matter stands."""


def _open(case: UUID, by: Member, at: datetime, *, in_court: bool) -> list[Read]:
    """The acting lawyer's open matters, a recorded reading. Who speaks to a court needs a mandate that holds."""
    try:
        found = matters_of(case, by=by, at=at)
    except NotPossible:
        return []
    today = today_for(at)
    return [
        one for one in found
        if one.row.state == State.OPEN and not (in_court and one.facts.is_over(today))
    ]  # fmt: skip


def _said(read: Read, at: datetime) -> dict[str, str]:
    sheet = read.sheet
    until = sheet.mandate_until
    return {
        "matter_kind": str(label(sheet.kind)),
        "matter_role": str(label(sheet.course.role)) if sheet.course.role else "",
        "matter_court": sheet.course.court,
        "matter_reference": sheet.course.reference,
        "matter_hearings": "\n".join(_hearings(sheet, today_for(at))),
        "matter_aid": "\n".join(_aid(sheet)),
        "matter_until": day(until) if until else "",
        "matter_lawyer": _lawyer(read),
    }


def _lawyer(read: Read) -> str:
    """Blank where the lawyer has gone and the deputy acts."""
    try:
        found = member(read.row.lawyer_id)
    except NotFound:
        return ""
    return f"{found.name}, {found.agency.name}, {country_in_full(found.agency.country)}"


def _hearings(sheet: Sheet, today: date) -> Iterator[str]:
    """Those that are still to come, each with what is asked for to protect the person there."""
    ahead = [one for one in sheet.hearings if one.held is Held.PLANNED and one.on >= today]
    yield from (_hearing(one) for one in sorted(ahead, key=lambda one: (one.on, one.time)))


def _hearing(one: Hearing) -> str:
    when = ", ".join(part for part in (f"{day(one.on)} {one.time}".strip(), one.place) if part)
    measures = "; ".join(f"{label(measure)} ({label(said)})" for measure, said in one.measures.items())
    return f"{when}: {measures}" if measures else when


def _aid(sheet: Sheet) -> Iterator[str]:
    for one in sorted(sheet.aid, key=lambda step: step.on):
        yield f"{day(one.on)}: {label(one.what)}" + (f" ({one.note})" if one.note else "")


def _source(*, in_court: bool) -> Source:
    def choices(case: UUID, by: Member, at: datetime) -> list[Choice]:
        return [Choice(one.row.id, _named(one)) for one in _open(case, by, at, in_court=in_court)]

    def said(case: UUID, which: UUID, by: Member, at: datetime) -> dict[str, str]:
        for one in _open(case, by, at, in_court=in_court):
            if one.row.id == which:
                words = _said(one, at)
                return words | ({RECIPIENT: words["matter_court"]} if in_court else {})
        raise NotFound(NO_SUCH_MATTER)

    return Source(
        _("Which matter"), choices, said, _address, _may_enter, _("Only the lawyer of a matter enters it.")
    )


def _named(read: Read) -> str:
    return ", ".join(str(one) for one in (label(read.sheet.kind), read.sheet.course.court) if one)


def _address(case: UUID, which: UUID | None, name: str) -> str:
    return (
        reverse(_FORMS.get(name, "matter_course"), args=[which]) if which else reverse("matters", args=[case])
    )


def _may_enter(case: UUID, by: Member) -> bool:
    try:
        keeping(case, by=by)
    except NotPossible:
        return False
    return True


FOR_COURT = _source(in_court=True)
MANDATE = _source(in_court=False)
